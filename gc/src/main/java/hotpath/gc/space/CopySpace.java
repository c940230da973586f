package hotpath.gc.space;

import hotpath.gc.memory.Area;
import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.ObjectLayout;
import hotpath.gc.memory.ObjectModel;
import hotpath.gc.vm.SlotVisitor;

/**
 * A space whose objects are moved out of it when it is collected, and which receives those of
 * another one.
 *
 * <p>Cheney's scan: between the scan pointer and the cursor lie objects that were moved here and
 * whose own references still point to their old places. The space itself is the work list, so depth
 * of the graph costs nothing.
 */
public final class CopySpace {
  // Above this a bulk copy is faster than a loop.
  private static final int SMALL = 128;

  private final GuestMemory memory;
  private final ObjectModel model;
  private final BumpRegion region;
  private long scan;

  public CopySpace(GuestMemory memory, Area area) {
    this.memory = memory;
    model = new ObjectModel(memory);
    region = new BumpRegion(memory, area);
  }

  public BumpRegion region() {
    return region;
  }

  /** Empties the space, to receive what lives in another one. */
  public void prepareToReceive() {
    region.reset();
    region.open();
    scan = region.area().start();
  }

  /**
   * Where an object of {@code from} is now; it is moved here unless it has already been moved.
   *
   * @param slot where the reference was found, for the message if it is wrong
   */
  public int forward(int reference, long slot, CopySpace from) {
    long object = Integer.toUnsignedLong(reference);
    if (!from.region.contains(object)) {
      throw new HeapCorruptionException(
          "reference 0x"
              + Long.toHexString(object)
              + " at 0x"
              + Long.toHexString(slot)
              + " leads out of the objects that are collected, "
              + new Area(from.region.area().start(), from.region.cursor()));
    }
    return model.isForwarded(object) ? model.forwarding(object) : copy(object);
  }

  private int copy(long object) {
    long bytes = model.size(object);
    long to = region.take(bytes);
    if (to == 0 || bytes < ObjectLayout.SMALLEST) {
      throw new HeapCorruptionException(
          "no room to move " + bytes + " bytes at 0x" + Long.toHexString(object));
    }
    if (bytes <= SMALL) {
      for (long i = 0; i < bytes; i += 8) {
        memory.i64(to + i, memory.i64(object + i));
      }
    } else {
      memory.copy(object, to, bytes);
    }
    model.forward(object, (int) to);
    return (int) to;
  }

  /**
   * Shows the references of all objects that were moved here, those included that this moves here.
   */
  public void scan(ObjectVisitor objects, SlotVisitor slots) {
    while (scan < region.cursor()) {
      long object = scan;
      scan += model.size(object);
      model.forEachReference(object, slots);
      objects.visit(object);
    }
  }
}
