package hotpath.interpreter.programs;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files by {@code java.nio.file}, in a folder of its own: contents, attributes, links, errors. */
@SuppressWarnings({"StreamResourceLeak", "ReturnValueIgnored"}) // helpers close them; they fail
final class FilesProgram {
  private static final long NOON = 1_700_000_000_123L;

  private final PrintStream out;
  private final Path folder;

  private FilesProgram(PrintStream out, Path folder) {
    this.out = out;
    this.folder = folder;
  }

  public static void main(String[] arguments) {
    run(System.out);
  }

  static void run(PrintStream out) {
    try {
      Path folder = Files.createTempDirectory("hotpath");
      try {
        new FilesProgram(out, folder).all();
      } finally {
        deleteAll(folder);
      }
      out.println("left: " + Files.exists(folder));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, IOException failure)
              throws IOException {
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void all() throws IOException {
    contents();
    streams();
    folders();
    copies();
    attributes();
    links();
    errors();
    names();
    oldFiles();
  }

  private void contents() throws IOException {
    Path file = folder.resolve("text");
    Files.writeString(file, "eins\nzwei\ndrei £ € 😀\n");
    out.println(Files.readString(file) + Files.size(file));
    out.println(Files.readAllLines(file));
    Files.write(file, List.of("four", "five"), StandardOpenOption.APPEND);
    try (Stream<String> lines = Files.lines(file)) {
      out.println(lines.filter(line -> line.length() == 4).toList());
    }
    byte[] large = new byte[300_000];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) ((i * 31) >>> 3);
    }
    Files.write(file, large);
    byte[] back = Files.readAllBytes(file);
    out.println(java.util.Arrays.equals(large, back) + " " + back.length);
    out.println(Files.mismatch(file, file));
  }

