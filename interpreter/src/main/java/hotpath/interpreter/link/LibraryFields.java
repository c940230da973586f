package hotpath.interpreter.link;

import hotpath.gc.memory.GuestMemory;

/**
 * The places of {@link LibraryField}s in one VM, found when first used (the class is loaded then),
 * and access to them.
 */
public final class LibraryFields {
  private final GuestMemory memory;
  private final SystemDictionary dictionary;
  private final long[] offsets = new long[LibraryField.values().length];

  public LibraryFields(GuestMemory memory, SystemDictionary dictionary) {
    this.memory = memory;
    this.dictionary = dictionary;
  }

  /** Offset in the object; of a static field, the region offset. */
  public long offset(LibraryField field) {
    long known = offsets[field.ordinal()];
    if (known == 0) {
      Field found =
          dictionary.bootClass(field.holder()).declaredField(field.fieldName(), field.descriptor());
      if (found == null) {
        throw new IllegalStateException(field.holder() + " has no field " + field.fieldName());
      }
      known = found.offset();
      offsets[field.ordinal()] = known;
    }
    return known;
  }

  private long at(int object, LibraryField field) {
    return Allocator.offset(object) + offset(field);
  }

  public int ref(int object, LibraryField field) {
    return memory.ref(at(object, field));
  }

  /** Sets a field; {@code value} is stale if the field's class had to be loaded. */
  public void ref(int object, LibraryField field, int value) {
    memory.ref(at(object, field), value);
  }

  public int i32(int object, LibraryField field) {
    return memory.i32(at(object, field));
  }

  public void i32(int object, LibraryField field, int value) {
    memory.i32(at(object, field), value);
  }

  public long i64(int object, LibraryField field) {
    return memory.i64(at(object, field));
  }

  public void i64(int object, LibraryField field, long value) {
    memory.i64(at(object, field), value);
  }

  public boolean bool(int object, LibraryField field) {
    return memory.i8(at(object, field)) != 0;
  }

  public void bool(int object, LibraryField field, boolean value) {
    memory.i8(at(object, field), value ? 1 : 0);
  }

  public void i8(int object, LibraryField field, int value) {
    memory.i8(at(object, field), value);
  }

  public void i16(int object, LibraryField field, int value) {
    memory.i16(at(object, field), value);
  }
}
