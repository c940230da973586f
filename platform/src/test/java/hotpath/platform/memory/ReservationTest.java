package hotpath.platform.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.platform.memory.HostMemory.Access;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReservationTest {
  @Test
  void opensAndClosesParts() throws IOException {
    try (Reservation reservation = new Reservation(40L << 30)) {
      long base = reservation.base();
      assertEquals(0, base % 65536);
      assertEquals(40L << 30, reservation.bytes());
      assertEquals("---p", accessAt(base));
      assertEquals("---p", accessAt(base - Reservation.GUARD));
      assertEquals("---p", accessAt(base + reservation.bytes() - 1));

      // More than one request, which must meet without a gap.
      reservation.protect(65536, 3L << 30, Access.READ_WRITE);
      assertEquals("---p", accessAt(base + 65535));
      assertEquals("rw-p", accessAt(base + 65536));
      assertEquals("rw-p", accessAt(base + (1L << 30) + 65536));
      assertEquals("rw-p", accessAt(base + (3L << 30) + 65535));
      assertEquals("---p", accessAt(base + (3L << 30) + 65536));
      MemorySegment all = MemorySegment.ofAddress(base).reinterpret(reservation.bytes());
      all.set(ValueLayout.JAVA_LONG, 3L << 30, 42);
      assertEquals(42, all.get(ValueLayout.JAVA_LONG, 3L << 30));

      reservation.protect(65536, 65536, Access.READ);
      assertEquals("r--p", accessAt(base + 65536));
    }
  }

  @Test
  void givesTheAddressesBack() throws IOException {
    Reservation reservation = new Reservation(1 << 20);
    reservation.protect(0, 65536, Access.READ_WRITE);
    assertTrue(isMapped(reservation.base()));
    reservation.close();
    reservation.close();
    assertFalse(isMapped(reservation.base()));
    assertThrows(IllegalStateException.class, () -> reservation.protect(0, 65536, Access.READ));
  }

  @Test
  void refusesPartsThatAreNotItsOwn() {
    try (Reservation reservation = new Reservation(1 << 20)) {
      assertThrows(
          IllegalArgumentException.class, () -> reservation.protect(0, 2 << 20, Access.READ));
      assertThrows(
          IllegalArgumentException.class, () -> reservation.protect(100, 65536, Access.READ));
      assertThrows(
          IllegalArgumentException.class, () -> reservation.protect(-65536, 65536, Access.READ));
    }
  }

  @Test
  void refusalSaysWhatWasAsked() {
    HostMemoryException e =
        assertThrows(HostMemoryException.class, () -> HostMemory.map(1L << 60, Access.NONE));
    assertTrue(e.getMessage().contains(Long.toString(1L << 60)), e.getMessage());
    assertTrue(e.getMessage().contains("ENOMEM"), e.getMessage());
    e = assertThrows(HostMemoryException.class, () -> HostMemory.unmap(1, 65536));
    assertTrue(e.getMessage().contains("munmap"), e.getMessage());
    assertTrue(e.getMessage().contains("EINVAL"), e.getMessage());
  }

  private static boolean isMapped(long address) throws IOException {
    return !accessAt(address).isEmpty();
  }

  /** The access column of the mapping that holds an address. */
  private static String accessAt(long address) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
      int dash = line.indexOf('-');
      int space = line.indexOf(' ');
      long start = Long.parseUnsignedLong(line, 0, dash, 16);
      long end = Long.parseUnsignedLong(line, dash + 1, space, 16);
      if (Long.compareUnsigned(start, address) <= 0 && Long.compareUnsigned(address, end) < 0) {
        return line.substring(space + 1, space + 5);
      }
    }
    return "";
  }
}
