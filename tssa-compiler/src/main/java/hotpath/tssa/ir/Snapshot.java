package hotpath.tssa.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The interpreter's state at an exit as a function of TSSA values: for each slot (8 bytes, numbered
 * from the frame pointer on entry; inlined frames lie behind, so their linkage is slots like any
 * other; callers' frames have negative numbers) that does not already hold what it must, the value
 * to write. A slot that is not listed is unchanged, or dead.
 *
 * @param slots slot and value, in ascending order of slots
 * @param objects objects not yet allocated that slots or other such objects refer to; a value that
 *     is the {@link VirtualObject#allocation()} of one of them stands for the object that whoever
 *     restores the state allocates
 * @param count the instruction count on entry or the loop's parameter for it; null where none is
 *     kept
 * @param countPlus instructions executed since {@code count}
 * @param resume where the interpreter goes on
 */
public record Snapshot(
    List<Entry> slots,
    List<VirtualObject> objects,
    @Nullable Insn count,
    long countPlus,
    Resume resume) {

  public Snapshot {
    slots = List.copyOf(slots);
    objects = List.copyOf(objects);
  }

  /** A snapshot all of whose objects exist. */
  public Snapshot(List<Entry> slots, @Nullable Insn count, long countPlus, Resume resume) {
    this(slots, List.of(), count, countPlus, resume);
  }

  /** Slot {@code slot} must hold {@code value}. */
  public record Entry(int slot, Insn value) {}

  /**
   * Where and in which frame the interpreter goes on; opaque here but for the two frame offsets.
   *
   * @param pc the code word's region offset
   * @param fpSlot the frame pointer to resume with, in slots from the one on entry
   * @param spSlot the operand stack pointer, in slots from the frame pointer on entry
   * @param where for texts: {@code Sieve.run()V @14}
   */
  public record Resume(long pc, int fpSlot, int spSlot, String where) {}

  /**
   * The index in {@link #objects()} of the object that {@code value} stands for, -1 if it is a
   * plain value.
   */
  public int objectOf(Insn value) {
    for (int i = 0; i < objects.size(); i++) {
      if (objects.get(i).allocation() == value) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Every value that must be at hand when the exit is taken: of slots, of the count, and of the
   * objects' fields. Constants are among them, objects not yet allocated are not; a value can come
   * more than once.
   */
  public void forEachValue(Consumer<Insn> action) {
    for (int i = 0; i < slots.size(); i++) {
      plain(slots.get(i).value, action);
    }
    for (int i = 0; i < objects.size(); i++) {
      List<VirtualObject.Field> fields = objects.get(i).fields();
      for (int j = 0; j < fields.size(); j++) {
        plain(fields.get(j).value(), action);
      }
    }
    if (count != null) {
      action.accept(count);
    }
  }

  private void plain(Insn value, Consumer<Insn> action) {
    if (objects.isEmpty() || objectOf(value) < 0) {
      action.accept(value);
    }
  }

  /** The same snapshot with each value replaced by what {@code map} gives for it. */
  public Snapshot mapped(UnaryOperator<Insn> map) {
    List<Entry> entries = new ArrayList<>(slots.size());
    for (int i = 0; i < slots.size(); i++) {
      Entry e = slots.get(i);
      entries.add(new Entry(e.slot, map.apply(e.value)));
    }
    List<VirtualObject> virtual = objects;
    if (!objects.isEmpty()) {
      virtual = new ArrayList<>(objects.size());
      for (int i = 0; i < objects.size(); i++) {
        virtual.add(objects.get(i).mapped(map));
      }
    }
    Insn c = count;
    return new Snapshot(entries, virtual, c == null ? null : map.apply(c), countPlus, resume);
  }

  /** The same snapshot with each value that is a key of {@code map} replaced. */
  public Snapshot mapped(Map<Insn, Insn> map) {
    return mapped(value -> map.getOrDefault(value, value));
  }
}
