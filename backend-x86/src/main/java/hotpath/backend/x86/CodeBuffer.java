package hotpath.backend.x86;

import java.util.Arrays;

/** Bytes that grow at the end; numbers are little-endian. */
final class CodeBuffer {
  private byte[] bytes = new byte[256];
  private int size;

  int size() {
    return size;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Appends the low {@code width} bytes of {@code value}. */
  void append(long value, int width) {
    if (size + width > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    size += width;
    patch(size - width, value, width);
  }

  void append(byte[] more) {
    for (byte b : more) {
      append(b, 1);
    }
  }

  /** Overwrites {@code width} bytes. */
  void patch(int at, long value, int width) {
    for (int i = 0; i < width; i++) {
      bytes[at + i] = (byte) (value >> (8 * i));
    }
  }

  /** Takes off what stands from {@code start} on. */
  byte[] cut(int start) {
    byte[] tail = Arrays.copyOfRange(bytes, start, size);
    size = start;
    return tail;
  }
}
