package hotpath.interpreter.link;

import hotpath.gc.memory.GuestMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All classes of a VM by id, and the static fields that hold references: roots of every collection.
 *
 * <p>A class never leaves the table. The id of a class is in its descriptor and in its mirror, so
 * both lead back here.
 */
public final class KlassTable {
  private final GuestMemory memory;
  private final List<Klass> klasses = new ArrayList<>();
  private long[] staticReferences = new long[256];
  private int staticReferenceCount;

  public KlassTable(GuestMemory memory) {
    this.memory = memory;
  }

  int nextId() {
    return klasses.size();
  }

  void add(Klass klass) {
    if (klass.id() != klasses.size()) {
      throw new IllegalStateException(klass + " has id " + klass.id());
    }
    klasses.add(klass);
  }

  public int size() {
    return klasses.size();
  }

  public Klass withId(int id) {
    return klasses.get(id);
  }

  /** The class of a descriptor. */
  public Klass at(long descriptor) {
    return klasses.get(memory.i32(descriptor + ClassDescriptor.ID));
  }

  /** The class of an object, which is not null. */
  public Klass of(int ref) {
    return at(memory.u32(Integer.toUnsignedLong(ref)));
  }

  void addStaticReference(long cell) {
    if (staticReferenceCount == staticReferences.length) {
      staticReferences = Arrays.copyOf(staticReferences, staticReferenceCount * 2);
    }
    staticReferences[staticReferenceCount++] = cell;
  }

  /** How many static fields hold references. */
  public int staticReferenceCount() {
    return staticReferenceCount;
  }

  /** Region offset of the u32 of a static field that holds a reference. */
  public long staticReference(int index) {
    return staticReferences[index];
  }
}
