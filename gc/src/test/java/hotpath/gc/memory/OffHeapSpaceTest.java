package hotpath.gc.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OffHeapSpaceTest {
  private static final Area AREA =
      new Area(RegionLayout.OFF_HEAP.start(), RegionLayout.OFF_HEAP.start() + (1 << 16));

  private final GuestMemory memory = GuestMemory.create();
  private final OffHeapSpace space = new OffHeapSpace(memory, AREA);

  @AfterEach
  void close() {
    memory.close();
  }

  private record Block(long start, byte[] content) {}

  @Test
  void randomUseKeepsContentsApartAndLosesNothing() {
    long seed = 20261121;
    Random random = new Random(seed);
    List<Block> blocks = new ArrayList<>();
    int refused = 0;
    for (int step = 0; step < 20_000; step++) {
      String where = "seed " + seed + " step " + step;
      int choice = random.nextInt(3);
      if (choice == 0 || blocks.isEmpty()) {
        byte[] content = new byte[random.nextInt(3000)];
        long start = space.allocate(content.length);
        if (start == 0) {
          refused++;
        } else {
          blocks.add(fill(start, content, random));
        }
      } else {
        int index = random.nextInt(blocks.size());
        Block block = blocks.get(index);
        assertArrayEquals(block.content, memory.copyOut(block.start, block.content.length), where);
        if (choice == 1) {
          space.free(block.start);
          blocks.set(index, blocks.getLast());
          blocks.removeLast();
        } else {
          resize(blocks, index, random, where);
        }
      }
    }
    assertTrue(refused > 100, "the area was never full");
    blocks.forEach(block -> space.free(block.start));
    assertEquals(0, space.usedBytes());
    // Everything was joined again.
    assertNotEquals(0, space.allocate(AREA.bytes() - 16));
    assertEquals(0, space.allocate(0));
  }

  private void resize(List<Block> blocks, int index, Random random, String where) {
    Block block = blocks.get(index);
    byte[] content = new byte[random.nextInt(3000)];
    int kept = Math.min(content.length, block.content.length);
    long start = space.reallocate(block.start, content.length);
    if (start == 0) {
      assertArrayEquals(block.content, memory.copyOut(block.start, block.content.length), where);
      return;
    }
    byte[] expected = new byte[kept];
    System.arraycopy(block.content, 0, expected, 0, kept);
    assertArrayEquals(expected, memory.copyOut(start, kept), where);
    blocks.set(index, fill(start, content, random));
  }

  private Block fill(long start, byte[] content, Random random) {
    assertEquals(0, start % OffHeapSpace.ALIGNMENT);
    assertTrue(AREA.contains(start));
    random.nextBytes(content);
    memory.copyIn(content, start);
    return new Block(start, content);
  }

  @Test
  void refusesWhatIsNoBlock() {
    long block = space.allocate(100);
    long other = space.allocate(100);
    space.free(0);
    assertThrows(IllegalArgumentException.class, () -> space.free(block + 16));
    assertThrows(IllegalArgumentException.class, () -> space.free(12));
    space.free(block);
    assertThrows(IllegalArgumentException.class, () -> space.free(block));
    memory.i64(other - 16, 1 << 12);
    assertThrows(IllegalArgumentException.class, () -> space.free(other));
  }

  @Test
  void refusesSizesThatCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> space.allocate(-1));
    assertEquals(0, space.allocate(Long.MAX_VALUE));
    assertEquals(0, space.allocate(AREA.bytes()));
    long block = space.reallocate(0, 10);
    assertNotEquals(0, block);
    assertEquals(0, space.reallocate(block, Long.MAX_VALUE));
    space.free(block);
  }
}
