package hotpath.interpreter.engine;

import hotpath.gc.memory.ClassLayout;
import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.ObjectLayout;
import hotpath.gc.plan.Heap;
import hotpath.interpreter.classfile.Constant.ClassConstant;
import hotpath.interpreter.classfile.MethodCode;
import hotpath.interpreter.frame.FrameLayout;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.link.Allocator;
import hotpath.interpreter.link.ArrayKlass;
import hotpath.interpreter.link.GuestCalls;
import hotpath.interpreter.link.Klass;
import hotpath.interpreter.link.OutOfGuestMemoryException;
import hotpath.interpreter.link.Resolution;
import hotpath.interpreter.meaning.CodeWord;
import hotpath.interpreter.meaning.Handler;
import hotpath.interpreter.meaning.HandlerNumber;
import hotpath.interpreter.predecode.PreparedMethod;

/**
 * Does what is left of an allocating instruction when its fast path found no room: the collector
 * makes the object, the instruction is over. It cannot simply restart, because a plan may want to
 * see every allocation.
 */
final class SlowAllocation {
  private final GuestMemory memory;
  private final Heap heap;
  private final Allocator allocator;
  private final Resolution resolution;
  private final GuestCalls calls;

  SlowAllocation(
      GuestMemory memory, Heap heap, Allocator allocator, Resolution resolution, GuestCalls calls) {
    this.memory = memory;
    this.heap = heap;
    this.allocator = allocator;
    this.resolution = resolution;
    this.calls = calls;
  }

  /** Executes the {@code new} or array instruction at the thread's pc. */
  void execute(GuestThread thread) {
    long pc = thread.pc();
    long klass = memory.u32(pc + CodeWord.B);
    int length = 0;
    long bytes;
    boolean isNew = HandlerNumber.handler(memory.u16(pc + CodeWord.HANDLER)) == Handler.NEW;
    if (isNew) {
      bytes = memory.u16(pc + CodeWord.A) * 8L;
    } else {
      length = (int) memory.i64(thread.sp() - FrameLayout.SLOT);
      bytes = ObjectLayout.arrayBytes(length, memory.i32(klass + ClassLayout.SIZE));
    }
    int ref = heap.allocate(thread.block(), klass, bytes, length);
    if (ref == 0) {
      calls.raiseOutOfMemory(thread, OutOfGuestMemoryException.reasonFor(length));
      return;
    }
    if (!isNew) {
      thread.pop();
    }
    thread.pushRef(ref);
    thread.pc(pc + CodeWord.BYTES);
  }

  /** Executes the {@code multianewarray} at the thread's pc. */
  void executeMulti(GuestThread thread, PreparedMethod prepared) {
    MethodCode code = prepared.code();
    int i = prepared.instructionAt(thread.pc());
    Klass klass =
        resolution.resolveClass(thread, prepared.method(), (ClassConstant) code.constant(i));
    if (klass == null) {
      return;
    }
    int dimensions = code.operand(i);
    int[] lengths = new int[dimensions];
    for (int d = 0; d < dimensions; d++) {
      lengths[d] = (int) memory.i64(thread.sp() - (long) (dimensions - d) * FrameLayout.SLOT);
    }
    for (int length : lengths) {
      if (length < 0) {
        calls.raise(thread, "java/lang/NegativeArraySizeException", Integer.toString(length));
        return;
      }
    }
    int mark = thread.handles().mark();
    try {
      int array = thread.handles().get(make(thread, (ArrayKlass) klass, lengths, 0));
      thread.sp(thread.sp() - (long) dimensions * FrameLayout.SLOT);
      thread.pushRef(array);
      thread.pc(thread.pc() + CodeWord.BYTES);
    } catch (OutOfGuestMemoryException e) {
      calls.raiseOutOfMemory(thread, e.reason());
    } finally {
      thread.handles().release(mark);
    }
  }

  /** Makes an array with its sub-arrays, and returns its handle. */
  private int make(GuestThread thread, ArrayKlass klass, int[] lengths, int dimension) {
    int handle = thread.handles().push(allocator.array(klass, lengths[dimension]));
    if (dimension + 1 < lengths.length) {
      for (int i = 0; i < lengths[dimension]; i++) {
        int mark = thread.handles().mark();
        int element = make(thread, (ArrayKlass) klass.element(), lengths, dimension + 1);
        long place = Allocator.element(thread.handles().get(handle), klass.elementKind(), i);
        memory.ref(place, thread.handles().get(element));
        thread.handles().release(mark);
      }
    }
    return handle;
  }
}
