package hotpath.gc.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.gc.memory.Area;
import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.RegionLayout;
import hotpath.gc.sanity.Poison;
import hotpath.gc.vm.MutatorLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WindowAllocatorTest {
  private static final long START = RegionLayout.HEAP.start();
  private static final long BLOCK = RegionLayout.METADATA.start();
  private static final long OTHER = BLOCK + 64;
  private static final int WINDOW = WindowAllocator.WINDOW;

  private final GuestMemory memory = GuestMemory.create();
  private final BumpRegion region = new BumpRegion(memory, new Area(START, START + (1 << 20)));
  private final WindowAllocator windows =
      new WindowAllocator(memory, new MutatorLayout(8, 12), false);

  @AfterEach
  void close() {
    memory.close();
  }

  private long top(long block) {
    return memory.u32(block + 8);
  }

  private long limit(long block) {
    return memory.u32(block + 12);
  }

  @Test
  void oneThreadFillsTheRegionWithoutGaps() {
    long expected = START;
    for (int bytes = 16; bytes < 40_000; bytes += 104) {
      if (expected + bytes > region.area().end()) {
        break;
      }
      assertEquals(expected, windows.allocate(BLOCK, bytes, region));
      expected += bytes;
      assertEquals(expected, top(BLOCK));
      assertTrue(limit(BLOCK) >= expected && limit(BLOCK) == region.cursor());
    }
    long rest = region.area().end() - top(BLOCK);
    assertEquals(0, windows.allocate(BLOCK, rest + 8, region));
    assertEquals(region.area().end() - rest, windows.allocate(BLOCK, rest, region));
    assertEquals(0, windows.allocate(BLOCK, 16, region));
    assertEquals(0, region.freeBytes());
  }

  @Test
  void windowsOfTwoThreadsAreApart() {
    assertEquals(START, windows.allocate(BLOCK, 24, region));
    assertEquals(START + WINDOW, windows.allocate(OTHER, 24, region));
    assertEquals(START + 24, windows.allocate(BLOCK, 24, region));
    assertEquals(START + WINDOW, limit(BLOCK));
    // The first window cannot grow. A large object does not replace it, one that hardly misses
    // does.
    assertEquals(START + 2 * WINDOW, windows.allocate(BLOCK, WINDOW, region));
    assertEquals(START + 48, top(BLOCK));
    memory.u32(BLOCK + 8, limit(BLOCK) - 8);
    assertEquals(START + 3 * WINDOW, windows.allocate(BLOCK, 16, region));
    assertEquals(START + 3 * WINDOW + 16, top(BLOCK));
    assertEquals(START + 4 * WINDOW, limit(BLOCK));
  }

  @Test
  void whatIsHandedOutIsZeroAgain() {
    windows.allocate(BLOCK, 3 * WINDOW, region);
    Poison.fill(memory, START, 3 * WINDOW);
    windows.retire(BLOCK, region);
    region.reset();
    long object = windows.allocate(BLOCK, 3 * WINDOW - 8, region);
    windows.allocate(BLOCK, 2 * WINDOW, region);
    assertEquals(START, object);
    for (long at = START; at < limit(BLOCK); at += 8) {
      assertEquals(0, memory.i64(at));
    }
  }

  @Test
  void retiringGivesTheRestBack() {
    windows.allocate(BLOCK, 16, region);
    windows.allocate(OTHER, 16, region);
    windows.retire(BLOCK, region);
    assertEquals(2 * WINDOW, region.usedBytes());
    windows.retire(OTHER, region);
    assertEquals(WINDOW + 16, region.usedBytes());
    assertEquals(0, top(OTHER) | limit(OTHER) | top(BLOCK) | limit(BLOCK));
    windows.retire(OTHER, region);
    assertEquals(WINDOW + 16, region.usedBytes());
  }

  @Test
  void aWindowCanBeHandedOn() {
    windows.allocate(BLOCK, 16, region);
    windows.hand(BLOCK, OTHER, region);
    assertEquals(0, limit(BLOCK));
    assertEquals(START + 16, windows.allocate(OTHER, 16, region));
    windows.hand(OTHER, OTHER, region);
    assertEquals(START + 32, windows.allocate(OTHER, 16, region));
    assertEquals(WINDOW - 48, windows.unused(OTHER));
    windows.hand(BLOCK, OTHER, region);
    assertEquals(0, limit(OTHER));
    assertEquals(48, region.usedBytes());
  }

  @Test
  void noWindowWhereEachAllocationIsToBeSeen() {
    WindowAllocator each = new WindowAllocator(memory, new MutatorLayout(8, 12), true);
    assertNotEquals(0, each.allocate(BLOCK, 16, region));
    assertEquals(0, top(BLOCK) | limit(BLOCK));
    assertEquals(16, region.usedBytes());
  }

  @Test
  void capacityBoundsTheUseButNeverCutsIt() {
    region.capacity(WINDOW);
    assertEquals(START, windows.allocate(BLOCK, 40_000, region));
    assertEquals(0, windows.allocate(BLOCK, 40_000, region));
    region.capacity(0);
    assertEquals(WINDOW, region.capacity());
    region.capacity(1L << 40);
    assertEquals(1 << 20, region.capacity());
    assertEquals(START + 40_000, windows.allocate(BLOCK, 40_000, region));
  }
}
