package hotpath.backend.arm;

/**
 * The constants that instructions can hold: logical immediates (Arm ARM, DecodeBitMasks),
 * floating-point immediates (VFPExpandImm) and those of additions.
 */
final class Immediates {
  static final int NONE = -1;

  private Immediates() {}

  /** Whether add and sub take the value: 12 bits, as they are or shifted left by 12. */
  static boolean isArithmetic(long value) {
    return (value & ~0xFFFL) == 0 || (value & ~0xFFF000L) == 0;
  }

  /**
   * The 13 bits N, immr, imms for a mask of {@code bits}; NONE if it is none: a run of ones,
   * rotated, repeated in elements of 2 to 64 bits.
   */
  static int encodeMask(long value, int bits) {
    long mask = bits == 64 ? value : (value & 0xFFFF_FFFFL) | value << 32;
    if (mask == 0 || mask == -1) {
      return NONE;
    }
    int size = 64;
    while (size > 2 && isRepeated(mask, size / 2)) {
      size /= 2;
    }
    long element = size == 64 ? mask : mask & ((1L << size) - 1);
    int ones = Long.bitCount(element);
    // The rotation that brings the run to the low end.
    for (int r = 0; r < size; r++) {
      if (rotateRight(low(ones), r, size) == element) {
        int n = size == 64 ? 1 : 0;
        int imms = (~(size * 2 - 1) & 0x3F) | (ones - 1);
        return n << 12 | r << 6 | imms;
      }
    }
    return NONE;
  }

  private static boolean isRepeated(long mask, int size) {
    return Long.rotateRight(mask, size) == mask;
  }

  private static long low(int ones) {
    return ones == 64 ? -1 : (1L << ones) - 1;
  }

  private static long rotateRight(long element, int by, int size) {
    if (size == 64) {
      return Long.rotateRight(element, by);
    }
    long mask = (1L << size) - 1;
    return ((element >>> by) | (element << (size - by))) & mask;
  }

  /**
   * The mask that 13 bits stand for, as a signed number of {@code bits}; 0 if they are reserved.
   */
  static long decodeMask(int encoded, int bits) {
    int n = encoded >>> 12;
    int immr = encoded >>> 6 & 0x3F;
    int imms = encoded & 0x3F;
    int length = 31 - Integer.numberOfLeadingZeros(n << 6 | (~imms & 0x3F));
    if (length < 1 || (bits == 32 && n == 1)) {
      return 0;
    }
    int size = 1 << length;
    int ones = (imms & (size - 1)) + 1;
    if (ones == size) {
      return 0;
    }
    long element = rotateRight(low(ones), immr & (size - 1), size);
    for (int filled = size; filled < 64; filled *= 2) {
      element |= element << filled;
    }
    return bits == 64 ? element : (int) element;
  }

  /** The 8 bits for the bits of a number; NONE if fmov does not hold it. */
  static int encodeFloat(long bits, Size size) {
    for (int encoded = 0; encoded < 256; encoded++) {
      if (decodeFloat(encoded, size) == bits) {
        return encoded;
      }
    }
    return NONE;
  }

  /** A sign, an exponent of -3 to 4, four bits of fraction. */
  static long decodeFloat(int encoded, Size size) {
    int exponent = ((encoded >>> 4 & 7) ^ 4) - 3;
    double value = (1 + (encoded & 15) / 16.0) * Math.scalb(1.0, exponent);
    double signed = encoded >= 128 ? -value : value;
    return size == Size.S
        ? Float.floatToRawIntBits((float) signed)
        : Double.doubleToRawLongBits(signed);
  }
}
