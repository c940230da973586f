package hotpath.interpreter.frame;

import hotpath.gc.memory.GuestMemory;
import hotpath.gc.vm.SlotVisitor;

/**
 * References that host code holds across allocations: a stack of roots in guest memory. A raw
 * reference is dead after the next allocation; its handle is not, because a collection updates it
 * here. A VM has one: threads switch only where host code holds nothing.
 */
public final class Handles {
  /** Most handles at a time; a native that needs more is wrong. */
  public static final int CAPACITY = 4096;

  public static final int BYTES = CAPACITY * 4;

  private final GuestMemory memory;
  private final long start;
  private int size;

  /**
   * @param start region offset of {@link #BYTES} bytes
   */
  public Handles(GuestMemory memory, long start) {
    this.memory = memory;
    this.start = start;
  }

  /** Keeps {@code ref} and returns its handle, valid until {@link #release} goes below it. */
  public int push(int ref) {
    if (size == CAPACITY) {
      throw new IllegalStateException("more than " + CAPACITY + " handles");
    }
    memory.ref(start + 4L * size, ref);
    return size++;
  }

  public int get(int handle) {
    return memory.ref(start + 4L * handle);
  }

  public void set(int handle, int ref) {
    memory.ref(start + 4L * handle, ref);
  }

  /** The current height, for {@link #release}. */
  public int mark() {
    return size;
  }

  /** Forgets all handles pushed since {@code mark}. */
  public void release(int mark) {
    size = mark;
  }

  /** Shows all handles to a collector. */
  public void scan(SlotVisitor visitor) {
    for (int i = 0; i < size; i++) {
      visitor.visit(start + 4L * i);
    }
  }
}
