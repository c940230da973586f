package hotpath.tssa.pass;

import hotpath.tssa.eval.ByteMemory;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares two memories in which new objects may lie at different places, since one run may not
 * have allocated all of them: the graphs that frame, cells and old objects span must be the same.
 */
final class HeapComparison {
  private final ByteMemory left;
  private final ByteMemory right;
  private final Map<Integer, Integer> leftToRight = new HashMap<>();
  private final Map<Integer, Integer> rightToLeft = new HashMap<>();
  private final Deque<Integer> work = new ArrayDeque<>();
  private @Nullable String difference;

  private HeapComparison(ByteMemory left, ByteMemory right) {
    this.left = left;
    this.right = right;
  }

  /** Where the two differ, or null. */
  static @Nullable String difference(ByteMemory left, ByteMemory right) {
    HeapComparison comparison = new HeapComparison(left, right);
    comparison.roots();
    while (comparison.difference == null && !comparison.work.isEmpty()) {
      int object = comparison.work.remove();
      comparison.object(object, comparison.counterpart(object));
    }
    return comparison.difference;
  }

  private int counterpart(int object) {
    return leftToRight.getOrDefault(object, object);
  }

  private void roots() {
    for (int slot = 0; slot < RandomHeap.SLOTS.length; slot++) {
      int at = ByteMemory.FRAME + 8 * slot;
      if (RandomHeap.SLOTS[slot] == Kind.REF) {
        reference(left.i32(at), right.i32(at), "slot " + slot);
      } else if (left.i64(at) != right.i64(at)) {
        differ("slot " + slot);
      }
    }
    for (RandomHeap.Cell cell : RandomHeap.CELLS) {
      place(cell.mem(), cell.offset(), cell.offset());
    }
    int at = ByteMemory.HEAP;
    while (at < ByteMemory.FRESH && left.i32(at) != 0) {
      work.add(at);
      at += size(left, at);
    }
  }

  private static int size(ByteMemory memory, int object) {
    int length = memory.i32(object + 12);
    return switch (memory.i32(object)) {
      case RandomHeap.OBJECT -> RandomHeap.OBJECT_BYTES;
      case RandomHeap.BYTES -> 16 + length;
      default -> 16 + 4 * length;
    };
  }

  private void object(int a, int b) {
    int classWord = left.i32(a);
    if (classWord != right.i32(b)) {
      differ("class of " + Integer.toHexString(a));
      return;
    }
    if (classWord == RandomHeap.OBJECT) {
      for (Mem field : RandomHeap.FIELDS) {
        place(field, a + field.disp(), b + field.disp());
      }
      return;
    }
    int length = left.i32(a + 12);
    if (length != right.i32(b + 12)) {
      differ("length of " + Integer.toHexString(a));
      return;
    }
    for (int i = 0; i < length; i++) {
      boolean same = true;
      switch (classWord) {
        case RandomHeap.INTS -> same = left.i32(a + 16 + 4 * i) == right.i32(b + 16 + 4 * i);
        case RandomHeap.BYTES -> same = left.i8(a + 16 + i) == right.i8(b + 16 + i);
        default -> reference(left.i32(a + 16 + 4 * i), right.i32(b + 16 + 4 * i), "element " + i);
      }
      if (!same) {
        differ("element " + i + " of " + Integer.toHexString(a));
      }
    }
  }

  private void place(Mem mem, int a, int b) {
    if (mem.type().kind() == Kind.REF) {
      reference(left.i32(a), right.i32(b), mem.alias().name() + " at " + Integer.toHexString(a));
    } else if (left.load(mem.type(), ByteMemory.BASE + a)
        != right.load(mem.type(), ByteMemory.BASE + b)) {
      differ(mem.alias().name() + " at " + Integer.toHexString(a));
    }
  }

  private void reference(int a, int b, String where) {
    if (a < ByteMemory.FRESH || b < ByteMemory.FRESH) {
      if (a != b) {
        differ(where);
      }
      return;
    }
    Integer known = leftToRight.putIfAbsent(a, b);
    Integer back = rightToLeft.putIfAbsent(b, a);
    if ((known != null && known != b) || (back != null && back != a)) {
      differ(where + ": another object");
    } else if (known == null) {
      work.add(a);
    }
  }

  private void differ(String where) {
    if (difference == null) {
      difference = where;
    }
  }
}
