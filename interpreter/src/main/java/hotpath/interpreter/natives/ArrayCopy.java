package hotpath.interpreter.natives;

import hotpath.gc.memory.GuestMemory;
import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.link.Allocator;
import hotpath.interpreter.link.ArrayKlass;
import hotpath.interpreter.link.Klass;
import hotpath.interpreter.link.KlassTable;
import org.jspecify.annotations.Nullable;

/** {@code System.arraycopy}, with its checks in the specified order and HotSpot's messages. */
final class ArrayCopy {
  private static final String STORE = "java/lang/ArrayStoreException";
  private static final String BOUNDS = "java/lang/ArrayIndexOutOfBoundsException";

  private ArrayCopy() {}

  static void arraycopy(NativeCall call) {
    if (call.ref(0) == 0 || call.ref(2) == 0) {
      call.throwNullPointer();
      return;
    }
    KlassTable klasses = call.vm().klasses();
    Klass from = klasses.of(call.ref(0));
    Klass to = klasses.of(call.ref(2));
    if (!(from instanceof ArrayKlass source) || !(to instanceof ArrayKlass destination)) {
      String which = from.isArray() ? "destination" : "source";
      Klass wrong = from.isArray() ? to : from;
      call.throwNew(
          STORE, "arraycopy: " + which + " type " + wrong.externalName() + " is not an array");
      return;
    }
    String mismatch = mismatch(source, destination);
    if (mismatch != null) {
      call.throwNew(STORE, mismatch);
      return;
    }
    String bounds = outOfBounds(call, source, destination);
    if (bounds != null) {
      call.throwNew(BOUNDS, bounds);
      return;
    }
    copy(call, source, destination);
  }

  private static @Nullable String mismatch(ArrayKlass from, ArrayKlass to) {
    boolean primitive = from.element().isPrimitive() || to.element().isPrimitive();
    if (!primitive || from == to) {
      return null;
    }
    return "arraycopy: type mismatch: can not copy " + kind(from) + " into " + kind(to);
  }

  private static String kind(ArrayKlass array) {
    return array.element().isPrimitive() ? array.element().name() + "[]" : "object array[]";
  }

  private static @Nullable String outOfBounds(NativeCall call, ArrayKlass from, ArrayKlass to) {
    int sourceLength = call.lengthOf(call.ref(0));
    int destinationLength = call.lengthOf(call.ref(2));
    int sourceStart = call.intArg(1);
    int destinationStart = call.intArg(3);
    int length = call.intArg(4);
    if (sourceStart < 0) {
      return "arraycopy: source index "
          + sourceStart
          + " out of bounds for "
          + sized(from, sourceLength);
    }
    if (destinationStart < 0) {
      return "arraycopy: destination index "
          + destinationStart
          + " out of bounds for "
          + sized(to, destinationLength);
    }
    if (length < 0) {
      return "arraycopy: length " + length + " is negative";
    }
    long sourceEnd = (long) sourceStart + length;
    if (sourceEnd > sourceLength) {
      return "arraycopy: last source index "
          + sourceEnd
          + " out of bounds for "
          + sized(from, sourceLength);
    }
    long destinationEnd = (long) destinationStart + length;
    if (destinationEnd > destinationLength) {
      return "arraycopy: last destination index "
          + destinationEnd
          + " out of bounds for "
          + sized(to, destinationLength);
    }
    return null;
  }

  private static String sized(ArrayKlass array, int length) {
    return array.element().isPrimitive()
        ? array.element().name() + "[" + length + "]"
        : "object array[" + length + "]";
  }

  private static void copy(NativeCall call, ArrayKlass from, ArrayKlass to) {
    JavaKind kind = from.elementKind();
    int sourceStart = call.intArg(1);
    int destinationStart = call.intArg(3);
    int length = call.intArg(4);
    boolean checked = !from.element().isSubtypeOf(to.element());
    int fitting = checked ? fitting(call, to.element(), sourceStart, length) : length;
    GuestMemory memory = call.memory();
    memory.copy(
        Allocator.element(call.ref(0), kind, sourceStart),
        Allocator.element(call.ref(2), kind, destinationStart),
        (long) fitting << kind.log2Size());
    if (fitting < length) {
      call.throwNew(STORE, wrongElement(from.element(), to.element()));
    }
  }

  /** An element that may be of the wanted class but is not, or none that could be. */
  private static String wrongElement(Klass from, Klass to) {
    return to.isSubtypeOf(from)
        ? "arraycopy: element type mismatch: can not cast one of the elements of "
            + from.externalName()
            + "[] to the type of the destination array, "
            + to.externalName()
        : "arraycopy: type mismatch: can not copy "
            + from.externalName()
            + "[] into "
            + to.externalName()
            + "[]";
  }

  /**
   * How many elements from the start on can be stored in the destination: those before the first
   * wrong one are copied.
   */
  private static int fitting(NativeCall call, Klass element, int start, int length) {
    KlassTable klasses = call.vm().klasses();
    for (int i = 0; i < length; i++) {
      int ref = call.element(call.ref(0), start + i);
      if (ref != 0 && !klasses.of(ref).isSubtypeOf(element)) {
        return i;
      }
    }
    return length;
  }
}
