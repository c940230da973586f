package hotpath.interpreter.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Random;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Compression, archives, checksums, digests: the bytes that come out, and the errors. */
final class ZipProgram {
  private static final int[] LEVELS = {0, 1, 6, 9};

  private final PrintStream out;
  private final byte[] data = text();

  private ZipProgram(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) {
    run(System.out);
  }

  static void run(PrintStream out) {
    try {
      ZipProgram program = new ZipProgram(out);
      program.deflaters();
      program.buffers();
      program.dictionaries();
      program.errors();
      program.streams();
      program.archives();
      program.checksums();
      program.digests();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DataFormatException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Words that repeat, and some noise. */
  private static byte[] text() {
    Random random = new Random(5);
    StringBuilder text = new StringBuilder();
    while (text.length() < 60_000) {
      text.append(random.nextInt(4) == 0 ? "word" + random.nextInt(50) : random.nextInt());
    }
    return text.toString().getBytes(UTF_8);
  }

  private String digest(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return bytes.length + ":" + Long.toHexString(crc.getValue());
  }

  private byte[] deflate(Deflater deflater, byte[] input, int room) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[room];
    deflater.setInput(input);
    deflater.finish();
    while (!deflater.finished()) {
      bytes.write(buffer, 0, deflater.deflate(buffer));
    }
    return bytes.toByteArray();
  }

  private void deflaters() throws DataFormatException {
    for (int level : LEVELS) {
      for (boolean bare : new boolean[] {false, true}) {
        Deflater deflater = new Deflater(level, bare);
        byte[] small = deflate(deflater, data, 777);
        out.println(
            level + " " + digest(small) + " " + deflater.getBytesRead() + deflater.getAdler());
        deflater.reset();
        out.println(digest(deflate(deflater, small, 100_000)));
        deflater.end();
        Inflater inflater = new Inflater(bare);
        inflater.setInput(small);
        byte[] back = new byte[data.length + 1];
        int half = inflater.inflate(back, 0, 3000);
        int rest = inflater.inflate(back, half, back.length - half);
        out.println(half + rest + " " + inflater.finished() + inflater.getRemaining());
        out.println(inflater.getBytesRead() + " " + inflater.getAdler());
        inflater.end();
      }
    }
    Deflater changing = new Deflater();
    changing.setStrategy(Deflater.HUFFMAN_ONLY);
    byte[] buffer = new byte[100_000];
    changing.setInput(data, 0, 20_000);
    int length = changing.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
    out.println(length + " " + changing.needsInput());
    length += changing.deflate(buffer, length, 50_000, Deflater.SYNC_FLUSH);
    out.println(length + " " + changing.needsInput());
    changing.setLevel(Deflater.BEST_SPEED);
    changing.setStrategy(Deflater.DEFAULT_STRATEGY);
    changing.setInput(data, 20_000, 20_000);
    for (int i = 0; i < 2; i++) {
      length += changing.deflate(buffer, length, 30_000, Deflater.FULL_FLUSH);
    }
    changing.finish();
    length += changing.deflate(buffer, length, buffer.length - length);
    out.println(length + " " + digest(java.util.Arrays.copyOf(buffer, length)));
    changing.end();
  }

  private void buffers() throws DataFormatException {
    Deflater deflater = new Deflater(5);
    ByteBuffer input = ByteBuffer.allocateDirect(data.length).put(data).flip();
    ByteBuffer small = ByteBuffer.allocateDirect(data.length);
    deflater.setInput(input);
    deflater.finish();
    out.println(deflater.deflate(small) + " " + input.position() + deflater.finished());
    deflater.end();
    Inflater inflater = new Inflater();
    inflater.setInput(small.flip());
    ByteBuffer back = ByteBuffer.allocate(data.length);
    out.println(inflater.inflate(back) + " " + inflater.inflate(new byte[10]) + small.position());
    out.println(back.flip().equals(ByteBuffer.wrap(data)));
    inflater.reset();
    inflater.setInput(small.rewind());
    byte[] array = new byte[1000];
    out.println(inflater.inflate(array) + " " + inflater.needsInput());
    inflater.setInput(new byte[0]);
    out.println(inflater.inflate(ByteBuffer.allocateDirect(10)) + " " + inflater.needsInput());
    inflater.end();
  }

  private void dictionaries() throws DataFormatException {
    byte[] dictionary = "word1word2word3".getBytes(UTF_8);
    Deflater deflater = new Deflater();
    deflater.setDictionary(dictionary);
    byte[] small = deflate(deflater, data, 1000);
    deflater.end();
    out.println(digest(small));
    Inflater inflater = new Inflater();
    inflater.setInput(small);
    byte[] back = new byte[data.length];
    out.println(inflater.inflate(back) + " " + inflater.needsDictionary() + inflater.getAdler());
    try {
      inflater.setDictionary(new byte[] {1, 2});
    } catch (IllegalArgumentException e) {
      out.println(e);
    }
    inflater.setDictionary(ByteBuffer.wrap(dictionary));
    out.println(inflater.inflate(back) + " " + inflater.finished());
    inflater.end();
  }

  private void errors() {
    Inflater inflater = new Inflater();
    Deflater deflater = new Deflater();
    byte[] small = deflate(deflater, data, 1000);
    deflater.end();
    small[2000] ^= 0x55;
    small[2001] ^= 0x55;
    inflater.setInput(small);
    try {
      int length = inflater.inflate(new byte[data.length]);
      out.println(length + " " + inflater.getRemaining());
    } catch (DataFormatException e) {
      out.println(e + " " + inflater.getBytesRead() + " " + inflater.getBytesWritten());
    }
    inflater.end();
    try {
      inflater.reset();
    } catch (IllegalStateException e) {
      out.println(e);
    }
    for (byte[] bad : new byte[][] {{}, {31, -117, 8}, "no archive".getBytes(UTF_8)}) {
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bad))) {
        out.println(in.read());
      } catch (IOException e) {
        out.println(e);
      }
    }
  }

  private void streams() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(data);
    }
    out.println(digest(bytes.toByteArray()));
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      out.println(digest(in.readAllBytes()));
    }
    byte[] small;
    try (InputStream in = new DeflaterInputStream(new ByteArrayInputStream(data))) {
      small = in.readAllBytes();
    }
    bytes.reset();
    try (InflaterOutputStream to = new InflaterOutputStream(bytes)) {
      to.write(small);
    }
    out.println(digest(small) + " " + digest(bytes.toByteArray()));
  }

  private void archives() throws IOException {
    Path file = Files.createTempFile("hotpath", ".jar");
    try {
      writeJar(file);
      out.println(digest(Files.readAllBytes(file)));
      readZip(file);
      try (JarFile jar = new JarFile(file.toFile())) {
        out.println(jar.getManifest().getMainAttributes().getValue("Main-Class"));
      }
      try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file))) {
        for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
          out.println(entry.getName() + " " + digest(in.readAllBytes()) + entry.isDirectory());
        }
      }
      Files.writeString(file, "no zip");
      try (ZipFile zip = new ZipFile(file.toFile())) {
        out.println(zip.size());
      } catch (IOException e) {
        out.println(e);
      }
    } finally {
      Files.delete(file);
    }
  }

  private void writeJar(Path file) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "some.Main");
    try (JarOutputStream zip = new JarOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(at(new ZipEntry(JarFile.MANIFEST_NAME)));
      manifest.write(zip);
      zip.putNextEntry(at(new ZipEntry("folder/")));
      zip.putNextEntry(at(new ZipEntry("folder/text ü.txt")));
      zip.write(data);
      ZipEntry stored = at(new ZipEntry("stored"));
      stored.setMethod(ZipEntry.STORED);
      stored.setSize(3);
      CRC32 crc = new CRC32();
      crc.update(new byte[] {1, 2, 3});
      stored.setCrc(crc.getValue());
      stored.setComment("a comment");
      zip.putNextEntry(stored);
      zip.write(new byte[] {1, 2, 3});
      zip.setComment("of the archive");
    }
  }

  private static ZipEntry at(ZipEntry entry) {
    entry.setTimeLocal(java.time.LocalDateTime.of(2020, 2, 2, 2, 2, 2));
    return entry;
  }

  private void readZip(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      out.println(zip.size() + " " + zip.getComment());
      zip.stream().forEach(each -> out.println(each + " " + each.getSize() + each.getComment()));
      ZipEntry entry = zip.getEntry("folder/text ü.txt");
      try (InputStream in = zip.getInputStream(entry)) {
        out.println(digest(in.readAllBytes()) + entry.getTimeLocal());
      }
      out.println(zip.getEntry("folder").isDirectory() + " " + zip.getEntry("none"));
    }
  }

  private void checksums() throws IOException {
    for (var checksum : new java.util.zip.Checksum[] {new CRC32(), new CRC32C(), new Adler32()}) {
      checksum.update(data, 3, 5000);
      checksum.update(7);
      checksum.update(ByteBuffer.allocateDirect(100).put(data, 0, 100).flip());
      out.println(checksum.getValue());
    }
    try (var in = new CheckedInputStream(new ByteArrayInputStream(data), new Adler32())) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      out.println(in.getChecksum().getValue());
    }
    try (ZipOutputStream empty = new ZipOutputStream(new ByteArrayOutputStream())) {
      empty.setLevel(1);
    }
  }

  private void digests() throws NoSuchAlgorithmException {
    for (String name : new String[] {"MD5", "SHA-1", "SHA-256", "SHA-512/256", "SHA3-256"}) {
      MessageDigest digest = MessageDigest.getInstance(name);
      out.println(name + " " + HexFormat.of().formatHex(digest.digest(data)));
    }
    byte[] first = new byte[20];
    new SecureRandom().nextBytes(first);
    byte[] second = SecureRandom.getSeed(20);
    out.println(java.util.Arrays.equals(first, second) + new SecureRandom().getAlgorithm());
    out.println(java.util.UUID.randomUUID().version());
  }
}
