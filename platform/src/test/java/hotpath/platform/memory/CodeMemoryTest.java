package hotpath.platform.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodeMemoryTest {
  @Test
  void whatIsWrittenAppearsWhereItRuns() {
    try (CodeMemory code = new CodeMemory(100_000)) {
      assertEquals(131_072, code.capacity());
      code.write(1000, new byte[] {1, 2, 3, 4, 5});
      code.write32(131_068, 0x11223344);
      code.write64(2000, 0x1122334455667788L);

      MemorySegment running =
          MemorySegment.ofAddress(code.executableAddress()).reinterpret(code.capacity());
      assertEquals(0, running.get(ValueLayout.JAVA_BYTE, 999));
      assertArrayEquals(
          new byte[] {1, 2, 3, 4, 5}, running.asSlice(1000, 5).toArray(ValueLayout.JAVA_BYTE));
      assertEquals(0x11223344, running.get(ValueLayout.JAVA_INT_UNALIGNED, 131_068));
      assertEquals(0x1122334455667788L, running.get(ValueLayout.JAVA_LONG_UNALIGNED, 2000));
      assertArrayEquals(new byte[] {0, 1, 2}, code.read(999, 3));
    }
  }

  @Test
  void noMappingIsWritableAndExecutable() throws IOException {
    try (CodeMemory code = new CodeMemory(65536)) {
      String running = Long.toHexString(code.executableAddress());
      List<String> ours =
          Files.readAllLines(Path.of("/proc/self/maps")).stream()
              .filter(line -> line.contains("hotpath-code"))
              .toList();
      assertTrue(
          ours.stream().anyMatch(l -> l.startsWith(running) && l.contains(" r-xs ")),
          ours.toString());
      assertTrue(ours.stream().anyMatch(l -> l.contains(" rw-s ")), ours.toString());
      assertTrue(ours.stream().noneMatch(l -> l.contains(" rwx")), ours.toString());
    }
  }

  /** For hosts that do not see what is written through another mapping. */
  @Test
  void memoryMappedOnceIsWritableOnlyWhileItIsWritten() throws IOException {
    try (CodeMemory code = CodeMemory.mappedOnce(200_000)) {
      code.write(65_530, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
      code.write64(131_064, 0x1122334455667788L);
      assertArrayEquals(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0}, code.read(65_529, 11));
      MemorySegment running =
          MemorySegment.ofAddress(code.executableAddress()).reinterpret(code.capacity());
      assertEquals(0x1122334455667788L, running.get(ValueLayout.JAVA_LONG_UNALIGNED, 131_064));
      String start = Long.toHexString(code.executableAddress());
      String mapping =
          Files.readAllLines(Path.of("/proc/self/maps")).stream()
              .filter(line -> line.startsWith(start))
              .findFirst()
              .orElseThrow();
      assertTrue(mapping.contains(" r-xp "), mapping);
    }
  }

  @Test
  void writesStayInside() {
    try (CodeMemory code = CodeMemory.mappedOnce(65536)) {
      assertThrows(IndexOutOfBoundsException.class, () -> code.write32(-1, 0));
      assertThrows(IndexOutOfBoundsException.class, () -> code.write64(65536 - 7, 0));
    }
    try (CodeMemory code = new CodeMemory(65536)) {
      assertThrows(
          IndexOutOfBoundsException.class, () -> code.write(65536 - 3, new byte[] {1, 2, 3, 4}));
      assertThrows(IndexOutOfBoundsException.class, () -> code.write32(-1, 0));
    }
  }

  @Test
  void closedMemoryIsNotTouched() {
    CodeMemory code = new CodeMemory(65536);
    code.close();
    code.close();
    assertThrows(IllegalStateException.class, () -> code.write32(0, 0));
    assertThrows(IllegalStateException.class, () -> code.read(0, 1));
  }
}
