package hotpath.interpreter.meaning;

import hotpath.gc.memory.ClassLayout;
import hotpath.interpreter.link.ClassDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The subtype relation of JVMS 6.5 {@code instanceof}, walked over class descriptors. */
final class SubtypeWalk {
  private SubtypeWalk() {}

  static boolean isSubtype(MemorySegment all, long base, int klass, int target) {
    long from = u(klass);
    long to = u(target);
    // Arrays: the element types decide, as long as both are arrays of references.
    while (kind(all, base, to) == ClassLayout.KIND_REFERENCE_ARRAY
        && kind(all, base, from) == ClassLayout.KIND_REFERENCE_ARRAY) {
      to = u(word(all, base, to + ClassDescriptor.ELEMENT));
      from = u(word(all, base, from + ClassDescriptor.ELEMENT));
    }
    for (long c = from; c != 0; c = u(word(all, base, c + ClassDescriptor.SUPER))) {
      if (c == to) {
        return true;
      }
    }
    long interfaces = u(word(all, base, from + ClassDescriptor.INTERFACES));
    if (interfaces == 0) {
      return false;
    }
    int count = word(all, base, interfaces);
    for (int i = 0; i < count; i++) {
      if (u(word(all, base, interfaces + 4 + 4L * i)) == to) {
        return true;
      }
    }
    return false;
  }

  private static int kind(MemorySegment all, long base, long descriptor) {
    return word(all, base, descriptor + ClassLayout.KIND);
  }

  private static int word(MemorySegment all, long base, long offset) {
    return all.get(ValueLayout.JAVA_INT_UNALIGNED, base + offset);
  }

  private static long u(int offset) {
    return offset & 0xFFFF_FFFFL;
  }
}
