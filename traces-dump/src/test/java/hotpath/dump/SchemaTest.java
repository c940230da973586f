package hotpath.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import hotpath.dump.SchemaCheck.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The committed schemas are those of the records, and hold for what is written. */
class SchemaTest {
  private static final Path RESOURCES = Path.of("src/main/resources/hotpath/dump");

  @TempDir Path folder;

  @BeforeEach
  void write() throws DumpException {
    try (TraceDump dump = TraceDump.open(folder, SampleDump.VM)) {
      SampleDump.write(dump);
      assertNull(dump.problem());
    }
  }

  /** With -Dhotpath.bless=true the schemas are written instead. */
  @ParameterizedTest
  @EnumSource
  void schemasAreThoseOfTheRecords(Schema schema) throws IOException {
    String generated = new SchemaGenerator().generate(schema);
    Path file = RESOURCES.resolve(schema.resource());
    if (Boolean.getBoolean("hotpath.bless")) {
      Files.createDirectories(RESOURCES);
      Files.writeString(file, generated);
    }
    assertEquals(
        Files.readString(file), generated, file + " is not current: run with -Dhotpath.bless=true");
  }

  @Test
  void dumpsAreValid() throws IOException {
    DumpValidator.validate(folder);
  }

  private static JsonNode tree(String text) {
    return new Json().tree(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theSmallCheckFindsWhatTheFullOneFinds() throws IOException {
    String trace = Files.readString(folder.resolve("trace-1.json"));
    assertSame(Schema.TRACE, trace, null);
    assertSame(Schema.TRACE, "[]", "the file is no object");
    assertSame(Schema.TRACE, "{}", "/format is missing");
    change(trace, "\"id\" : 1,", "", "/id is missing");
    change(trace, "\"id\" : 1,", "\"id\" : 1.5,", "/id is no integer");
    change(trace, "\"id\" : 1,", "\"id\" : \"1\",", "/id is no integer");
    change(
        trace,
        "\"kind\" : \"root\"",
        "\"kind\" : \"leaf\"",
        "/kind is none of [\"root\",\"bridge\"]");
    change(trace, "\"mnemonic\" : \"iadd\"", "\"x\" : 0", "/bytecodes/7/mnemonic is missing");
    change(
        trace,
        "\"mnemonic\" : \"iadd\"",
        "\"mnemonic\" : null",
        "/bytecodes/7/mnemonic is no string");
    change(trace, "\"assumptionz\"", "\"other\"", null);
    change(trace, "\"hits\" : 13", "\"hits\" : null", "/guards/0/hits is no integer");
    String event = Files.readAllLines(folder.resolve("events.jsonl")).getFirst();
    assertSame(Schema.EVENT, event, null);
    assertSame(Schema.EVENT, event.replace("\"line\"", "\"lime\""), "/anchor/line is missing");
    assertSame(
        Schema.EVENT, event.replace("recordingStarted", "what"), "the file is of no known kind");
  }

  private static void change(String text, String from, String to, String problem) {
    assertSame(Schema.TRACE, text.replace(from, to), problem);
  }

  private static void assertSame(Schema schema, String text, String problem) {
    String found = new SchemaCheck(schema).problem(tree(text));
    List<String> full = DumpValidator.problems(schema, text);
    assertEquals(problem == null, full.isEmpty(), () -> "the full validator says " + full);
    if (problem == null) {
      assertNull(found);
    } else {
      assertNotNull(found, problem);
      assertFalse(!found.contains(problem), found);
    }
  }

  /** Whoever reads a dump without Hotpath counts on these names. */
  @ParameterizedTest
  @CsvSource({
    "/format, hotpath-traces/1",
    "/anchor/class, Sieve",
    "/link/to, loop",
    "/bytecodes/2/decision, not taken",
    "/stages/1/removed/0/replacement, v4",
    "/guards/1/bridge, 2",
    "/code/instructions/1/text, 'cmp r1, r2'",
    "/counters/iterations, 120000"
  })
  void fieldsKeepTheirNames(String pointer, String value) throws IOException {
    JsonNode trace = new JsonMapper().readTree(Files.readAllBytes(folder.resolve("trace-1.json")));
    assertEquals(value, trace.at(pointer).asString());
  }
}
