package hotpath.tssa.pass;

import hotpath.tssa.eval.ByteMemory;
import hotpath.tssa.eval.Evaluator;
import hotpath.tssa.eval.Outcome;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.VirtualObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Runs a trace as an interpreter would use it: restores the state of the exit, and at a LOOP begins
 * again.
 *
 * @param outcome of the last run
 * @param memory after the state was restored
 * @param around memory each time that a LOOP was reached
 */
record TraceRun(Outcome outcome, ByteMemory memory, List<ByteMemory> around) {
  private static final int STEP_LIMIT = 100_000;

  static TraceRun of(Tssa tssa, ByteMemory initial) {
    ByteMemory memory = initial.copy();
    List<ByteMemory> around = new ArrayList<>();
    while (true) {
      Evaluator evaluator = new Evaluator(tssa, memory, RandomHeap::leaf, ByteMemory.registers());
      Outcome outcome = evaluator.run(STEP_LIMIT);
      if (outcome.how() == Outcome.How.STEPS) {
        throw new IllegalStateException("does not end");
      }
      restore(Objects.requireNonNull(outcome.state()), memory);
      if (outcome.how() != Outcome.How.LOOP) {
        return new TraceRun(outcome, memory, around);
      }
      around.add(memory.copy());
    }
  }

  private static void restore(Outcome.State state, ByteMemory memory) {
    List<Integer> objects = new ArrayList<>();
    for (Outcome.ObjectValue object : state.objects()) {
      objects.add(allocate(object.description(), memory));
    }
    for (int i = 0; i < objects.size(); i++) {
      for (Outcome.FieldValue field : state.objects().get(i).fields()) {
        long bits = field.object() < 0 ? field.bits() : objects.get(field.object());
        memory.store(field.type(), ByteMemory.BASE + objects.get(i) + field.offset(), bits);
      }
    }
    for (Outcome.SlotValue slot : state.slots()) {
      long bits = slot.object() < 0 ? slot.bits() : objects.get(slot.object());
      long address = ByteMemory.BASE + ByteMemory.FRAME + 8L * slot.slot();
      memory.store(MemType.slot(slot.kind()), address, bits);
    }
    memory.i64(ByteMemory.THREAD_BLOCK + ByteMemory.COUNT, state.count());
  }

  private static int allocate(VirtualObject object, ByteMemory memory) {
    int reference =
        object.isArray()
            ? memory.allocateArray(object.classWord(), object.length(), object.elementShift())
            : memory.allocateObject(object.classWord(), (int) object.bytes());
    if (reference == 0) {
      throw new IllegalStateException("no room");
    }
    return reference;
  }

  Exit exit() {
    return Objects.requireNonNull(outcome.exit());
  }

  Snapshot.Resume resume() {
    return Objects.requireNonNull(exit().snapshot()).resume();
  }

  long count() {
    return memory.i64(ByteMemory.THREAD_BLOCK + ByteMemory.COUNT);
  }
}