  private void streams() throws IOException {
    Path file = folder.resolve("streams");
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.ISO_8859_1)) {
      for (int i = 0; i < 1000; i++) {
        writer.write("line " + i + " ä\n");
      }
    }
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      int sum = 0;
      for (String line; (line = reader.readLine()) != null; ) {
        sum += line.hashCode();
      }
      out.println(sum);
    }
    try (OutputStream to = Files.newOutputStream(file, StandardOpenOption.TRUNCATE_EXISTING)) {
      to.write("abc".getBytes(StandardCharsets.US_ASCII));
      to.write('d');
    }
    try (InputStream in = Files.newInputStream(file)) {
      out.println(
          in.available()
              + " "
              + (char) in.read()
              + in.skip(1)
              + new String(in.readAllBytes(), StandardCharsets.US_ASCII));
    }
  }

  private void folders() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("a/b/c"));
    Files.createDirectories(deep);
    Files.writeString(deep.resolve("x.txt"), "x");
    Files.writeString(deep.resolve("y.bin"), "yy");
    Files.writeString(folder.resolve("a/z.txt"), "zzz");
    out.println(listing(Files.walk(folder.resolve("a"))));
    out.println(listing(Files.walk(folder.resolve("a"), 1)));
    out.println(listing(Files.list(folder)));
    out.println(listing(Files.find(folder, 9, (path, at) -> at.size() == 2 && at.isRegularFile())));
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> some = Files.newDirectoryStream(deep, "*.{txt,md}")) {
      out.println(some instanceof SecureDirectoryStream);
      some.forEach(each -> names.add(each.getFileName().toString()));
    }
    out.println(names);
    try (SecureDirectoryStream<Path> secure =
        (SecureDirectoryStream<Path>) Files.newDirectoryStream(deep)) {
      Path name = Path.of("y.bin");
      var view =
          secure.getFileAttributeView(name, java.nio.file.attribute.BasicFileAttributeView.class);
      out.println(view.readAttributes().size());
      secure.move(name, secure, Path.of("w.bin"));
      secure.deleteFile(Path.of("w.bin"));
    }
    out.println(listing(Files.list(deep)));
    var matcher = folder.getFileSystem().getPathMatcher("glob:**/*.tx[st]");
    out.println(matcher.matches(deep.resolve("x.txt")) + " " + matcher.matches(deep));
    Path temporary = Files.createTempFile(folder, "pre", ".suf");
    out.println(Files.isRegularFile(temporary) + permissions(temporary));
  }

  private String listing(Stream<Path> paths) {
    try (paths) {
      return paths.map(folder::relativize).map(Path::toString).sorted().toList().toString();
    }
  }

  private void copies() throws IOException {
    Path from = folder.resolve("from");
    Path to = folder.resolve("to");
    Files.writeString(from, "to be copied");
    Files.setLastModifiedTime(from, FileTime.fromMillis(NOON));
    Files.copy(from, to);
    fails(() -> Files.copy(from, to));
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    out.println(Files.readString(to) + Files.getLastModifiedTime(to));
    Files.move(from, folder.resolve("moved"));
    out.println(Files.exists(from) + Files.readString(folder.resolve("moved")));
    fails(() -> Files.move(to, folder.resolve("moved")));
    Files.move(to, folder.resolve("moved"), StandardCopyOption.ATOMIC_MOVE);
    Files.move(folder.resolve("moved"), to, StandardCopyOption.REPLACE_EXISTING);
    try (InputStream in = Files.newInputStream(to)) {
      out.println(Files.copy(in, folder.resolve("streamed")));
    }
    out.println(Files.isSameFile(to, folder.resolve("a/../to")));
    out.println(Files.mismatch(to, folder.resolve("streamed")));
    Files.copy(folder.resolve("a"), folder.resolve("copied"));
    out.println(listing(Files.walk(folder.resolve("copied"))));
    fails(() -> Files.move(folder.resolve("copied"), folder.resolve("a")));
    fails(() -> Files.copy(to, folder.resolve("a"), StandardCopyOption.REPLACE_EXISTING));
  }

  private void attributes() throws IOException {
    Path file = folder.resolve("attributed");
    Files.writeString(file, "12345");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-02-02T02:02:02.020202Z")));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-x--x"));
    PosixFileAttributes all = Files.readAttributes(file, PosixFileAttributes.class);
    out.println(all.lastModifiedTime() + " " + all.size() + permissions(file));
    out.println(
        all.isRegularFile() + " " + all.isDirectory() + all.isSymbolicLink() + all.isOther());
    out.println(all.owner().equals(Files.getOwner(file)) + all.owner().getName());
    out.println(all.group().getName() + all.fileKey().equals(key(file)));
    Map<String, Object> some =
        Files.readAttributes(file, "posix:size,permissions,lastModifiedTime");
    out.println(new TreeMap<>(some));
    out.println(
        Files.getAttribute(file, "unix:mode") + " " + Files.getAttribute(file, "unix:nlink"));
    Files.setAttribute(file, "lastAccessTime", FileTime.fromMillis(0));
    out.println(Files.getAttribute(file, "lastAccessTime"));
    out.println(all.creationTime().compareTo(FileTime.fromMillis(NOON)) > 0);
    out.println(Files.isReadable(file) + " " + Files.isHidden(file) + Files.isExecutable(file));
    out.println(Files.getFileStore(file).getTotalSpace() > 0);
    out.println(Files.getFileStore(file).supportsFileAttributeView("posix"));
    out.println(file.getFileSystem().supportedFileAttributeViews().contains("unix"));
    fails(
        () ->
            file.getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName("no such user"));
  }

  private static Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private static String permissions(Path file) throws IOException {
    return " " + PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private void links() throws IOException {
    Path target = folder.resolve("target");
    Path link = folder.resolve("link");
    Files.writeString(target, "behind the link");
    Files.createSymbolicLink(link, Path.of("target"));
    out.println(Files.readSymbolicLink(link) + " " + Files.readString(link));
    out.println(
        Files.isSymbolicLink(link) + " " + Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS));
    out.println(link.toRealPath().equals(target.toRealPath()));
    out.println(link.toRealPath(LinkOption.NOFOLLOW_LINKS).getFileName());
    Files.createLink(folder.resolve("hard"), target);
    out.println(Files.getAttribute(target, "unix:nlink"));
    Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere"));
    out.println(Files.exists(folder.resolve("dangling")));
    out.println(Files.exists(folder.resolve("dangling"), LinkOption.NOFOLLOW_LINKS));
    fails(() -> Files.readString(folder.resolve("dangling")));
    Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
    fails(() -> Files.readString(folder.resolve("circle")));
    fails(() -> Files.newByteChannel(link, LinkOption.NOFOLLOW_LINKS, StandardOpenOption.READ));
    Files.delete(link);
    out.println(Files.exists(target));
  }

  private void errors() throws IOException {
    Path none = folder.resolve("none");
    Path file = folder.resolve("text");
    fails(() -> Files.readString(none));
    fails(() -> Files.delete(none));
    fails(() -> Files.size(none));
    fails(() -> Files.list(none));
    fails(() -> Files.list(file));
    fails(() -> Files.readString(folder));
    fails(() -> Files.writeString(folder, "no"));
    fails(() -> Files.createDirectory(folder));
    fails(() -> Files.createDirectory(none.resolve("below")));
    fails(() -> Files.createFile(file));
    fails(() -> Files.delete(folder));
    fails(() -> Files.writeString(file.resolve("below"), "no"));
    fails(() -> Files.createSymbolicLink(file, none));
    fails(() -> Files.createLink(none, folder.resolve("nothing")));
    fails(() -> none.toRealPath());
    fails(() -> Files.writeString(folder.resolve("n".repeat(300)), "no"));
    fails(() -> Path.of("a\0b"));
    fails(() -> Files.walk(none));
    fails(() -> Files.setLastModifiedTime(none, FileTime.fromMillis(0)));
    fails(() -> Files.getPosixFilePermissions(none));
    fails(
        () -> Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    out.println(Files.deleteIfExists(none) + " " + Files.notExists(none));
    out.println(Files.isDirectory(none) + " " + Files.isWritable(none));
  }

  private void names() throws IOException {
    for (String name : List.of(" ", "a b", "ü€", "-", "...", "x".repeat(255), "new\nline", "\\")) {
      Path file = folder.resolve("odd").resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
      out.println(Files.readString(file).equals(name) + " " + file.toFile().length());
      out.println(Files.exists(folder.resolve("odd/./../odd/" + name)));
    }
    out.println(listing(Files.list(folder.resolve("odd"))).length());
    out.println(Path.of("").toAbsolutePath().equals(Path.of(System.getProperty("user.dir"))));
    out.println(Files.isDirectory(Path.of("")));
  }

  private void oldFiles() throws IOException {
    File file = folder.resolve("old").toFile();
    out.println(file.exists() + " " + file.createNewFile() + file.createNewFile());
    out.println(file.setLastModified(NOON) + " " + file.lastModified() + file.length());
    out.println(file.setReadOnly() + permissions(file.toPath()) + file.setWritable(true, true));
    out.println(permissions(file.toPath()) + file.setExecutable(true) + permissions(file.toPath()));
    File other = new File(folder.toFile(), "other");
    out.println(file.renameTo(other) + " " + file.exists() + other.isFile());
    out.println(other.delete() + " " + other.delete() + new File(folder.toFile(), "a").delete());
    out.println(
        new File(folder.toFile(), "p/q").mkdir() + " " + new File(folder.toFile(), "p/q").mkdirs());
    out.println(
        new File(folder.toFile(), "a/../p/./q/none/..").getCanonicalPath().endsWith("/p/q"));
    String[] names = new File(folder.toFile(), "a").list();
    java.util.Arrays.sort(names);
    out.println(String.join(",", names) + (other.list() == null));
    fails(() -> new java.io.FileInputStream(other));
    fails(() -> new java.io.FileInputStream(folder.toFile()));
    fails(() -> new java.io.FileOutputStream(new File(other, "below")));
    out.println(folder.toFile().getTotalSpace() > 0);
  }

  private interface Action {
    void run() throws IOException;
  }

  private void fails(Action action) {
    try {
      action.run();
      out.println("no failure");
    } catch (IOException | RuntimeException e) {
      String message = String.valueOf(e.getMessage());
      out.println(e.getClass().getName() + ": " + message.replace(folder.toString(), "DIR"));
    }
  }
}
