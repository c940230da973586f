package hotpath.interpreter.natives;

import hotpath.interpreter.vm.HostFile;
import hotpath.interpreter.vm.HostNode;
import java.io.IOException;

/**
 * Natives of {@code sun.nio.ch.FileDispatcherImpl}: bytes go from file to file without a way
 * through guest memory.
 */
final class SunNioTransfers {
  private static final int BUFFER = 1 << 16;

  private SunNioTransfers() {}

  static void register(NativeRows rows) {
    rows.add("init0", "()V", NativeRows.NOTHING);
    String file = "Ljava/io/FileDescriptor;";
    rows.add(
        "transferTo0",
        "(" + file + "JJ" + file + "Z)J",
        Capability.WRITE_FILES,
        SunNioTransfers::transferTo);
    rows.add(
        "transferFrom0",
        "(" + file + file + "JJZ)J",
        Capability.WRITE_FILES,
        SunNioTransfers::transferFrom);
  }

  /** {@code (from, position, count, to, whether it appends)}. */
  private static void transferTo(NativeCall call) {
    SunNioChannels.with(
        call,
        3,
        to -> {
          HostNode from = SunNioChannels.node(call, 0);
          byte[] buffer = new byte[BUFFER];
          long wanted = call.longArg(2);
          long done = 0;
          while (done < wanted) {
            int length = (int) Math.min(wanted - done, BUFFER);
            int count = from.readAt(buffer, length, call.longArg(1) + done);
            if (count <= 0) {
              break;
            }
            to.write(buffer, 0, count);
            done += count;
          }
          call.returnLong(done);
        });
  }

  /** {@code (from, to, position, count, whether it appends)}. */
  private static void transferFrom(NativeCall call) {
    SunNioChannels.with(call, 0, from -> transferFrom(call, from));
  }

  private static void transferFrom(NativeCall call, HostFile from) throws IOException {
    HostNode to = SunNioChannels.node(call, 1);
    byte[] buffer = new byte[BUFFER];
    long wanted = call.longArg(3);
    long done = 0;
    while (done < wanted) {
      int count = from.read(buffer, 0, (int) Math.min(wanted - done, BUFFER));
      if (count <= 0) {
        break;
      }
      to.writeAt(buffer, count, call.longArg(2) + done);
      done += count;
    }
    call.returnLong(done);
  }
}
