package hotpath.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hotpath.launcher.GuestModes.Mode;
import hotpath.launcher.GuestModes.Result;
import hotpath.launcher.random.CompiledPrograms;
import hotpath.launcher.random.RandomProgram;
import hotpath.tssa.foreign.EmulatedHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole VM on other instruction sets: guest programs print what {@code java} prints on this
 * host, and count the same instructions in every mode. All run in one process of the emulator,
 * which {@code config/foreign-root} sets up.
 *
 * <p>For more than a build has time for: {@code -Dhotpath.emulated.programs=N} (random programs),
 * {@code -Dhotpath.emulated.foreign=true} (programs of others, whose instructions are not compared)
 * and {@code -Dhotpath.emulated.modes=all}.
 */
class EmulatedGuestsTest {
  private static final int PROGRAMS = Integer.getInteger("hotpath.emulated.programs", 12);

  private static final Mode EVERY_LOOP =
      new Mode("every loop at once", "hotLoop=1", "hotCall=1", "hotExit=1");
  private static final List<Mode> THREE =
      List.of(GuestModes.JIT_OFF, new Mode("default"), EVERY_LOOP);
  private static final List<Mode> MODES =
      System.getProperty("hotpath.emulated.modes", "").equals("all") ? THREE : List.of(EVERY_LOOP);

  @TempDir Path folder;

  /** A guest program and what it has to print. */
  private record Guest(
      String name,
      String classPath,
      String mainClass,
      List<String> arguments,
      String expected,
      boolean counts) {}

  @TestFactory
  Stream<DynamicTest> sameOutputAsJava() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (String architecture : EmulatedHost.architectures()) {
      EmulatedHost host = EmulatedHost.of(architecture);
      List<Guest> guests = new ArrayList<>(examples());
      guests.addAll(randomPrograms());
      if (Boolean.getBoolean("hotpath.emulated.foreign")) {
        guests.addAll(foreignPrograms());
      }
      addTests(tests, architecture, host, guests);
    }
    return tests.stream();
  }

  private List<Guest> examples() throws Exception {
    Path sources = Path.of("..", "examples");
    List<Guest> guests = new ArrayList<>();
    for (String line : Files.readAllLines(sources.resolve("examples.txt"))) {
      if (line.startsWith("#") || line.isBlank()) {
        continue;
      }
      List<String> words = List.of(line.substring(0, line.indexOf('|')).strip().split(" "));
      String name = words.getFirst();
      Path file = sources.resolve(name + ".java");
      Path classes = Files.createDirectories(folder.resolve(name));
      SourceProgram program = SourceProgram.compile(file.toString(), "", System.err);
      for (Map.Entry<String, byte[]> one : program.classes().entrySet()) {
        Files.write(classes.resolve(one.getKey() + ".class"), one.getValue());
      }
      List<String> arguments = words.subList(1, words.size());
      List<String> command = new ArrayList<>(List.of("-cp", classes.toString(), name));
      command.addAll(arguments);
      String expected = GuestModes.java(command).output();
      guests.add(new Guest(name, classes.toString(), name, arguments, expected, true));
    }
    return guests;
  }

  private List<Guest> randomPrograms() throws IOException, ReflectiveOperationException {
    List<RandomProgram> programs = new ArrayList<>();
    for (long seed = 1; seed <= PROGRAMS; seed++) {
      programs.add(RandomProgram.of(seed));
    }
    Path classes = Files.createDirectories(folder.resolve("random"));
    CompiledPrograms compiled = CompiledPrograms.compile(programs, classes);
    List<Guest> guests = new ArrayList<>();
    for (RandomProgram program : programs) {
      String expected = compiled.expected(program);
      guests.add(
          new Guest(program.name(), classes.toString(), program.name(), List.of(), expected, true));
    }
    return guests;
  }

  private List<Guest> foreignPrograms() throws IOException, InterruptedException {
    List<Guest> guests = new ArrayList<>();
    for (ForeignProgram program : ForeignProgram.all()) {
      String classPath = program.compile(Files.createDirectories(folder.resolve(program.name())));
      String expected = GuestModes.java(List.of("-cp", classPath, program.mainClass())).output();
      guests.add(
          new Guest(program.name(), classPath, program.mainClass(), List.of(), expected, false));
    }
    return guests;
  }

  private void addTests(
      List<DynamicTest> tests, String architecture, EmulatedHost host, List<Guest> guests)
      throws IOException {
    Path results = Files.createDirectories(folder.resolve(architecture));
    List<GuestBatch.Run> runs = new ArrayList<>();
    Map<GuestBatch.Run, Guest> guestOf = new HashMap<>();
    for (Mode mode : MODES) {
      for (Guest guest : guests) {
        GuestBatch.Run run =
            new GuestBatch.Run(
                runs.size(), mode, guest.classPath(), guest.mainClass(), guest.arguments());
        runs.add(run);
        guestOf.put(run, guest);
      }
    }
    GuestBatch.write(results, runs);
    host.run(List.of(), GuestBatch.class.getName(), List.of(results.toString()));
    Map<Guest, Long> instructions = new HashMap<>();
    for (GuestBatch.Run run : runs) {
      Guest guest = guestOf.get(run);
      Result result = GuestBatch.result(results, run);
      long first = instructions.computeIfAbsent(guest, _ -> result.instructions());
      tests.add(
          DynamicTest.dynamicTest(
              architecture + ", " + run.mode().name() + ": " + guest.name(),
              () -> {
                assertEquals(guest.expected(), result.output(), result.errors());
                if (guest.counts()) {
                  assertEquals(first, result.instructions());
                }
              }));
    }
  }
}
