package hotpath.dump;

import hotpath.dump.SchemaCheck.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A dump that is read back. Each file is checked against its schema before it becomes a record, so
 * that a broken or foreign one ends in a line that names the file and the place.
 *
 * @param traces by ascending number
 */
public record Dump(VmFile vm, List<TraceFile> traces, List<EventLine> events) {
  /** Reads all of a folder. */
  public static Dump read(Path path) throws DumpException {
    Reader reader = new Reader(path);
    VmFile vm = reader.vm();
    List<TraceFile> traces = new ArrayList<>();
    for (int id : reader.ids()) {
      traces.add(reader.trace(id));
    }
    return new Dump(vm, traces, reader.events());
  }

  /** Reads one trace and no events. */
  public static Dump read(Path path, int trace) throws DumpException {
    Reader reader = new Reader(path);
    VmFile vm = reader.vm();
    if (!reader.ids().contains(trace)) {
      throw new DumpException("no trace " + trace + " in " + path + ", which has " + reader.has());
    }
    return new Dump(vm, List.of(reader.trace(trace)), List.of());
  }

  /** Reads the file of a trace, wherever it lies. */
  static TraceFile readTrace(Path file, String content) throws DumpException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return Reader.record(new Json(), file, bytes, new SchemaCheck(Schema.TRACE), TraceFile.class);
  }

  /** The trace with a number; null if it was not read. */
  public @Nullable TraceFile trace(int id) {
    for (TraceFile trace : traces) {
      if (trace.id() == id) {
        return trace;
      }
    }
    return null;
  }

  /** Reads the files of one folder. */
  private static final class Reader {
    private final DumpFolder folder;
    private final List<Integer> ids;
    private final Json json = new Json();
    private final SchemaCheck traceSchema = new SchemaCheck(Schema.TRACE);

    Reader(Path path) throws DumpException {
      folder = new DumpFolder(path);
      try {
        ids = folder.traces();
      } catch (IOException e) {
        throw new DumpException("dump folder " + path + " " + DumpFolder.reason(e));
      }
      if (!Files.exists(folder.file(DumpFolder.VM))) {
        throw new DumpException(path + " is no dump: it has no " + DumpFolder.VM);
      }
    }

    List<Integer> ids() {
      return ids;
    }

    String has() {
      return ids.isEmpty() ? "none" : ids.getFirst() + " .. " + ids.getLast();
    }

    VmFile vm() throws DumpException {
      Path file = folder.file(DumpFolder.VM);
      return record(json, file, content(file), new SchemaCheck(Schema.VM), VmFile.class);
    }

    TraceFile trace(int id) throws DumpException {
      Path file = folder.trace(id);
      TraceFile trace = record(json, file, content(file), traceSchema, TraceFile.class);
      if (trace.id() != id || trace.stages().isEmpty()) {
        throw new DumpException(file + " is broken: it does not hold trace " + id);
      }
      return trace;
    }

    /** A last line without line end was cut off by a crash. */
    List<EventLine> events() throws DumpException {
      Path file = folder.file(DumpFolder.EVENTS);
      List<EventLine> events = new ArrayList<>();
      if (!Files.exists(file)) {
        return events;
      }
      SchemaCheck schema = new SchemaCheck(Schema.EVENT);
      String text = new String(content(file), StandardCharsets.UTF_8);
      int line = 1;
      int start = 0;
      for (int end; (end = text.indexOf('\n', start)) >= 0; start = end + 1, line++) {
        String where = file + ":" + line;
        byte[] bytes = text.substring(start, end).getBytes(StandardCharsets.UTF_8);
        events.add(event(where, bytes, schema));
      }
      return events;
    }

    private EventLine event(String where, byte[] line, SchemaCheck schema) throws DumpException {
      try {
        return json.event(checked(where, json.tree(line), schema));
      } catch (JacksonException e) {
        throw new DumpException(where + " is broken: " + firstLine(e));
      }
    }

    private static byte[] content(Path file) throws DumpException {
      try {
        return Files.readAllBytes(file);
      } catch (IOException e) {
        throw new DumpException(file + " " + DumpFolder.reason(e));
      }
    }

    static <T> T record(Json json, Path file, byte[] content, SchemaCheck schema, Class<T> type)
        throws DumpException {
      try {
        JsonNode tree = json.tree(content);
        JsonNode format = tree.path("format");
        if (!format.isString() || !format.asString().equals(TraceFile.FORMAT)) {
          throw new DumpException(
              file + " is not of the format " + TraceFile.FORMAT + " that this version reads");
        }
        return json.value(checked(file.toString(), tree, schema), type);
      } catch (JacksonException e) {
        throw new DumpException(file + " is broken: " + firstLine(e));
      }
    }

    private static JsonNode checked(String where, JsonNode tree, SchemaCheck schema)
        throws DumpException {
      String problem = schema.problem(tree);
      if (problem != null) {
        throw new DumpException(where + " is broken: " + problem);
      }
      return tree;
    }

    private static String firstLine(JacksonException e) {
      String message = e.getOriginalMessage();
      String text = message == null ? "no JSON" : message.lines().findFirst().orElse("no JSON");
      var place = e.getLocation();
      return place == null || place.getLineNr() < 0
          ? text
          : "line " + place.getLineNr() + ": " + text;
    }
  }
}
