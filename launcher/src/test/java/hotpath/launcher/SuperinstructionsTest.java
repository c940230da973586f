package hotpath.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.interpreter.meaning.HandlerNumber;
import hotpath.interpreter.meaning.Superinstruction;
import hotpath.launcher.GuestModes.Mode;
import hotpath.launcher.SuperinstructionChoice.Chosen;
import hotpath.launcher.WordCounts.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The table of superinstructions and the page about them agree. {@code
 * -Dhotpath.superinstructions=120} chooses so many anew and writes both, from what the examples and
 * the programs of others execute.
 */
class SuperinstructionsTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "superinstructions.md");
  private static final Path TABLE =
      Path.of(
          "../interpreter/src/main/java/hotpath/interpreter/meaning",
          Superinstruction.class.getSimpleName() + ".java");
  private static final Path EXAMPLES = Path.of("..", "examples");

  /** So many instructions of a program say what it is like. */
  private static final Mode COUNTED =
      new Mode("counted", "jit=off", "superinstructions=off", "fuel=15000000");

  @TempDir Path folder;

  @Test
  void documentHasTheTable() throws IOException {
    List<String> rows = new ArrayList<>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      if (line.startsWith("| `")) {
        rows.add(line.substring(3, line.indexOf('`', 3)));
      }
    }
    List<String> table = new ArrayList<>();
    for (Superinstruction each : Superinstruction.values()) {
      table.add(each.text());
    }
    assertEquals(table, rows);
  }

  @Test
  void eachIsWhole() {
    for (Superinstruction each : Superinstruction.values()) {
      List<Integer> numbers = each.numbers();
      assertTrue(numbers.size() > 1 && numbers.size() <= Superinstruction.MOST_WORDS, each.name());
      for (int number : numbers.subList(0, numbers.size() - 1)) {
        assertTrue(Superinstruction.mayGoOn(HandlerNumber.handler(number)), each.name());
      }
      assertTrue(Superinstruction.mayEnd(HandlerNumber.handler(numbers.getLast())), each.name());
    }
  }

  @Test
  void choose() throws IOException, StartException {
    int most = Integer.getInteger("hotpath.superinstructions", 0);
    if (most == 0) {
      return;
    }
    List<List<Run>> programs = new ArrayList<>();
    for (String line : Files.readAllLines(EXAMPLES.resolve("examples.txt"))) {
      if (!line.startsWith("#") && !line.isBlank()) {
        String name = line.substring(0, line.indexOf('|')).strip().split(" ")[0];
        programs.add(new ArrayList<>());
        GuestModes.counted(EXAMPLES.resolve(name + ".java"), COUNTED, programs.getLast());
      }
    }
    for (ForeignProgram program : ForeignProgram.all()) {
      String classPath = program.compile(Files.createDirectories(folder.resolve(program.name())));
      programs.add(new ArrayList<>());
      GuestModes.counted(classPath, program.mainClass(), COUNTED, programs.getLast());
    }
    List<Run> runs = new ArrayList<>();
    for (List<Run> program : programs) {
      program.forEach(run -> runs.add(new Run(run.numbers(), run.count() / programs.size())));
    }
    List<Chosen> chosen = new SuperinstructionChoice(runs).choose(most);
    writeTable(chosen);
    writeDocument(chosen);
  }

  private static void writeTable(List<Chosen> chosen) throws IOException {
    TreeSet<String> imports = new TreeSet<>(List.of("ACONST_NULL", "PUTSTATIC_REF"));
    List<String> rows = new ArrayList<>();
    for (Chosen each : chosen) {
      List<String> parts = new ArrayList<>();
      for (int number : each.numbers()) {
        parts.add(HandlerNumber.handler(number).name());
      }
      imports.addAll(parts);
      boolean back = HandlerNumber.name(each.numbers().getLast()).endsWith(".counting");
      rows.add(
          "  "
              + String.join("_", parts)
              + (back ? "_BACK(" : "(")
              + String.join(", ", parts)
              + ")");
    }
    List<String> lines = new ArrayList<>();
    String imported = "import static hotpath.interpreter.meaning.Handler.";
    boolean inTable = false;
    boolean done = false;
    for (String line : Files.readAllLines(TABLE)) {
      if (line.startsWith(imported)) {
        if (!done) {
          imports.forEach(name -> lines.add(imported + name + ";"));
          done = true;
        }
        continue;
      }
      inTable &= !line.equals("  // End");
      if (!inTable) {
        lines.add(line);
      }
      if (line.equals("  // Chosen")) {
        inTable = true;
        lines.add(String.join(",\n", rows) + ";");
      }
    }
    Files.write(TABLE, lines);
  }

  private static void writeDocument(List<Chosen> chosen) throws IOException {
    StringBuilder text = new StringBuilder("# Superinstructions\n\n");
    double all = chosen.stream().mapToDouble(Chosen::saves).sum();
    text.append(
        String.format(
            Locale.ROOT,
            """
            The threaded engine executes these sequences of code words by one handler each, where a method runs often. Their code is
            generated: the meanings of the words, one behind the other, on one emitter, so what one word pushes and another pops stays in a
            register. A sequence is fused where the method's code has it, from the left, the longest first (`Fusion`).

            They were chosen by what they save: of 1,000 words that the examples and the programs of others execute with traces off (the first
            15 million instructions of each, all programs counting the same), so many are not dispatched, beside those saved by the
            rows above: %.0f in all. `mvn -pl launcher -am test -Dtest=SuperinstructionsTest -Dhotpath.superinstructions=%d` chooses anew
            and writes this page and the table, `Superinstruction`.

            | sequence | dispatches saved of 1,000 |
            |---|---|
            """,
            all,
            chosen.size()));
    for (Chosen each : chosen) {
      List<String> names = each.numbers().stream().map(HandlerNumber::name).toList();
      text.append(
          String.format(Locale.ROOT, "| `%s` | %.1f |%n", String.join(" ", names), each.saves()));
    }
    Files.writeString(DOCUMENT, text);
  }
}
