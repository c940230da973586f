package hotpath.tssa.code;

/** Reads what {@link ByteWriter} wrote. */
public final class ByteReader {
  private final byte[] bytes;
  private int at;

  public ByteReader(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  public int readByte() {
    return bytes[at++] & 0xFF;
  }

  public long readUnsigned() {
    long value = 0;
    int shift = 0;
    while (true) {
      int b = readByte();
      value |= (long) (b & 0x7F) << shift;
      if (b < 0x80) {
        return value;
      }
      shift += 7;
    }
  }

  public long readSigned() {
    long value = readUnsigned();
    return value >>> 1 ^ -(value & 1);
  }

  public int readInt() {
    return (int) readSigned();
  }

  public int readCount() {
    return (int) readUnsigned();
  }

  public long readLong() {
    long value = 0;
    for (int i = 0; i < 64; i += 8) {
      value |= (long) readByte() << i;
    }
    return value;
  }
}
