package hotpath.interpreter.natives;

import hotpath.gc.memory.OffHeapSpace;
import hotpath.interpreter.vm.HostNode;
import java.io.IOException;

/**
 * Mapped files: a copy in the guest's memory outside the heap.
 *
 * <p>A mapping by the operating system would fault where another shortens the file, and a fault in
 * compiled code ends the host's process. A copy cannot be written through, so mapping for writing
 * is refused.
 */
final class SunNioMappings {
  private static final int READ_WRITE = 1;
  private static final int PIECE = 1 << 16;

  private SunNioMappings() {}

  static void register(NativeRows rows) {
    rows.add("allocationGranularity0", "()J", call -> call.returnLong(OffHeapSpace.ALIGNMENT));
    rows.add("map0", "(Ljava/io/FileDescriptor;IJJZ)J", Capability.READ_FILES, SunNioMappings::map);
    rows.add("unmap0", "(JJ)I", call -> call.vm().offHeap().free(call.longArg(0)));
  }

  static void registerMemory(NativeRows rows) {
    rows.add("registerNatives", "()V", NativeRows.NOTHING);
    rows.add("isLoaded0", "(JJJ)Z", call -> call.returnBoolean(true));
    rows.add("load0", "(JJ)V", NativeRows.NOTHING);
    rows.add("unload0", "(JJ)V", NativeRows.NOTHING);
    rows.add("force0", "(Ljava/io/FileDescriptor;JJ)V", NativeRows.NOTHING);
  }

  /** {@code (file, how, position, length, sync)}: the address. */
  private static void map(NativeCall call) {
    if (call.intArg(1) == READ_WRITE) {
      call.throwNew(
          FileFailures.IO_EXCEPTION, "mapping a file READ_WRITE is not supported by Hotpath");
      return;
    }
    long length = call.longArg(3);
    long address = call.vm().offHeap().allocate(length);
    if (address == 0) {
      call.throwNew("java/lang/OutOfMemoryError", "Map failed");
      return;
    }
    try {
      fill(call, SunNioChannels.node(call, 0), address, length);
      call.returnLong(address);
    } catch (IOException e) {
      call.vm().offHeap().free(address);
      FileFailures.throwIo(call, e);
    }
  }

  /** What the file does not have stays zero. */
  private static void fill(NativeCall call, HostNode file, long address, long length)
      throws IOException {
    call.memory().fill(address, length, 0);
    byte[] piece = new byte[PIECE];
    for (long done = 0; done < length; ) {
      int wanted = (int) Math.min(length - done, PIECE);
      int count = file.readAt(piece, wanted, call.longArg(2) + done);
      if (count <= 0) {
        return;
      }
      call.memory().copyIn(piece, 0, address + done, count);
      done += count;
    }
  }
}
