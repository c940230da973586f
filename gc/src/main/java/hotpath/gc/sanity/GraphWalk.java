package hotpath.gc.sanity;

import hotpath.gc.memory.ClassLayout;
import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.ObjectLayout;
import hotpath.gc.memory.ObjectModel;
import hotpath.gc.memory.RegionLayout;
import hotpath.gc.space.BumpRegion;
import hotpath.gc.space.HeapCorruptionException;
import hotpath.gc.space.OffsetList;
import hotpath.gc.space.ReferenceProcessor;
import hotpath.gc.vm.ReferenceLayout;
import hotpath.gc.vm.SlotVisitor;
import hotpath.gc.vm.VmBinding;
import java.util.BitSet;

/**
 * Traces the heap without changing it, from freshly scanned roots, and checks every object it
 * meets: it lies in the live part of the heap, its descriptor is one, its size is plausible and it
 * does not overlap another one.
 *
 * <p>Objects are numbered in the order in which they are found. A collection moves objects but
 * keeps the graph, so the same object has the same number before and after it, and a summary of
 * data and of edges between numbers must not change. What a collection does change are the links
 * between reference objects ({@code next}, {@code discovered}) and the pending list: those are
 * followed last, and who is found only then goes by its header.
 *
 * <p>Referents of soft references count as the collector treats them; those of final references
 * always count, since they are kept either way.
 */
public final class GraphWalk implements SlotVisitor {
  /** The number of objects that only links lead to. */
  private static final int UNORDERED = -1;

  private final GuestMemory memory;
  private final ObjectModel model;
  private final BumpRegion live;
  private final ReferenceLayout layout;
  private final boolean keepSoft;
  private final BitSet occupied = new BitSet();
  private final int[] numbers;
  private final OffsetList work = new OffsetList();
  private final OffsetList linkSlots = new OffsetList();
  private final OffsetList weakSlots = new OffsetList();
  private boolean followLinks;
  private int found;
  private long source;
  private long objects;
  private long bytes;
  private long content;

  private GraphWalk(GuestMemory memory, BumpRegion live, ReferenceLayout layout, boolean keepSoft) {
    this.memory = memory;
    this.live = live;
    this.layout = layout;
    this.keepSoft = keepSoft;
    model = new ObjectModel(memory);
    numbers = new int[(int) (live.usedBytes() / ObjectLayout.ALIGNMENT)];
  }

  /** Before a collection, or at any other time: what is weakly reachable may be dead. */
  public static HeapGraph walk(
      GuestMemory memory, VmBinding binding, BumpRegion live, boolean keepSoft) {
    return trace(memory, binding, live, keepSoft).graph();
  }

  /**
   * Right after a collection: moreover, weak references and weak roots lead to live objects only.
   */
  public static HeapGraph walkSettled(
      GuestMemory memory, VmBinding binding, BumpRegion live, boolean keepSoft) {
    GraphWalk walk = trace(memory, binding, live, keepSoft);
    for (int i = 0; i < walk.weakSlots.size(); i++) {
      walk.checkSettled(walk.weakSlots.get(i));
    }
    binding.scanWeakRoots(walk::checkSettled);
    return walk.graph();
  }

  private static GraphWalk trace(
      GuestMemory memory, VmBinding binding, BumpRegion live, boolean keepSoft) {
    ReferenceLayout layout = binding.referenceLayout();
    GraphWalk walk = new GraphWalk(memory, live, layout, keepSoft);
    binding.scanRoots(walk);
    walk.expandAll(binding);
    walk.followLinks = true;
    for (int i = 0; i < walk.linkSlots.size(); i++) {
      walk.visit(walk.linkSlots.get(i));
    }
    if (layout.pendingCell() != 0) {
      walk.visit(layout.pendingCell());
    }
    walk.expandAll(binding);
    return walk;
  }

  private HeapGraph graph() {
    return new HeapGraph(objects, bytes, content);
  }

  private boolean checkSettled(long slot) {
    int reference = memory.ref(slot);
    if (reference != 0) {
      long object = Integer.toUnsignedLong(reference);
      checkPlace(object, slot);
      if (numbers[index(object)] == 0) {
        throw bad(object, slot, "is weakly reachable, but was not kept");
      }
    }
    return reference != 0;
  }

  @Override
  public void visit(long slot) {
    if (isLink(slot) && !followLinks) {
      linkSlots.add(slot);
    } else {
      reach(memory.ref(slot), slot);
    }
  }

  @Override
  public void visitWide(long slot) {
    if (memory.i64(slot) >>> 32 != 0) {
      throw new HeapCorruptionException(
          "the reference at " + hex(slot) + " is not zero-extended: " + hex(memory.i64(slot)));
    }
    reach(memory.wideRef(slot), slot);
  }

