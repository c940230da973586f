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

  /** Executes the {@code new}, array instruction or clone of an array at the thread's pc. */
  void execute(GuestThread thread) {
    Handler handler = HandlerNumber.handler(memory.u16(thread.pc() + CodeWord.HANDLER));
    long klass = memory.u32(thread.pc() + CodeWord.B);
    int operand = memory.u16(thread.pc() + CodeWord.A);
    if (handler == Handler.NEW) {
      int ref = allocate(thread, klass, operand * 8L, 0);
      if (ref != 0) {
        done(thread, ref);
      }
    } else if (handler.isArrayClone()) {
      cloneArray(thread, operand);
    } else {
      int length = (int) memory.i64(thread.sp() - FrameLayout.SLOT);
      int ref = allocate(thread, klass, arrayBytes(klass, length), length);
      if (ref != 0) {
        thread.pop();
        done(thread, ref);
      }
    }
  }

  private void cloneArray(GuestThread thread, int charge) {
    long place = thread.sp() - FrameLayout.SLOT;
    long klass = memory.u32(object(place) + ObjectLayout.CLASS);
    int length = memory.i32(object(place) + ObjectLayout.LENGTH);
    long bytes = arrayBytes(klass, length);
    int ref = allocate(thread, klass, bytes, length);
    if (ref != 0) {
      // The array may have moved.
      long from = object(place) + ObjectLayout.ELEMENTS;
      long to = Integer.toUnsignedLong(ref) + ObjectLayout.ELEMENTS;
      memory.copy(from, to, bytes - ObjectLayout.ELEMENTS);
      thread.pop();
      thread.charge(charge);
      done(thread, ref);
    }
  }

  private long object(long place) {
    return Integer.toUnsignedLong(memory.wideRef(place));
  }

  private long arrayBytes(long klass, int length) {
    return ObjectLayout.arrayBytes(length, memory.i32(klass + ClassLayout.SIZE));
  }

  /** 0 if there is no room: then the error is raised. */
  private int allocate(GuestThread thread, long klass, long bytes, int length) {
    int ref = heap.allocate(thread.block(), klass, bytes, length);
    if (ref == 0) {
      calls.raiseOutOfMemory(thread, OutOfGuestMemoryException.reasonFor(length));
    }
    return ref;
  }

  private static void done(GuestThread thread, int ref) {
    thread.pushRef(ref);
    thread.pc(thread.pc() + CodeWord.BYTES);
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
