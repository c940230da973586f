package hotpath.gc.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.gc.memory.ClassLayout;
import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.ObjectLayout;
import hotpath.gc.plan.AllocationSequence;
import hotpath.gc.plan.Heap;
import hotpath.gc.plan.HeapOptions;
import hotpath.gc.vm.CollectionEvent;
import hotpath.gc.vm.CollectionReason;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Does to a guest heap what guest code would, and the same to a {@link ShadowHeap}; {@link #check}
 * compares the two. It allocates as compiled code does, by the plan's own description, and falls
 * back to the slow path.
 */
final class Mutator implements AutoCloseable {
  final HarnessVm vm;
  final Heap heap;
  final ShadowHeap shadow = new ShadowHeap();
  int collections;
  int cleared;

  private final GuestMemory memory;
  private final AllocationSequence sequence;
  private final boolean collects;
  private final Map<Integer, ShadowObject> byId = new HashMap<>();
  private int current;
  private int nextId = 1;

  Mutator(HeapOptions options) {
    vm = new HarnessVm(this::collected);
    memory = vm.memory;
    heap = new Heap(memory, vm, options);
    sequence = heap.allocationSequence();
    collects = heap.constraints().collects();
  }

  boolean collects() {
    return collects;
  }

  /** Allocates into a variable. Returns false, and leaves the variable, if the heap is full. */
  boolean allocate(String variable, Shape shape, int length) {
    int reference = fastPath(shape, length);
    if (reference == 0) {
      reference = heap.allocate(thread(), shape.descriptor(), shape.bytes(length), length);
    }
    if (reference == 0) {
      return false;
    }
    long object = Integer.toUnsignedLong(reference);
    assertEquals(0, object % ObjectLayout.ALIGNMENT);
    checkFresh(object, shape, length);
    ShadowObject model = new ShadowObject(nextId++, shape, length);
    memory.wideRef(vm.variable(variable), reference);
    shadow.roots.put(variable, model);
    byId.put(model.id, model);
    writeContent(object, model);
    return true;
  }

  private int fastPath(Shape shape, int length) {
    long bytes = shape.bytes(length);
    long top = memory.u32(thread() + sequence.topOffset());
    long end = top + bytes;
    if (bytes > sequence.largest() || end > memory.u32(thread() + sequence.limitOffset())) {
      return 0;
    }
    memory.u32(thread() + sequence.topOffset(), end);
    memory.u32(top + ObjectLayout.CLASS, shape.descriptor());
    if (shape.isArray()) {
      memory.i32(top + ObjectLayout.LENGTH, length);
    }
    return (int) top;
  }

  /** A new object is zero but for class and length. */
  private void checkFresh(long object, Shape shape, int length) {
    assertEquals(shape.descriptor(), memory.u32(object));
    assertEquals(0, memory.i64(object + ObjectLayout.LOCK));
    assertEquals(shape.isArray() ? length : 0, memory.i32(object + ObjectLayout.LENGTH));
    for (long at = object + 16; at < object + shape.bytes(length); at += 8) {
      assertEquals(0, memory.i64(at), () -> "new object is not zero");
    }
  }

  private void writeContent(long object, ShadowObject model) {
    if (!model.shape.isArray()) {
      memory.i32(object + Shape.ID, model.id);
    } else if (model.shape.kind() == ClassLayout.KIND_PRIMITIVE_ARRAY) {
      memory.copyIn(content(model), object + ObjectLayout.ELEMENTS);
    }
    memory.i32(object + ObjectLayout.HASH, ~model.id);
  }

  private static byte[] content(ShadowObject array) {
    byte[] bytes = new byte[array.length << array.shape.fields()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (array.id * 31 + i);
    }
    return bytes;
  }

  boolean has(String variable) {
    return shadow.roots.containsKey(variable);
  }

  ShadowObject model(String variable) {
    ShadowObject model = shadow.roots.get(variable);
    assertNotNull(model, () -> "variable " + variable + " is null");
    return model;
  }

  /** {@code holder.index = value}; value may be null. */
  void store(String holder, int index, String value) {
    ShadowObject model = model(holder);
    memory.ref(reference(holder) + model.shape.field(index), (int) reference(value));
    model.references[index] = shadow.roots.get(value);
  }

  /** {@code to = holder.index}. */
  void load(String to, String holder, int index) {
    ShadowObject model = model(holder);
    set(to, memory.ref(reference(holder) + model.shape.field(index)), model.references[index]);
  }

  void copy(String to, String from) {
    set(to, (int) reference(from), shadow.roots.get(from));
  }

  void drop(String variable) {
    set(variable, 0, null);
  }

  /** Globals are roots in cells of 32 bits. */
  void setGlobal(String global, String from) {
    memory.ref(vm.global(global), (int) reference(from));
    put("global " + global, shadow.roots.get(from));
  }

  void setReferent(String reference, String referent) {
    memory.ref(reference(reference) + Shape.REFERENT, (int) reference(referent));
    model(reference).referent = shadow.roots.get(referent);
  }

  /** Adds a weak root for the object in a variable. */
  void intern(String variable) {
    memory.ref(vm.newWeakCell(), (int) reference(variable));
    shadow.weakRoots.add(model(variable));
  }

  /** Takes the first pending reference into a variable, as the guest's reference handler would. */
  void takePending(String variable) {
    int first = memory.ref(vm.pendingCell);
    ShadowObject model = shadow.pending;
    set(variable, first, model);
    if (model != null) {
      long object = Integer.toUnsignedLong(first);
      memory.ref(vm.pendingCell, memory.ref(object + Shape.DISCOVERED));
      memory.ref(object + Shape.DISCOVERED, 0);
      shadow.pending = model.discovered;
      model.discovered = null;
    }
  }

  void switchThread() {
    int next = (current + 1) % vm.threads.length;
    heap.handWindow(vm.threads[current], vm.threads[next]);
    current = next;
  }

  /** Lets the other thread run without this one's window. */
  void switchThreadWithoutWindow() {
    current = (current + 1) % vm.threads.length;
  }

  void collect(CollectionReason reason) {
    heap.collect(reason);
  }

  private void collected(CollectionEvent event) {
    collections++;
    assertEquals(collections, event.number());
    assertEquals(event.bytesAfter(), heap.usedBytes());
    if (!collects) {
      return;
    }
    assertTrue(event.bytesAfter() <= event.bytesBefore(), event::toString);
    Set<ShadowObject> lost = shadow.collect(event.reason() != CollectionReason.LAST_RESORT);
    cleared += lost.size();
    assertEquals(lost.size(), event.pending());
    adoptPendingOrder(lost);
  }

  /**
   * The order of the new part of the pending list is the collector's choice; the rest must follow
   * it.
   */
  private void adoptPendingOrder(Set<ShadowObject> lost) {
    ShadowObject last = null;
    ShadowObject rest = shadow.pending;
    long object = Integer.toUnsignedLong(memory.ref(vm.pendingCell));
    for (int left = lost.size(); left > 0; left--) {
      ShadowObject model = byId.get(memory.i32(object + Shape.ID));
      assertTrue(model != null && lost.remove(model), () -> "wrongly pending: " + model);
      if (last == null) {
        shadow.pending = model;
      } else {
        last.discovered = model;
      }
      model.discovered = rest;
      last = model;
      object = Integer.toUnsignedLong(memory.ref(object + Shape.DISCOVERED));
    }
  }

  /** Compares everything that can be reached, in both directions. */
  void check() {
    Comparison comparison = new Comparison();
    shadow.roots.forEach(
        (name, model) ->
            comparison.meet(
                name.startsWith("global ")
                    ? memory.ref(vm.global(name.substring(7)))
                    : memory.ref(vm.variable(name)),
                model));
    for (int i = 0; i < shadow.weakRoots.size(); i++) {
      comparison.meet(memory.ref(vm.weakCell(i)), shadow.weakRoots.get(i));
    }
    comparison.meet(memory.ref(vm.pendingCell), shadow.pending);
    comparison.run();
    heap.verify();
  }

  /** Pairs guest objects with shadow objects; each may have one partner. */
  private final class Comparison {
    private final Map<Integer, ShadowObject> partner = new HashMap<>();
    private final Map<ShadowObject, Integer> reverse = new HashMap<>();
    private final Deque<Integer> work = new ArrayDeque<>();

    void meet(int reference, @Nullable ShadowObject model) {
      if (model == null) {
        assertEquals(0, reference, "a reference that must be null");
        return;
      }
      ShadowObject known = partner.putIfAbsent(reference, model);
      if (known == null) {
        assertNull(reverse.put(model, reference), () -> model + " is there twice");
        work.push(reference);
      } else {
        assertEquals(model, known, "a reference to the wrong object");
      }
    }

    void run() {
      while (!work.isEmpty()) {
        int reference = work.pop();
        ShadowObject model = partner.get(reference);
        assertNotNull(model);
        compare(Integer.toUnsignedLong(reference), model);
      }
    }

    private void compare(long object, ShadowObject model) {
      Shape shape = model.shape;
      assertEquals(shape.descriptor(), memory.u32(object), () -> "class of " + model);
      assertEquals(~model.id, memory.i32(object + ObjectLayout.HASH), () -> "hash of " + model);
      assertEquals(
          shape.isArray() ? model.length : model.id,
          memory.i32(object + ObjectLayout.LENGTH),
          () -> "length or number of " + model);
      if (shape.kind() == ClassLayout.KIND_PRIMITIVE_ARRAY) {
        byte[] expected = content(model);
        byte[] actual = memory.copyOut(object + ObjectLayout.ELEMENTS, expected.length);
        assertTrue(java.util.Arrays.equals(expected, actual), () -> "content of " + model);
      }
      for (int i = 0; i < model.references.length; i++) {
        meet(memory.ref(object + shape.field(i)), model.references[i]);
      }
      if (shape.isReference()) {
        meet(memory.ref(object + Shape.REFERENT), model.referent);
        meet(memory.ref(object + Shape.NEXT), model.next);
        meet(memory.ref(object + Shape.DISCOVERED), model.discovered);
      }
    }
  }

  /** The raw reference in a variable, as an offset; gone after the next allocation. */
  private long reference(String variable) {
    return memory.i64(vm.variable(variable));
  }

  private void set(String variable, int reference, @Nullable ShadowObject model) {
    memory.wideRef(vm.variable(variable), reference);
    put(variable, model);
  }

  private void put(String name, @Nullable ShadowObject model) {
    if (model == null) {
      shadow.roots.remove(name);
    } else {
      shadow.roots.put(name, model);
    }
  }

  private long thread() {
    return vm.threads[current];
  }

  @Override
  public void close() {
    vm.close();
  }
}
