package hotpath.gc.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hotpath.platform.memory.Reservation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuestMemoryTest {
  private static final long AT = RegionLayout.HEAP.start() + 4096;

  private final GuestMemory memory = GuestMemory.create();

  @AfterEach
  void close() {
    memory.close();
  }

  @Test
  void widthsAndSigns() {
    memory.i64(AT, -1);
    assertEquals(-1, memory.i8(AT));
    assertEquals(0xFF, memory.u8(AT));
    assertEquals(-1, memory.i16(AT));
    assertEquals(0xFFFF, memory.u16(AT));
    assertEquals(-1, memory.i32(AT));
    assertEquals(0xFFFF_FFFFL, memory.u32(AT));
    assertEquals(-1, memory.i64(AT));
    assertEquals(-1, memory.ref(AT));

    memory.i8(AT, 0x101);
    assertEquals(1, memory.i8(AT));
    assertEquals(-1, memory.i8(AT + 1));
    memory.i64(AT, 0);
    memory.i16(AT + 2, 0x1_8000);
    assertEquals(-0x8000, memory.i16(AT + 2));
    assertEquals(0, memory.i16(AT) | memory.i32(AT + 4));
    memory.u32(AT + 4, 0x1_F000_0000L);
    assertEquals(0xF000_0000L, memory.u32(AT + 4));
    assertEquals(0, memory.i32(AT + 8));
  }

  @Test
  void floatsKeepTheirBits() {
    memory.f32(AT, -0.0f);
    assertEquals(0x8000_0000, memory.i32(AT));
    assertEquals(-0.0f, memory.f32(AT));
    memory.f64(AT + 1, Math.PI);
    assertEquals(Math.PI, memory.f64(AT + 1));
    assertEquals(Double.doubleToRawLongBits(Math.PI), memory.i64(AT + 1));
  }

  @Test
  void wideReferencesAreZeroExtended() {
    memory.i64(AT, -1);
    memory.wideRef(AT, 0xF000_0000);
    assertEquals(0xF000_0000L, memory.i64(AT));
    assertEquals(0xF000_0000, memory.wideRef(AT));
  }

  @Test
  void bulkCopies() {
    byte[] bytes = {1, 2, 3, 4, 5, 6, 7, 8};
    memory.copyIn(bytes, AT);
    assertArrayEquals(bytes, memory.copyOut(AT, 8));
    memory.copyIn(bytes, 2, AT + 3, 2);
    assertArrayEquals(new byte[] {1, 2, 3, 3, 4, 6, 7, 8}, memory.copyOut(AT, 8));
    memory.copyIn(bytes, AT);
    memory.copy(AT, AT + 2, 6);
    assertArrayEquals(new byte[] {1, 2, 1, 2, 3, 4, 5, 6}, memory.copyOut(AT, 8));
    memory.copy(AT + 2, AT, 6);
    assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6, 5, 6}, memory.copyOut(AT, 8));
    memory.fill(AT + 1, 3, 0x1FF);
    assertArrayEquals(new byte[] {1, -1, -1, -1, 5, 6, 5, 6}, memory.copyOut(AT, 8));

    char[] chars = {'a', '\u8000', 'c'};
    memory.copyIn(chars, 1, AT + 1, 2);
    assertEquals('\u8000', memory.u16(AT + 1));
    char[] read = new char[3];
    memory.copyOut(AT + 1, read, 1, 2);
    assertArrayEquals(new char[] {0, '\u8000', 'c'}, read);
    long[] longs = {7, -8};
    memory.copyIn(longs, 0, AT, 2);
    assertEquals(-8, memory.i64(AT + 8));
    int[] ints = new int[2];
    memory.copyOut(AT + 8, ints, 0, 2);
    assertArrayEquals(new int[] {-8, -1}, ints);
  }

  @Test
  void nullHasClassAndLengthZero() {
    assertEquals(0, memory.i32(ObjectLayout.CLASS));
    assertEquals(0, memory.i32(ObjectLayout.LENGTH));
  }

  @Test
  void allAreasCanBeUsedToTheirEnds() {
    for (Area area : new Area[] {RegionLayout.METADATA, RegionLayout.HEAP, RegionLayout.OFF_HEAP}) {
      memory.i64(area.start(), 1);
      memory.i64(area.end() - 8, 2);
      assertEquals(1, memory.i64(area.start()));
      assertEquals(2, memory.i64(area.end() - 8));
    }
    assertEquals(RegionLayout.NULL_PAGE.end(), RegionLayout.METADATA.start());
    assertEquals(RegionLayout.METADATA.end(), RegionLayout.HEAP.start());
    assertEquals(RegionLayout.HEAP.end(), RegionLayout.OFF_HEAP.start());
    assertEquals(RegionLayout.REGION_BYTES, RegionLayout.OFF_HEAP.end());
  }

  @Test
  void regionsAreApart() {
    try (GuestMemory other = GuestMemory.create()) {
      memory.i32(AT, 1);
      other.i32(AT, 2);
      assertEquals(1, memory.i32(AT));
    }
  }

  @Test
  void aReservationMustCoverEveryScaledIndex() {
    try (Reservation small = new Reservation(RegionLayout.REGION_BYTES)) {
      assertThrows(IllegalArgumentException.class, () -> new GuestMemory(small));
    }
  }

  @Test
  void wrongOffsetsFailInTests() {
    assertThrows(AssertionError.class, () -> memory.i32(-8));
    assertThrows(AssertionError.class, () -> memory.fill(AT, RegionLayout.REGION_BYTES, 0));
  }
}
