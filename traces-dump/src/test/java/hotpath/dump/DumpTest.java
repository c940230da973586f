package hotpath.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writing and reading back, and what happens when either cannot be. */
class DumpTest {
  @TempDir Path folder;

  private void write() throws DumpException {
    try (TraceDump dump = TraceDump.open(folder, SampleDump.VM)) {
      SampleDump.write(dump);
      assertNull(dump.problem());
    }
  }

  private String problem() {
    DumpException e = assertThrows(DumpException.class, () -> Dump.read(folder));
    String message = String.valueOf(e.getMessage());
    assertEquals(1, message.lines().count(), message);
    return message.replace(folder.toString(), "DIR");
  }

  @Test
  void whatIsWrittenIsReadBack() throws DumpException {
    write();
    Dump dump = Dump.read(folder);
    assertEquals(SampleDump.VM, dump.vm());
    assertEquals(2, dump.traces().size());
    TraceFile root = dump.trace(1);
    assertNotNull(root);
    assertEquals(new Counters(3, 120_000, 14), root.counters());
    assertEquals(13, root.guards().get(0).hits());
    assertNull(root.guards().get(0).bridge());
    assertEquals(2, root.guards().get(1).bridge());
    assertEquals(SampleDump.root(), root.with(SampleDump.root().guards(), Counters.ZERO));
    assertEquals(SampleDump.bridge().with(List.of(), new Counters(1, 0, 1)), dump.trace(2));
    assertEquals(SampleDump.events(), dump.events().stream().map(EventLine::event).toList());
    assertTrue(dump.events().getFirst().nanos() >= 0);
    assertEquals(List.of(root), Dump.read(folder, 1).traces());
  }

  @Test
  void aNewDumpReplacesTheOldOne() throws IOException, DumpException {
    write();
    Path foreign = Files.writeString(folder.resolve("trace-x.json"), "mine");
    TraceDump.open(folder, SampleDump.VM).close();
    assertEquals(List.of(), Dump.read(folder).traces());
    assertEquals(List.of(), Dump.read(folder).events());
    assertTrue(Files.exists(foreign));
  }

  @Test
  void foldersAreMade() throws DumpException {
    Path deep = folder.resolve("a/b");
    TraceDump.open(deep, SampleDump.VM).close();
    assertEquals(SampleDump.VM, Dump.read(deep).vm());
  }

  @Test
  void aFolderThatCannotBeWrittenIsOneLine() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertEquals(
        "dump folder " + file + " is no folder",
        assertThrows(DumpException.class, () -> TraceDump.open(file, SampleDump.VM)).getMessage());
    String below =
        assertThrows(DumpException.class, () -> TraceDump.open(file.resolve("x"), SampleDump.VM))
            .getMessage();
    assertEquals("dump folder " + file.resolve("x") + " cannot be used: Not a directory", below);
  }

  /** The folder goes while the VM runs: the dump ends, the VM does not. */
  @Test
  void aDumpThatFailsSaysSoOnce() throws IOException, DumpException {
    Path inner = folder.resolve("inner");
    try (TraceDump dump = TraceDump.open(inner, SampleDump.VM)) {
      Files.delete(inner.resolve("vm.json"));
      Files.delete(inner.resolve("events.jsonl"));
      Files.delete(inner);
      dump.write(SampleDump.root());
      dump.write(SampleDump.bridge());
      dump.update(1, Counters.ZERO, new long[0], new int[0]);
      assertEquals(
          "dump folder " + inner + " does not exist; the dump is not complete", dump.problem());
    }
  }

  @Test
  void foreignFoldersAreOneLine() throws IOException {
    assertEquals("DIR is no dump: it has no vm.json", problem());
    Files.writeString(folder.resolve("vm.json"), "{\"format\":\"other/1\"}");
    assertEquals(
        "DIR/vm.json is not of the format hotpath-traces/1 that this version reads", problem());
    Files.writeString(folder.resolve("vm.json"), "[");
    assertTrue(problem().startsWith("DIR/vm.json is broken: line 1: "), problem());
    Files.writeString(folder.resolve("vm.json"), "{\"format\":\"hotpath-traces/1\"}");
    assertEquals("DIR/vm.json is broken: /version is missing", problem());
    assertEquals(
        "dump folder nowhere does not exist",
        assertThrows(DumpException.class, () -> Dump.read(Path.of("nowhere"))).getMessage());
  }

  @Test
  void brokenTracesAreOneLine() throws IOException, DumpException {
    write();
    Path trace = folder.resolve("trace-2.json");
    String good = Files.readString(trace);
    Files.writeString(trace, good.substring(0, 200));
    assertTrue(problem().startsWith("DIR/trace-2.json is broken: line "), problem());
    Files.writeString(trace, good.replace("\"bci\" : 50", "\"bci\" : true"));
    assertEquals("DIR/trace-2.json is broken: /anchor/bci is no integer", problem());
    Files.writeString(trace, good.replace("\"id\" : 2", "\"id\" : 3"));
    assertEquals("DIR/trace-2.json is broken: it does not hold trace 2", problem());
    Files.writeString(trace, good.replace("\"id\" : 2", "\"id\" : 99999999999"));
    assertTrue(problem().startsWith("DIR/trace-2.json is broken: "), problem());
    Files.write(trace, new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE});
    assertTrue(problem().startsWith("DIR/trace-2.json is broken: "), problem());
    Files.writeString(trace, good);
    assertEquals(
        "no trace 3 in DIR, which has 1 .. 2",
        String.valueOf(assertThrows(DumpException.class, () -> Dump.read(folder, 3)).getMessage())
            .replace(folder.toString(), "DIR"));
  }

  @Test
  void eventsThatACrashCutOffAreRead() throws IOException, DumpException {
    write();
    Path events = folder.resolve("events.jsonl");
    Files.writeString(events, "{\"event\":\"tra", StandardOpenOption.APPEND);
    assertEquals(SampleDump.events().size(), Dump.read(folder).events().size());
    Files.writeString(events, "\n", StandardOpenOption.APPEND);
    int lines = SampleDump.events().size() + 1;
    assertTrue(problem().startsWith("DIR/events.jsonl:" + lines + " is broken: line 1"), problem());
    Files.writeString(events, "{\"event\":\"forgiven\",\"nanos\":1}\n");
    assertEquals("DIR/events.jsonl:1 is broken: /anchor is missing", problem());
  }

  /** Fields that a later version adds are no error. */
  @Test
  void unknownFieldsAreIgnored() throws IOException, DumpException {
    write();
    Path trace = folder.resolve("trace-2.json");
    String good = Files.readString(trace);
    Files.writeString(trace, good.replace("\"id\" : 2", "\"new\" : [ 1 ], \"id\" : 2"));
    assertFalse(Dump.read(folder).traces().isEmpty());
  }
}
