package hotpath.interpreter.link;

import hotpath.gc.memory.ObjectLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The places of a class's fields: natural alignment; the super class's fields first; wide fields
 * before narrow ones, and narrow ones into the gaps that alignment leaves, so that no class has
 * more than one gap of its own at the end.
 *
 * <p>The layout depends on the class files only, not on the host's byte order or word size.
 *
 * @param end offset behind the last instance field, where a subclass goes on
 * @param instanceBytes size of an instance, rounded to 8
 * @param referenceOffsets instance fields that hold references, inherited ones first; without a
 *     weak referent
 * @param staticBytes size of the static area
 * @param staticReferences offsets of reference fields in the static area
 */
record FieldLayout(
    int end, int instanceBytes, int[] referenceOffsets, int staticBytes, int[] staticReferences) {

  static final FieldLayout EMPTY = new FieldLayout(0, 0, new int[0], 0, new int[0]);

  private static final int WIDEST_LOG2 = 3;
  private static final String REFERENCE = "java/lang/ref/Reference";

  /**
   * Places the fields of a class; of static fields the offset is within the static area, and the
   * caller moves it.
   *
   * @param injected bytes of a field the VM adds behind the declared ones ({@link InjectedFields}),
   *     0 for none
   */
  static FieldLayout place(InstanceKlass klass, @Nullable InstanceKlass superKlass, int injected) {
    List<Field> instance = new ArrayList<>();
    List<Field> statics = new ArrayList<>();
    for (Field field : klass.fields()) {
      (field.isStatic() ? statics : instance).add(field);
    }
    int start = superKlass == null ? ObjectLayout.FIELDS : superKlass.layout().end();
    List<Field> packed = new ArrayList<>(instance.size());
    start += InjectedFields.bytesBefore(klass);
    for (Field field : instance) {
      if (InjectedFields.comesFirst(field)) {
        field.place(start);
        start += field.kind().size();
      } else {
        packed.add(field);
      }
    }
    int end = pack(packed, start);
    if (injected > 0) {
      end = (end + injected - 1 & -injected) + injected;
    }
    int staticBytes = pack(statics, 0);
    return new FieldLayout(
        end,
        (int) ObjectLayout.align(end),
        references(klass, superKlass, instance),
        staticBytes,
        referenceOffsets(statics));
  }

  private static int[] references(
      InstanceKlass klass, @Nullable InstanceKlass superKlass, List<Field> instance) {
    List<Field> traced = new ArrayList<>();
    for (Field field : instance) {
      boolean weak = klass.name().equals(REFERENCE) && field.name().equals("referent");
      if (!weak) {
        traced.add(field);
      }
    }
    int[] inherited = superKlass == null ? new int[0] : superKlass.layout().referenceOffsets();
    int[] own = referenceOffsets(traced);
    int[] all = new int[inherited.length + own.length];
    System.arraycopy(inherited, 0, all, 0, inherited.length);
    System.arraycopy(own, 0, all, inherited.length, own.length);
    return all;
  }

  /**
   * Loops, not streams: a start of the VM is here hundreds of times before the host compiles it.
   */
  private static int[] referenceOffsets(List<Field> fields) {
    int[] offsets = new int[fields.size()];
    int count = 0;
    for (Field field : fields) {
      if (!field.kind().isPrimitive()) {
        offsets[count++] = (int) field.offset();
      }
    }
    int[] sorted = Arrays.copyOf(offsets, count);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Places fields from {@code start} on, widest first, and returns the offset behind the last. */
  private static int pack(List<Field> fields, int start) {
    List<ArrayDeque<Field>> open = new ArrayList<>();
    for (int log2 = 0; log2 <= WIDEST_LOG2; log2++) {
      open.add(new ArrayDeque<>());
    }
    for (Field field : fields) {
      open.get(field.kind().log2Size()).add(field);
    }
    int at = start;
    for (int left = fields.size(); left > 0; left--) {
      ArrayDeque<Field> chosen = widestAligned(open, at);
      while (chosen == null) {
        at++;
        chosen = widestAligned(open, at);
      }
      Field field = chosen.remove();
      field.place(at);
      at += field.kind().size();
    }
    return at;
  }

  /** The widest fields left that are aligned at an offset; null if none is. */
  private static @Nullable ArrayDeque<Field> widestAligned(
      List<ArrayDeque<Field>> open, int offset) {
    for (int log2 = WIDEST_LOG2; log2 >= 0; log2--) {
      if (!open.get(log2).isEmpty() && offset % (1 << log2) == 0) {
        return open.get(log2);
      }
    }
    return null;
  }
}
