package hotpath.interpreter.natives;

import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.vm.FilePlace;
import hotpath.interpreter.vm.HostFailure;
import hotpath.interpreter.vm.HostFiles;
import hotpath.interpreter.vm.HostNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Natives of {@code sun.nio.fs} about mounted file systems, which a text file lists: name, folder,
 * type and options, with an octal escape for each blank in them.
 */
final class SunNioMounts {
  private static final List<LibraryField> FIELDS =
      List.of(
          LibraryField.MOUNT_NAME,
          LibraryField.MOUNT_DIR,
          LibraryField.MOUNT_FSTYPE,
          LibraryField.MOUNT_OPTS);

  private static final int END = -1;

  private SunNioMounts() {}

  /** An open list: its lines, and which is the next. */
  private static final class Table {
    private final List<String> lines;
    private int next;

    Table(List<String> lines) {
      this.lines = lines;
    }

    /** Null at the end. */
    @Nullable String nextLine() {
      return next < lines.size() ? lines.get(next++) : null;
    }

    void rewind() {
      next = 0;
    }
  }

  /** Of the dispatcher of all systems: the length of a line, and back to the start. */
  static void registerLines(NativeRows rows) {
    rows.add("rewind", "(J)V", call -> table(call).rewind());
    rows.add("getlinelen", "(J)I", SunNioMounts::lineLength);
  }

  static void register(NativeRows rows) {
    Capability read = Capability.READ_FILES;
    rows.add("setmntent0", "(JJ)J", read, UnixCall.about(0, SunNioMounts::open));
    rows.add("getmntent0", "(JLsun/nio/fs/UnixMountEntry;JI)I", read, SunNioMounts::next);
    rows.add(
        "endmntent",
        "(J)V",
        read,
        call -> call.vm().hostObjects().remove(call.longArg(0), Table.class));
  }

  private static void open(UnixCall unix) throws HostFailure {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 13];
    try (HostNode file = unix.files().open(FilePlace.of(unix.text(0)), HostFiles.O_READ_ONLY, 0)) {
      for (int count; (count = file.read(buffer, 0, buffer.length)) > 0; ) {
        text.write(buffer, 0, count);
      }
    }
    // Each byte is a char: names are bytes.
    List<String> lines = text.toString(StandardCharsets.ISO_8859_1).lines().toList();
    unix.call().returnLong(unix.call().vm().hostObjects().add(new Table(lines)));
  }

  private static Table table(NativeCall call) {
    return call.vm().hostObjects().get(call.longArg(0), Table.class);
  }

  private static void lineLength(NativeCall call) {
    String line = table(call).nextLine();
    call.returnInt(line == null ? END : line.length() + 1);
  }

  private static void next(NativeCall call) {
    Table table = table(call);
    for (String line; (line = table.nextLine()) != null; ) {
      String[] words = line.split("[ \t]+");
      if (words.length >= FIELDS.size() && !words[0].startsWith("#")) {
        for (int i = 0; i < FIELDS.size(); i++) {
          int bytes = call.newBytes(unescaped(words[i]));
          call.fields().ref(call.ref(1), FIELDS.get(i), bytes);
        }
        return;
      }
    }
    call.returnInt(END);
  }

  private static byte[] unescaped(String word) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < word.length(); i++) {
      if (word.startsWith("\\", i) && word.length() >= i + 4) {
        bytes.write(Integer.parseInt(word, i + 1, i + 4, 8));
        i += 3;
      } else {
        bytes.write(word.charAt(i));
      }
    }
    return bytes.toByteArray();
  }
}
