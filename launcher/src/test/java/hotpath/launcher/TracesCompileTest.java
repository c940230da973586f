package hotpath.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.tssa.backend.Backend;
import hotpath.tssa.backend.Backends;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hotpath traces compile}: dumped traces, for every instruction set there is. */
class TracesCompileTest {
  private static final String SIEVE = Path.of("..", "examples", "Sieve.java").toString();

  private static final String LOOP =
      """
      trace t
        v0:addr = tb
        v1:i64 = load.i64 v0 @count~
        v2:i32 = slot 1
      loop (v3:i32 = v2, v4:i64 = v1)
        v5:i32 = mul v3, 77
        v6:i64 = add v4, 3L
        guard lt v5, 1000 else exit 0 e [t pc 8 fp 0 sp 3 count v6 | 1=v5]
        jump loop (v5, v6)
      """;

  private final CommandLine command = new CommandLine(new InterpreterRun());

  @Test
  void everyDumpedTraceCompilesForEveryInstructionSet(@TempDir Path folder) throws IOException {
    String dump = "--dump-traces=" + folder;
    assertEquals(0, command.run("run", dump, SIEVE, "3000", "2"), command.err());
    int traces = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "trace-*.json")) {
      for (Path file : files) {
        assertEquals(0, command.run("traces", "compile", file.toString()), command.err());
        for (Backend backend : Backends.all()) {
          assertTrue(command.out().contains("\nRegisters, " + backend.name() + "\n"));
        }
        traces++;
      }
    }
    assertTrue(traces > 3, traces + " traces");
  }

  @Test
  void showsOperationsWithTheirCode(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("loop.tssa"), LOOP);
    for (Backend backend : Backends.all()) {
      assertEquals(0, command.run("traces", "compile", "--isa=" + backend.name(), file.toString()));
      String out = command.out();
      int product = out.indexOf("v5:i32 = mul v3, 77");
      int code = out.indexOf("mul", product + "v5:i32 = mul".length());
      assertTrue(product > 0 && code > 0 && code < out.indexOf("= add v4, 3L"), out);
    }
  }

  @Test
  void saysWhatIsWrong(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("wrong.tssa"), "trace t\n  v0:i32 = frob 1\n");
    assertEquals(ExitCode.USAGE, command.run("traces", "compile", file.toString()));
    assertTrue(command.err().contains("wrong.tssa is broken: "), command.err());
    assertEquals(ExitCode.USAGE, command.run("traces", "compile", "--isa=z80", file.toString()));
    String name = Backends.all().getFirst().name();
    assertTrue(command.err().contains("no instruction set z80; there are [" + name));
    assertEquals(ExitCode.USAGE, command.run("traces", "compile", folder + "/none.json"));
    assertTrue(command.err().contains("none.json"), command.err());
  }
}
