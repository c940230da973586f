package hotpath.interpreter.link;

import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.ObjectLayout;
import hotpath.gc.plan.Heap;
import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.frame.Handles;
import org.jspecify.annotations.Nullable;

/**
 * Allocates guest objects for host code, on behalf of the guest thread that runs.
 *
 * <p>Each allocation may collect: every raw reference held before is stale afterwards. No room is
 * an {@link OutOfGuestMemoryException}.
 */
public final class Allocator {
  private final GuestMemory memory;
  private final Heap heap;
  private @Nullable GuestThread current;

  public Allocator(GuestMemory memory, Heap heap) {
    this.memory = memory;
    this.heap = heap;
  }

  /** Sets the guest thread for which the host works from now on. */
  public void current(GuestThread thread) {
    current = thread;
  }

  public GuestThread current() {
    if (current == null) {
      throw new IllegalStateException("no guest thread yet");
    }
    return current;
  }

  public Handles handles() {
    return current().handles();
  }

  /** A zeroed instance; no constructor has run. */
  public int instance(InstanceKlass klass) {
    return allocate(klass, klass.instanceBytes(), 0);
  }

  /** A zeroed array. */
  public int array(ArrayKlass klass, int length) {
    return allocate(klass, ObjectLayout.arrayBytes(length, klass.elementKind().log2Size()), length);
  }

  private int allocate(Klass klass, long bytes, int length) {
    int ref = heap.allocate(current().block(), klass.descriptor(), bytes, length);
    if (ref == 0) {
      throw new OutOfGuestMemoryException(OutOfGuestMemoryException.reasonFor(length));
    }
    return ref;
  }

  /**
   * A copy of an object with all its fields or elements, but with a lock and a hash code of its
   * own.
   */
  public int copyOf(Klass klass, int original) {
    Handles handles = handles();
    int mark = handles.mark();
    int handle = handles.push(original);
    int length = 0;
    long start = ObjectLayout.FIELDS;
    long bytes = 0;
    int copy = 0;
    switch (klass) {
      case ArrayKlass array -> {
        length = memory.i32(offset(original) + ObjectLayout.LENGTH);
        start = ObjectLayout.ELEMENTS;
        bytes = (long) length << array.elementKind().log2Size();
        copy = array(array, length);
      }
      case InstanceKlass plain -> {
        bytes = plain.instanceBytes() - start;
        copy = instance(plain);
      }
      case PrimitiveKlass _ -> throw new IllegalArgumentException("object of " + klass);
    }
    memory.copy(offset(handles.get(handle)) + start, offset(copy) + start, bytes);
    handles.release(mark);
    return copy;
  }

  /** Region offset of an element. */
  public static long element(int array, JavaKind kind, int index) {
    return offset(array) + ObjectLayout.ELEMENTS + ((long) index << kind.log2Size());
  }

  /** The region offset that a raw reference is. */
  public static long offset(int ref) {
    return Integer.toUnsignedLong(ref);
  }
}
