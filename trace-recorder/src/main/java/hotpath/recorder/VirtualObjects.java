package hotpath.recorder;

import hotpath.gc.memory.ObjectLayout;
import hotpath.gc.plan.Heap;
import hotpath.interpreter.frame.GuestThread;
import hotpath.tssa.code.ExitRestorer;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.VirtualObject;

/**
 * Makes the objects that a trace did not, when an exit needs them. The values they are made of may
 * still be in the machine registers that the exit saved, where no collection looks; so none may
 * run. Room for them is certain: the heap keeps a reserve as large as the objects of any exit, and
 * no trace is entered while it is not there.
 */
record VirtualObjects(Heap heap, GuestThread thread) implements ExitRestorer.ObjectMaker {
  /** The bytes of the heap that the objects of an exit take. */
  static long bytes(Snapshot snapshot) {
    long bytes = 0;
    for (VirtualObject object : snapshot.objects()) {
      bytes +=
          object.isArray()
              ? ObjectLayout.arrayBytes(object.length(), object.elementShift())
              : ObjectLayout.align(object.bytes());
    }
    return bytes;
  }

  @Override
  public int object(int classWord, int size) {
    return heap.allocateReserved(thread.block(), Integer.toUnsignedLong(classWord), size, 0);
  }

  @Override
  public int array(int classWord, int length, int elementShift) {
    long bytes = ObjectLayout.arrayBytes(length, elementShift);
    return heap.allocateReserved(thread.block(), Integer.toUnsignedLong(classWord), bytes, length);
  }
}
