package hotpath.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionFileTest {
  @TempDir Path folder;

  private static Setting setting(String name, String value, int line) {
    return new Setting(name, value, Origin.file("f", line));
  }

  private static List<Setting> parse(String text) {
    return OptionFile.parse(text.lines().toList(), "f");
  }

  @Test
  void propertiesKeepTheirLines() {
    assertEquals(
        List.of(
            setting("hotLoop", "1", 2),
            setting("hotExit", "2", 4),
            setting("jit", "off", 5),
            setting("gc", "nogc", 6),
            setting("hotLoop", "3", 9)),
        parse(
            """
            # a comment \\
            hotpath.hotLoop=1

            hotExit : 2\s\s
             jit off
            gc = \\
              nogc
            ! also a comment
            hotLoop=3
            """));
  }

  @Test
  void escapesAreThoseOfProperties() {
    assertEquals(List.of(setting("dumpTraces", "a b\\c", 1)), parse("dumpTraces=a\\u0020b\\\\c"));
    assertEquals(List.of(setting("x", "", 1)), parse("x"));
    assertEquals(
        "f:2 is no property",
        assertThrows(OptionException.class, () -> parse("\na=\\u12")).getMessage());
  }

  @Test
  void filesThatCannotBeReadAreNamed() throws IOException {
    Path missing = folder.resolve("none.properties");
    assertEquals(
        "properties file " + missing + " does not exist",
        assertThrows(OptionException.class, () -> OptionFile.read(missing)).getMessage());
    assertEquals(
        "properties file " + folder + " cannot be read",
        assertThrows(OptionException.class, () -> OptionFile.read(folder)).getMessage());
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xC3, 0x28});
    assertEquals(
        "properties file " + binary + " is not in UTF-8",
        assertThrows(OptionException.class, () -> OptionFile.read(binary)).getMessage());
  }

  @Test
  void aFileIsRead() throws IOException {
    Path file = Files.writeString(folder.resolve("hp.properties"), "\nheapSize=64m\n");
    Options options = Options.of(OptionFile.read(file));
    assertEquals(64L << 20, options.bytes(Option.HEAP_SIZE));
    assertTrue(options.origin(Option.HEAP_SIZE).where().endsWith("hp.properties:2"));
  }
}
