import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;

/** Tries what each argument says, {@code WHAT:PATH[:PATH]}, and prints a line for it. */
public class Reach {
  public static void main(String[] arguments) {
    for (String argument : arguments) {
      String[] words = argument.split(":", -1);
      String line;
      try {
        line = reach(words[0], words[1].replace("NUL", "\0"), words.length > 2 ? words[2] : "");
      } catch (Exception e) {
        line = e.getClass().getSimpleName() + ": " + e.getMessage();
      }
      System.out.println(argument + " -> " + line);
    }
  }

  private static String reach(String what, String name, String other) throws Exception {
    Path path = name.indexOf('\0') >= 0 ? null : Path.of(name);
    File file = new File(name);
    switch (what) {
      case "read":
        return Files.readString(path);
      case "stream":
        try (FileInputStream in = new FileInputStream(file)) {
          return new String(in.readAllBytes());
        }
      case "random":
        try (RandomAccessFile both = new RandomAccessFile(file, "rw")) {
          return both.readLine();
        }
      case "write":
        Files.writeString(path, "written");
        return "done";
      case "old":
        new FileOutputStream(file).close();
        return "done";
      case "append":
        new FileOutputStream(file, true).close();
        return "done";
      case "list":
        try (DirectoryStream<Path> all = Files.newDirectoryStream(path)) {
          StringBuilder names = new StringBuilder();
          all.forEach(each -> names.append(each.getFileName()).append(' '));
          return names.toString().isEmpty() ? "empty" : names.toString();
        }
      case "names":
        return file.list() == null ? "null" : String.join(" ", file.list());
      case "exists":
        return Files.exists(path) + " " + file.exists() + " " + file.isDirectory() + file.length();
      case "readable":
        return Files.isReadable(path)
            + " "
            + file.canRead()
            + Files.isWritable(path)
            + file.canWrite();
      case "size":
        return String.valueOf(Files.size(path));
      case "real":
        return path.toRealPath().toString();
      case "canonical":
        return file.getCanonicalPath();
      case "delete":
        Files.delete(path);
        return "done";
      case "remove":
        return String.valueOf(file.delete());
      case "folder":
        Files.createDirectory(path);
        return "done";
      case "mkdir":
        return String.valueOf(file.mkdir());
      case "link":
        Files.createSymbolicLink(path, Path.of(other));
        return "done";
      case "target":
        return Files.readSymbolicLink(path).toString();
      case "hard":
        Files.createLink(path, Path.of(other));
        return "done";
      case "move":
        Files.move(path, Path.of(other), StandardCopyOption.ATOMIC_MOVE);
        return "done";
      case "rename":
        return String.valueOf(file.renameTo(new File(other)));
      case "copy":
        Files.copy(path, Path.of(other), StandardCopyOption.REPLACE_EXISTING);
        return "done";
      case "mode":
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
        return "done";
      case "touch":
        Files.setLastModifiedTime(path, FileTime.fromMillis(0));
        return "done";
      case "nofollow":
        FileChannel.open(path, java.util.Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))
            .close();
        return "done";
      case "map":
        try (FileChannel channel =
            FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
          return channel.map(FileChannel.MapMode.READ_WRITE, 0, 1).toString();
        }
      case "secure":
        try (SecureDirectoryStream<Path> in =
            (SecureDirectoryStream<Path>) Files.newDirectoryStream(path)) {
          in.newByteChannel(Path.of(other), java.util.Set.of(StandardOpenOption.READ)).close();
          return "done";
        }
      case "env":
        return System.getenv(name);
      case "envs":
        return String.valueOf(System.getenv().isEmpty());
      default:
        throw new IllegalArgumentException(what);
    }
  }
}
