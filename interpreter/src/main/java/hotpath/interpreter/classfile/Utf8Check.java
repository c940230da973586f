package hotpath.interpreter.classfile;

/**
 * Modified UTF-8 (JVMS 4.4.7): no zero bytes, no four-byte forms, and since version 48 the shortest
 * form.
 */
final class Utf8Check {
  private static final int LAST_WITH_LOOSE_UTF8 = 47;

  private Utf8Check() {}

  /** Checks the string whose length stands at an offset. */
  static void check(byte[] bytes, int at, int major, String shownName) {
    int start = at + 2;
    int end = start + ((bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF));
    int i = start;
    while (i < end) {
      int length = bytes[i] > 0 ? 1 : longCharacter(bytes, i, end, major <= LAST_WITH_LOOSE_UTF8);
      if (length == 0) {
        throw ClassFormatException.format(
            "Illegal UTF8 string in constant pool in class file " + shownName);
      }
      i += length;
    }
  }

  /** Length of the character of two or three bytes at an index, 0 if there is no legal one. */
  private static int longCharacter(byte[] bytes, int at, int end, boolean loose) {
    int first = bytes[at] & 0xFF;
    int length = first >> 5 == 6 ? 2 : first >> 4 == 14 ? 3 : 0;
    if (length == 0 || at + length > end) {
      return 0;
    }
    int value = first & (length == 2 ? 0x1F : 0x0F);
    for (int k = 1; k < length; k++) {
      int next = bytes[at + k] & 0xFF;
      if (next >> 6 != 2) {
        return 0;
      }
      value = value << 6 | (next & 0x3F);
    }
    boolean shortest = value >= (length == 2 ? 0x80 : 0x800) || (length == 2 && value == 0);
    return shortest || loose ? length : 0;
  }
}
