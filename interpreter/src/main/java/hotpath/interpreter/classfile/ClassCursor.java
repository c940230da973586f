package hotpath.interpreter.classfile;

/**
 * A position in a class file for the format check, with what every check needs: the pool, the
 * version, the name to complain about. Reading behind the end of the file is "Truncated class
 * file"; no other bound is kept, since an attribute that is longer or shorter than its content is a
 * complaint of its own.
 */
final class ClassCursor {
  final ConstantPool pool;
  final int major;
  final String shownName;
  private final byte[] bytes;
  private int at;

  ClassCursor(byte[] bytes, ConstantPool pool, int major, String shownName, int at) {
    this.bytes = bytes;
    this.pool = pool;
    this.major = major;
    this.shownName = shownName;
    this.at = at;
  }

  int position() {
    return at;
  }

  /** Goes back to a place that was passed before. */
  void reset(int position) {
    at = position;
  }

  boolean atEnd() {
    return at == bytes.length;
  }

  int u1() {
    need(1);
    return bytes[at++] & 0xFF;
  }

  int u2() {
    need(2);
    int value = pool.u2(at);
    at += 2;
    return value;
  }

  long u4() {
    need(4);
    long value = pool.s4(at) & 0xFFFF_FFFFL;
    at += 4;
    return value;
  }

  void skip(long count) {
    need(count);
    at += (int) count;
  }

  void need(long count) {
    if (count > bytes.length - at) {
      throw ClassFormatException.format("Truncated class file");
    }
  }

  boolean isUtf8(int index) {
    return pool.tag(index) == ConstantPool.UTF8;
  }

  boolean isClass(int index) {
    return pool.tag(index) == ConstantPool.CLASS;
  }

  /** Reads the index of a string. */
  String utf8(String complaint) {
    int index = u2();
    if (!isUtf8(index)) {
      throw error(complaint, index);
    }
    return pool.utf8At(at - 2);
  }

  /** Throws unless a condition holds; {@code complaint} is followed by "in class file X". */
  void check(boolean condition, String complaint) {
    if (!condition) {
      throw error(complaint);
    }
  }

  void check(boolean condition, String complaint, Object value) {
    if (!condition) {
      throw error(complaint, value);
    }
  }

  ClassFormatException error(String complaint) {
    return ClassFormatException.format(complaint + " in class file " + shownName);
  }

  /** A complaint with one value in the place of "%s". */
  ClassFormatException error(String complaint, Object value) {
    return error(complaint.replace("%s", value.toString()));
  }
}
