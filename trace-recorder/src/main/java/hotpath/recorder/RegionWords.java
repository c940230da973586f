package hotpath.recorder;

import hotpath.gc.memory.GuestMemory;
import hotpath.tssa.code.WordMemory;

/** Guest memory by absolute address. */
record RegionWords(GuestMemory memory) implements WordMemory {
  private long offset(long address) {
    return address - memory.base();
  }

  @Override
  public int getInt(long address) {
    return memory.i32(offset(address));
  }

  @Override
  public void putInt(long address, int value) {
    memory.i32(offset(address), value);
  }

  @Override
  public long getLong(long address) {
    return memory.i64(offset(address));
  }

  @Override
  public void putLong(long address, long value) {
    memory.i64(offset(address), value);
  }

  @Override
  public void putShort(long address, short value) {
    memory.i16(offset(address), value);
  }

  @Override
  public void putByte(long address, byte value) {
    memory.i8(offset(address), value);
  }
}
