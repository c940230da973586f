package hotpath.interpreter.programs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files by channels: positions, buffers in and outside the heap, transfers, mapping, locks. */
final class ChannelsProgram {
  private ChannelsProgram() {}

  public static void main(String[] arguments) {
    run(System.out);
  }

  static void run(PrintStream out) {
    try {
      Path file = Files.createTempFile("hotpath", "channels");
      Path other = Files.createTempFile("hotpath", "other");
      try {
        positions(out, file);
        buffers(out, file);
        transfers(out, file, other);
        mappings(out, file);
        locks(out, file);
        randomAccess(out, file.toFile());
        errors(out, file);
      } finally {
        Files.delete(file);
        Files.delete(other);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  private static String text(ByteBuffer buffer) {
    return US_ASCII.decode(buffer.flip()).toString();
  }

  private static void positions(PrintStream out, Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      out.println(channel.write(text("0123456789")) + " " + channel.position() + channel.size());
      channel.position(3);
      ByteBuffer buffer = ByteBuffer.allocate(4);
      out.println(channel.read(buffer) + text(buffer) + channel.position());
      buffer.clear();
      out.println(channel.read(buffer, 8) + text(buffer) + channel.position());
      channel.write(text("ab"), 12);
      out.println(channel.size() + " " + channel.position());
      channel.truncate(5).force(true);
      out.println(channel.size() + " " + channel.position() + channel.read(buffer.clear()));
      out.println(channel.isOpen());
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.APPEND)) {
      channel.write(text("end"));
      out.println(channel.position() + Files.readString(file));
    }
  }

  private static void buffers(PrintStream out, Path file) throws IOException {
    ByteBuffer direct = ByteBuffer.allocateDirect(300_000);
    while (direct.hasRemaining()) {
      direct.put((byte) (direct.position() * 7));
    }
    ByteBuffer head = text("head").duplicate();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      out.println(channel.write(new ByteBuffer[] {head, direct.flip(), text("tail")}));
    }
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer first = ByteBuffer.allocate(5);
      ByteBuffer rest = ByteBuffer.allocateDirect(400_000);
      long total = 0;
      for (long count; (count = channel.read(new ByteBuffer[] {first, rest})) > 0; ) {
        total += count;
      }
      out.println(total + " " + rest.flip().hashCode() + text(first));
    }
    try (var reader = Channels.newReader(FileChannel.open(file), US_ASCII)) {
      out.println((char) reader.read());
    }
  }

  private static void transfers(PrintStream out, Path from, Path to) throws IOException {
    Files.writeString(from, "transfer ".repeat(3000));
    try (FileChannel source = FileChannel.open(from);
        FileChannel target =
            FileChannel.open(to, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
      out.println(source.transferTo(4, 26_000, target) + " " + target.position());
      out.println(target.transferFrom(source, 5, 10) + " " + source.position() + target.size());
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      out.println(
          source.transferTo(26_990, 100, Channels.newChannel(bytes)) + bytes.toString(US_ASCII));
      out.println(target.transferFrom(Channels.newChannel(Files.newInputStream(from)), 0, 20_000));
    }
    try (FileInputStream in = new FileInputStream(from.toFile());
        FileOutputStream copy = new FileOutputStream(to.toFile())) {
      out.println(in.transferTo(copy) + " " + Files.mismatch(from, to));
      out.println(in.getChannel().position() + " " + copy.getChannel().size());
    }
  }

  private static void mappings(PrintStream out, Path file) throws IOException {
    Files.writeString(file, "mapped bytes of a file ".repeat(1000));
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      out.println(all.hashCode() + " " + all.isDirect() + all.isReadOnly());
      MappedByteBuffer part = channel.map(FileChannel.MapMode.PRIVATE, 7, 5);
      part.put(0, (byte) 'B');
      out.println(US_ASCII.decode(part) + Files.readString(file).substring(0, 15));
      all.load();
      out.println(channel.map(FileChannel.MapMode.READ_ONLY, 23_000, 0).capacity());
    }
  }

  private static void locks(PrintStream out, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      out.println(lock.isValid() + " " + lock.isShared() + lock.position() + " " + lock.size());
      try {
        channel.tryLock(5, 5, false);
      } catch (java.nio.channels.OverlappingFileLockException e) {
        out.println(e);
      }
    }
  }

  private static void randomAccess(PrintStream out, File path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path, "rw")) {
      file.setLength(10);
      file.seek(4);
      file.writeInt(0x41424344);
      file.writeUTF("ü");
      file.seek(2);
      out.println(file.readLong() + " " + file.getFilePointer() + " " + file.length());
      out.println(file.skipBytes(100) + " " + file.read());
      file.getChannel().position(4);
      out.println((char) file.read() + " " + file.getChannel().position());
    }
  }

  private interface Action {
    void run() throws IOException;
  }

  private static void errors(PrintStream out, Path file) throws IOException {
    FileChannel closed = FileChannel.open(file);
    closed.close();
    fails(out, file, closed::size);
    try (FileChannel channel = FileChannel.open(file)) {
      fails(out, file, () -> channel.write(text("x")));
      fails(out, file, () -> channel.position(-1));
      fails(out, file, () -> channel.read(ByteBuffer.allocate(1).asReadOnlyBuffer()));
    }
    fails(out, file, () -> FileChannel.open(file.resolve("x")));
  }

  private static void fails(PrintStream out, Path file, Action action) {
    try {
      action.run();
      out.println("no failure");
    } catch (IOException | RuntimeException e) {
      String message = String.valueOf(e.getMessage()).replace(file.toString(), "FILE");
      out.println(e.getClass().getName() + ": " + message);
    }
  }
}
