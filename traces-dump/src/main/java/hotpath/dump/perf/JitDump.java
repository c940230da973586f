package hotpath.dump.perf;

import hotpath.platform.memory.CLibrary;
import hotpath.platform.memory.CallFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Code with its bytes and times, from which {@code perf inject --jit} makes object files that perf
 * can disassemble: a file {@code jit-PID.dump} (perf's Documentation/jitdump-specification.txt,
 * version 1).
 *
 * <p>perf learns of the file because one of its pages is mapped executable: the event of that
 * mapping is in the recording. Times are those of the monotonic clock, so it must be recorded with
 * {@code -k mono}.
 */
public final class JitDump implements CodeLog {
  private static final int MAGIC = 0x4A695444;
  private static final int VERSION = 1;
  private static final int HEADER_BYTES = 40;
  private static final int CODE_LOAD = 0;
  private static final int CODE_CLOSE = 3;
  private static final int RECORD_HEADER_BYTES = 16;
  private static final int LOAD_BYTES = 40;

  private static final int READ_WRITE = 2;
  private static final int READ_EXEC = 1 | 4;
  private static final int PRIVATE = 2;
  private static final long PAGE = 4096;

  private final FileChannel out;
  private final int process = (int) ProcessHandle.current().pid();
  private final CLibrary library = new CLibrary();
  private final long marker;
  private long index;

  private JitDump(Path file) throws IOException {
    out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    ByteBuffer header = buffer(HEADER_BYTES);
    header.putInt(MAGIC).putInt(VERSION).putInt(HEADER_BYTES).putInt(machine()).putInt(0);
    header.putInt(process).putLong(System.nanoTime()).putLong(0);
    write(header);
    try {
      marker = mapExecutable(file);
    } catch (CallFailure e) {
      throw new IOException(file + " cannot be mapped executable: " + e.getMessage(), e);
    }
  }

  /** In a folder, the name that perf knows. */
  public static JitDump in(Path folder) throws IOException {
    Files.createDirectories(folder);
    return new JitDump(folder.resolve("jit-" + ProcessHandle.current().pid() + ".dump"));
  }

  /** ELF's number of the processor's kind: that of the program which runs us. */
  private static int machine() throws IOException {
    try (InputStream in = Files.newInputStream(Path.of("/proc/self/exe"))) {
      return buffer(in.readNBytes(20)).getShort(18) & 0xFFFF;
    }
  }

  private long mapExecutable(Path file) throws CallFailure {
    try (Arena arena = Arena.ofConfined()) {
      long name = arena.allocateFrom(file.toAbsolutePath().toString()).address();
      int descriptor = library.call("open", name, READ_WRITE);
      try {
        return library.callLong("mmap", 0, PAGE, READ_EXEC, PRIVATE, descriptor, 0);
      } finally {
        library.call("close", descriptor);
      }
    }
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  @Override
  public void code(String name, long address, byte[] bytes) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    int size = RECORD_HEADER_BYTES + LOAD_BYTES + text.length + 1 + bytes.length;
    ByteBuffer load = record(CODE_LOAD, size);
    load.putInt(process).putInt(process).putLong(address).putLong(address);
    load.putLong(bytes.length).putLong(index++).put(text).put((byte) 0).put(bytes);
    write(load);
  }

  private static ByteBuffer record(int kind, int size) {
    return buffer(size).putInt(kind).putInt(size).putLong(System.nanoTime());
  }

  private void write(ByteBuffer record) {
    record.flip();
    try {
      while (record.hasRemaining()) {
        out.write(record);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    write(record(CODE_CLOSE, RECORD_HEADER_BYTES));
    try {
      library.call("munmap", marker, PAGE);
      out.close();
    } catch (CallFailure | IOException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
