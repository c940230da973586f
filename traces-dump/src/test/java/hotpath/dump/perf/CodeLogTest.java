package hotpath.dump.perf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is what perf's two documents ask for. */
class CodeLogTest {
  private static final long PROCESS = ProcessHandle.current().pid();

  @TempDir Path folder;

  @Test
  void mapHasALineForEachPiece() throws IOException {
    Path file = folder.resolve("map");
    try (PerfMap map = PerfMap.at(file)) {
      map.code("trace 1 A.run()V @3", 0x7f0012345678L, new byte[0x1f]);
      assertEquals(List.of("7f0012345678 1f trace 1 A.run()V @3"), Files.readAllLines(file));
      map.code("handler iadd", 0x1000, new byte[16]);
    }
    assertEquals("1000 10 handler iadd", Files.readAllLines(file).getLast());
  }

  @Test
  void dumpHasCodeWithTimes() throws IOException {
    long before = System.nanoTime();
    try (JitDump dump = JitDump.in(folder)) {
      dump.code("trace 1", 0x7f0012345678L, new byte[] {1, 2, 3});
      dump.code("trace 2", 0x7f0012345700L, new byte[] {4});
    }
    ByteBuffer in =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve("jit-" + PROCESS + ".dump")))
            .order(ByteOrder.nativeOrder());
    assertEquals(0x4A695444, in.getInt());
    assertEquals(1, in.getInt());
    assertEquals(40, in.getInt());
    assertTrue(in.getInt() > 0, "a processor");
    in.getInt();
    assertEquals(PROCESS, in.getInt());
    long time = in.getLong();
    assertTrue(before <= time && time <= System.nanoTime());
    assertEquals(0, in.getLong());
    assertCode(in, 0, "trace 1", 0x7f0012345678L, new byte[] {1, 2, 3});
    assertCode(in, 1, "trace 2", 0x7f0012345700L, new byte[] {4});
    assertEquals(3, in.getInt(), "the end");
    assertEquals(16, in.getInt());
    in.getLong();
    assertFalse(in.hasRemaining());
  }

  private static void assertCode(
      ByteBuffer in, long index, String name, long address, byte[] code) {
    int start = in.position();
    assertEquals(0, in.getInt());
    int size = in.getInt();
    in.getLong();
    assertEquals(PROCESS, in.getInt());
    in.getInt();
    assertEquals(address, in.getLong());
    assertEquals(address, in.getLong());
    assertEquals(code.length, in.getLong());
    assertEquals(index, in.getLong());
    byte[] text = new byte[name.length()];
    in.get(text);
    assertEquals(name, new String(text, UTF_8));
    assertEquals(0, in.get());
    byte[] bytes = new byte[code.length];
    in.get(bytes);
    assertArrayEquals(code, bytes);
    assertEquals(size, in.position() - start);
  }
}
