import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveException;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.ArchiveStreamFactory;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/** Archives and compressors of Commons Compress, there and back, in memory. */
public final class Archives {
  private static final byte[] TEXT = text();

  private Archives() {}

  private static byte[] text() {
    StringBuilder text = new StringBuilder();
    int state = 1;
    for (int i = 0; i < 1500; i++) {
      state = state * 1103515245 + 12345;
      text.append(i % 5 == 0 ? "repeated words " : Integer.toHexString(state >>> 20)).append(' ');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  public static void main(String[] args) throws Exception {
    for (String name :
        new String[] {"gz", "deflate", "bzip2", "lz4-framed", "snappy-framed", "lz4-block"}) {
      byte[] packed = packed(name);
      try (InputStream in =
          new CompressorStreamFactory()
              .createCompressorInputStream(name, new ByteArrayInputStream(packed))) {
        System.out.println(
            name
                + " "
                + packed.length
                + " "
                + Arrays.equals(TEXT, in.readAllBytes())
                + hash(name, packed));
      }
    }
    System.out.println(CompressorStreamFactory.detect(new ByteArrayInputStream(packed("bzip2"))));
    read(tar());
    read(zip());
    byte[] broken = packed("bzip2");
    broken[broken.length / 2] ^= 0x55;
    try (InputStream in =
        new CompressorStreamFactory()
            .createCompressorInputStream("bzip2", new ByteArrayInputStream(broken))) {
      System.out.println(in.readAllBytes().length);
    } catch (IOException e) {
      System.out.println(e.getMessage());
    }
  }

  /** The header of gzip holds the time. */
  private static String hash(String name, byte[] packed) {
    return name.equals("gz") ? "" : " " + Arrays.hashCode(packed);
  }

  private static byte[] packed(String name) throws IOException, CompressorException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        new CompressorStreamFactory().createCompressorOutputStream(name, bytes)) {
      out.write(TEXT);
    }
    return bytes.toByteArray();
  }

  private static byte[] tar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (String name : new String[] {"a.txt", "folder/b.txt", "long/".repeat(30) + "c.txt"}) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(name.length());
        entry.setModTime(1_000_000_000_000L);
        out.putArchiveEntry(entry);
        out.write(name.getBytes(StandardCharsets.US_ASCII));
        out.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(bytes)) {
      for (int method :
          new int[] {ZipArchiveOutputStream.DEFLATED, ZipArchiveOutputStream.STORED}) {
        ZipArchiveEntry entry = new ZipArchiveEntry("method" + method);
        entry.setMethod(method);
        entry.setTime(1_000_000_000_000L);
        if (method == ZipArchiveOutputStream.STORED) {
          java.util.zip.CRC32 crc = new java.util.zip.CRC32();
          crc.update(TEXT);
          entry.setCrc(crc.getValue());
          entry.setSize(TEXT.length);
        }
        out.putArchiveEntry(entry);
        out.write(TEXT);
        out.closeArchiveEntry();
      }
      out.setComment("made here");
    }
    return bytes.toByteArray();
  }

  private static void read(byte[] archive) throws IOException, ArchiveException {
    try (ArchiveInputStream<?> in =
        new ArchiveStreamFactory()
            .createArchiveInputStream(
                new java.io.BufferedInputStream(new ByteArrayInputStream(archive)))) {
      ArchiveEntry entry = in.getNextEntry();
      while (entry != null) {
        byte[] content = in.readAllBytes();
        System.out.println(entry.getName() + " " + content.length + " " + Arrays.hashCode(content));
        entry = in.getNextEntry();
      }
    }
  }
}
