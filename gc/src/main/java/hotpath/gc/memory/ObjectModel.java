package hotpath.gc.memory;

import hotpath.gc.vm.SlotVisitor;

/**
 * What a collector knows of an object: its size, its reference fields, whether it was forwarded.
 *
 * <p>A descriptor answers without other references being followed, so objects can be read while the
 * heap is half moved. Forwarding takes the class word: descriptors are 16-aligned, so the lowest
 * bit tells which of the two stands there.
 */
public final class ObjectModel {
  private final GuestMemory memory;

  public ObjectModel(GuestMemory memory) {
    this.memory = memory;
  }

  /** The class descriptor of an object that is not forwarded. */
  public long descriptor(long object) {
    return memory.u32(object + ObjectLayout.CLASS);
  }

  public int kind(long object) {
    return memory.i32(descriptor(object) + ClassLayout.KIND);
  }

  /** Notes that an instance of the object's class was reached. */
  public void noteLife(long object) {
    long life = memory.u32(descriptor(object) + ClassLayout.LIFE);
    if (life != 0) {
      memory.i32(life, 1);
    }
  }

  /** Bytes of the object, a multiple of 8. */
  public long size(long object) {
    long descriptor = descriptor(object);
    int size = memory.i32(descriptor + ClassLayout.SIZE);
    return ClassLayout.isArray(memory.i32(descriptor + ClassLayout.KIND))
        ? ObjectLayout.arrayBytes(memory.i32(object + ObjectLayout.LENGTH), size)
        : size;
  }

  /** Shows all reference fields or elements, but for the referent of a reference object. */
  public void forEachReference(long object, SlotVisitor visitor) {
    long descriptor = descriptor(object);
    int kind = memory.i32(descriptor + ClassLayout.KIND);
    if (kind == ClassLayout.KIND_REFERENCE_ARRAY) {
      long start = object + ObjectLayout.ELEMENTS;
      long end = start + 4L * memory.i32(object + ObjectLayout.LENGTH);
      for (long slot = start; slot < end; slot += 4) {
        visitor.visit(slot);
      }
    } else if (kind != ClassLayout.KIND_PRIMITIVE_ARRAY) {
      int count = memory.i32(descriptor + ClassLayout.REFERENCE_COUNT);
      for (int i = 0; i < count; i++) {
        visitor.visit(object + memory.u32(descriptor + ClassLayout.referenceField(i)));
      }
    }
  }

  public boolean isForwarded(long object) {
    return (memory.i32(object + ObjectLayout.CLASS) & 1) != 0;
  }

  /** Where a forwarded object is now. */
  public int forwarding(long object) {
    return memory.i32(object + ObjectLayout.CLASS) - 1;
  }

  public void forward(long object, int to) {
    memory.i32(object + ObjectLayout.CLASS, to + 1);
  }
}
