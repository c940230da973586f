package hotpath.gc.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MetadataSpaceTest {
  @Test
  void alignsAndNeverOverlaps() {
    MetadataSpace space = new MetadataSpace();
    long end = RegionLayout.METADATA.start();
    for (int align : new int[] {1, 8, 16, 4096, 2, 64}) {
      long at = space.allocate(13, align);
      assertEquals(0, at % Math.max(align, 8));
      assertTrue(at >= end);
      end = at + 13;
    }
    assertEquals(end - RegionLayout.METADATA.start(), space.usedBytes());
    assertEquals(RegionLayout.METADATA.end() - end, space.freeBytes());
    assertThrows(IllegalArgumentException.class, () -> space.allocate(8, 12));
    assertThrows(IllegalArgumentException.class, () -> space.allocate(-8, 8));
  }

  @Test
  void canBeFilledToTheLastByteAndSaysWhenItIsFull() {
    MetadataSpace space = new MetadataSpace(new Area(65536, 2 * 65536));
    assertEquals(65536, space.allocate(65536 - 16, 8));
    assertThrows(MetadataExhaustedException.class, () -> space.allocate(24, 8));
    assertThrows(MetadataExhaustedException.class, () -> space.allocate(Long.MAX_VALUE, 8));
    assertEquals(2 * 65536 - 16, space.allocate(16, 16));
    assertThrows(MetadataExhaustedException.class, () -> space.allocate(1, 1));
    assertEquals(0, space.freeBytes());
  }
}
