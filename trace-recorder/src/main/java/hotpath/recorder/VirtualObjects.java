package hotpath.recorder;

import hotpath.gc.memory.ObjectLayout;
import hotpath.gc.plan.Heap;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.link.OutOfGuestMemoryException;
import hotpath.tssa.code.ExitRestorer;

/**
 * Makes the objects that a trace did not, when an exit needs them. The values they are made of may
 * still be in the machine registers that the exit saved, where no collection looks; so none may
 * run.
 */
record VirtualObjects(Heap heap, GuestThread thread) implements ExitRestorer.ObjectMaker {
  @Override
  public int object(int classWord, int size) {
    return require(
        heap.allocateWithoutCollection(thread.block(), Integer.toUnsignedLong(classWord), size, 0));
  }

  @Override
  public int array(int classWord, int length, int elementShift) {
    long bytes = ObjectLayout.arrayBytes(length, elementShift);
    return require(
        heap.allocateWithoutCollection(
            thread.block(), Integer.toUnsignedLong(classWord), bytes, length));
  }

  private static int require(int ref) {
    if (ref == 0) {
      throw new OutOfGuestMemoryException(OutOfGuestMemoryException.Reason.HEAP);
    }
    return ref;
  }
}
