package hotpath.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of the sample dump, letter for letter. */
class ViewerTest {
  private static final Path EXPECTED = Path.of("src/test/resources/hotpath/dump");

  @TempDir Path folder;

  private Dump dump;

  @BeforeEach
  void write() throws DumpException {
    try (TraceDump writer = TraceDump.open(folder, SampleDump.VM)) {
      SampleDump.write(writer);
    }
    dump = Dump.read(folder);
  }

  /** With -Dhotpath.bless=true the expected text is written instead. */
  private static void assertText(String file, String text) throws IOException {
    Path expected = EXPECTED.resolve(file);
    if (Boolean.getBoolean("hotpath.bless")) {
      Files.writeString(expected, text);
    }
    assertEquals(Files.readString(expected), text);
  }

  private TraceReport report(int id, Style style) {
    return new TraceReport(
        dump.trace(id), new SourceText(List.of(EXPECTED), dump.vm().program()), style);
  }

  @Test
  void theListShowsTracesAndAborts() throws IOException {
    assertText("list.txt", new TraceList(dump, Style.PLAIN).text());
  }

  @Test
  void anEmptyDumpIsAList() {
    assertEquals(
        "Sieve on Hotpath 0.1.0, sample64: 0 root traces, 0 bridges, 0 bytes of code\n\n",
        new TraceList(new Dump(SampleDump.VM, List.of(), List.of()), Style.PLAIN).text());
  }

  @Test
  void aRootTraceIsShown() throws IOException {
    assertText("show-root.txt", report(1, Style.PLAIN).text());
  }

  @Test
  void aBridgeWithoutCodeIsShown() throws IOException {
    assertText("show-bridge.txt", report(2, Style.PLAIN).text());
  }

  @Test
  void coloursChangeNoText() {
    for (int id = 1; id <= 2; id++) {
      String coloured = report(id, Style.ANSI).text();
      assertTrue(coloured.contains("\033["));
      assertEquals(report(id, Style.PLAIN).text(), coloured.replaceAll("\033\\[[0-9]*m", ""));
    }
    assertFalse(new TraceList(dump, Style.PLAIN).text().contains("\033"));
  }

  @Test
  void sourcesAreFoundByClassOrInTheSingleFile() throws IOException {
    VmFile.Program jar = new VmFile.Program("p.Main", List.of(), "x.jar", null);
    Files.createDirectories(folder.resolve("p"));
    Files.writeString(folder.resolve("p/Main.java"), "one\n  two\n");
    SourceText text = new SourceText(List.of(folder), jar);
    assertEquals("two", text.line(position("p.Main$Inner", 2)));
    assertEquals("", text.line(position("p.Main", 3)));
    assertEquals("", text.line(position("p.Main", -1)));
    assertEquals("", text.line(position("p.Other", 1)));
    VmFile.Program single =
        new VmFile.Program("p.Main", List.of(), ".", folder.resolve("p/Main.java").toString());
    text = new SourceText(List.of(), single);
    assertEquals("one", text.line(position("p.Other", 1)));
    assertEquals("", text.line(position("java.util.List", 1)));
  }

  private static hotpath.platform.CodePosition position(String className, int line) {
    return new hotpath.platform.CodePosition(className, "m", "()V", 0, line);
  }
}
