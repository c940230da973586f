package hotpath.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import hotpath.dump.SchemaCheck.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Validates dumps against the schemas, with a validator that is not ours. */
public final class DumpValidator {
  private DumpValidator() {}

  /** Fails if a file of the folder is not as its schema says; yields the number of traces. */
  public static int validate(Path folder) throws IOException {
    assertEquals(
        List.of(), problems(Schema.VM, Files.readString(folder.resolve("vm.json"))), "vm.json");
    int line = 1;
    for (String event : Files.readAllLines(folder.resolve("events.jsonl"))) {
      assertEquals(List.of(), problems(Schema.EVENT, event), "events.jsonl:" + line);
      line++;
    }
    int traces = 0;
    try (var files = Files.newDirectoryStream(folder, "trace-*.json")) {
      for (Path file : files) {
        assertEquals(List.of(), problems(Schema.TRACE, Files.readString(file)), file.toString());
        traces++;
      }
    }
    try (var files = Files.newDirectoryStream(folder, "*.tmp")) {
      assertTrue(!files.iterator().hasNext(), "temporary files are left");
    }
    return traces;
  }

  static List<String> problems(Schema schema, String json) {
    try (InputStream in = SchemaCheck.class.getResourceAsStream(schema.resource())) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(in)
          .validate(json, InputFormat.JSON)
          .stream()
          .map(Object::toString)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
