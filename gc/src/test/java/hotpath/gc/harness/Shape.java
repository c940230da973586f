package hotpath.gc.harness;

import hotpath.gc.memory.ClassLayout;
import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.MetadataSpace;
import hotpath.gc.memory.ObjectLayout;

/**
 * A class of guest objects in the harness. Instances hold a number that tells them apart at 12;
 * reference objects then hold referent, next and discovered; then come {@code fields} references.
 *
 * @param fields reference fields of an instance; of an array, the log2 of its elements' size
 */
record Shape(int kind, int fields, long descriptor) {
  static final int ID = 12;
  static final int REFERENT = 16;
  static final int NEXT = 20;
  static final int DISCOVERED = 24;

  static Shape create(GuestMemory memory, MetadataSpace metadata, int kind, int fields) {
    boolean array = ClassLayout.isArray(kind);
    boolean reference = ClassLayout.isReference(kind);
    int listed = array ? 0 : fields + (reference ? 2 : 0);
    long map = (4L * listed + 15) & -16;
    long descriptor = metadata.allocate(map + 96, ClassLayout.ALIGNMENT) + map;
    Shape shape = new Shape(kind, fields, descriptor);
    memory.i32(descriptor + ClassLayout.KIND, kind);
    memory.i32(descriptor + ClassLayout.SIZE, array ? fields : (int) shape.bytes(0));
    memory.i32(descriptor + ClassLayout.REFERENCE_COUNT, listed);
    for (int i = 0; i < listed; i++) {
      int offset = i < fields ? shape.field(i) : i == fields ? NEXT : DISCOVERED;
      memory.i32(descriptor + ClassLayout.referenceField(i), offset);
    }
    return shape;
  }

  boolean isArray() {
    return ClassLayout.isArray(kind);
  }

  boolean isReference() {
    return ClassLayout.isReference(kind);
  }

  /** Offset of the index-th reference that scripts can store. */
  int field(int index) {
    return isArray() ? ObjectLayout.ELEMENTS + 4 * index : (isReference() ? 28 : 16) + 4 * index;
  }

  /** How many references scripts can store in an object. */
  int slots(int length) {
    return switch (kind) {
      case ClassLayout.KIND_PRIMITIVE_ARRAY -> 0;
      case ClassLayout.KIND_REFERENCE_ARRAY -> length;
      default -> fields;
    };
  }

  long bytes(int length) {
    return isArray() ? ObjectLayout.arrayBytes(length, fields) : ObjectLayout.align(field(fields));
  }
}
