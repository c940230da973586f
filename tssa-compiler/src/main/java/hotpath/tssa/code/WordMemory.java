package hotpath.tssa.code;

/** Memory by absolute address, in the host's byte order. */
public interface WordMemory {
  int getInt(long address);

  void putInt(long address, int value);

  long getLong(long address);

  void putLong(long address, long value);

  void putShort(long address, short value);

  void putByte(long address, byte value);
}