  private void reach(int reference, long slot) {
    if (reference == 0) {
      return;
    }
    long object = Integer.toUnsignedLong(reference);
    checkPlace(object, slot);
    if (numbers[index(object)] == 0) {
      checkObject(object, slot);
      numbers[index(object)] = followLinks ? UNORDERED : ++found;
      work.add(object);
    }
    if (source != 0 && !isLink(slot)) {
      content += mix(identity(source) * 31 + (slot - source) * 17 + identity(object));
    }
  }

  private int index(long object) {
    return (int) ((object - live.area().start()) / ObjectLayout.ALIGNMENT);
  }

  private void checkPlace(long object, long slot) {
    if (object % ObjectLayout.ALIGNMENT != 0 || !live.contains(object)) {
      throw bad(object, slot, "is not in the live part of the heap");
    }
  }

  private void checkObject(long object, long slot) {
    long descriptor = memory.u32(object + ObjectLayout.CLASS);
    if (descriptor % ClassLayout.ALIGNMENT != 0 || !RegionLayout.METADATA.contains(descriptor)) {
      throw bad(object, slot, "has no class descriptor but " + hex(descriptor));
    }
    int kind = memory.i32(descriptor + ClassLayout.KIND);
    if (kind < ClassLayout.KIND_INSTANCE || kind > ClassLayout.KIND_FINAL_REFERENCE) {
      throw bad(object, slot, "has a descriptor " + hex(descriptor) + " of kind " + kind);
    }
    if (ClassLayout.isArray(kind) && memory.i32(descriptor + ClassLayout.SIZE) > 3) {
      throw bad(object, slot, "has elements of unknown size");
    }
    long size = model.size(object);
    if (size < ObjectLayout.SMALLEST
        || size % ObjectLayout.ALIGNMENT != 0
        || size > live.cursor() - object) {
      throw bad(object, slot, "has an impossible size " + size);
    }
    claim(object, size, slot);
  }

  private void claim(long object, long size, long slot) {
    int first = index(object);
    int end = first + (int) (size / ObjectLayout.ALIGNMENT);
    int other = occupied.nextSetBit(first);
    if (other >= 0 && other < end) {
      throw bad(object, slot, "overlaps another object");
    }
    occupied.set(first, end);
  }

  private void expandAll(VmBinding binding) {
    do {
      while (!work.isEmpty()) {
        expand(work.removeLast());
      }
    } while (binding.scanConditionalRoots(this::reached, this));
  }

  /** The reference itself if its object was found. */
  private int reached(int reference) {
    return numbers[index(Integer.toUnsignedLong(reference))] == 0 ? 0 : reference;
  }

  private void expand(long object) {
    objects++;
    bytes += model.size(object);
    source = object;
    content += mix(ownContent(object) + identity(object));
    int kind = model.kind(object);
    model.noteLife(object);
    model.forEachReference(object, this);
    if (ClassLayout.isReference(kind)) {
      visitReferent(object, kind);
    }
    source = 0;
  }

  private void visitReferent(long object, int kind) {
    long slot = object + layout.referent();
    if (kind == ClassLayout.KIND_FINAL_REFERENCE
        || ReferenceProcessor.isStrong(object, kind, keepSoft, memory, layout)) {
      visit(slot);
    } else {
      weakSlots.add(slot);
    }
  }

  private long identity(long object) {
    int number = numbers[index(object)];
    return number != UNORDERED ? mix(number) : mix(memory.i64(object)) + model.size(object);
  }

  /** All words of the object but those that hold references. */
  private long ownContent(long object) {
    WordSum references = new WordSum(object);
    model.forEachReference(object, references);
    if (ClassLayout.isReference(model.kind(object))) {
      references.visit(object + layout.referent());
    }
    WordSum all = new WordSum(object);
    for (long at = object; at < object + model.size(object); at += 4) {
      all.visit(at);
    }
    return all.sum - references.sum;
  }

  private boolean isLink(long slot) {
    return source != 0
        && ClassLayout.isReference(model.kind(source))
        && (slot == source + layout.next() || slot == source + layout.discovered());
  }

  private final class WordSum implements SlotVisitor {
    private final long object;
    private long sum;

    WordSum(long object) {
      this.object = object;
    }

    @Override
    public void visit(long slot) {
      sum += mix(((slot - object) << 32) ^ memory.u32(slot));
    }

    @Override
    public void visitWide(long slot) {
      throw new IllegalArgumentException("objects have no wide slots");
    }
  }

  private static long mix(long x) {
    long y = (x ^ (x >>> 31)) * 0xBF58_476D_1CE4_E5B9L;
    return y ^ (y >>> 29);
  }

  private HeapCorruptionException bad(long object, long slot, String what) {
    String from = source == 0 ? "a root" : "a field of " + hex(source);
    return new HeapCorruptionException(
        "object " + hex(object) + ", found at " + hex(slot) + " (" + from + "), " + what);
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }
}
