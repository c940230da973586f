package hotpath.tssa.backend;

import hotpath.tssa.code.WordMemory;
import hotpath.tssa.eval.EvalMemory;
import hotpath.tssa.ir.MemType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A region by absolute addresses: the real one, or a copy that the evaluator works on. */
final class ContractMemory implements EvalMemory, WordMemory {
  private final MemorySegment segment;
  private final long base;

  /** Memory whose first byte has the address {@code base}, whether it really lies there or not. */
  ContractMemory(MemorySegment segment, long base) {
    this.segment = segment;
    this.base = base;
  }

  MemorySegment segment() {
    return segment;
  }

  @Override
  public long load(MemType type, long address) {
    long at = address - base;
    return switch (type) {
      case I8 -> segment.get(ValueLayout.JAVA_BYTE, at);
      case U8 -> segment.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
      case I16 -> segment.get(ValueLayout.JAVA_SHORT_UNALIGNED, at);
      case U16 -> segment.get(ValueLayout.JAVA_CHAR_UNALIGNED, at);
      case I32, REF, F32 -> segment.get(ValueLayout.JAVA_INT_UNALIGNED, at);
      case SLOT_I32, SLOT_REF, SLOT_F32 -> (int) segment.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
      case I64, F64 -> segment.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
    };
  }

  @Override
  public void store(MemType type, long address, long bits) {
    switch (type) {
      case I8, U8 -> putByte(address, (byte) bits);
      case I16, U16 -> putShort(address, (short) bits);
      case I32, REF, F32 -> putInt(address, (int) bits);
      case SLOT_I32, SLOT_REF -> putLong(address, bits & 0xFFFF_FFFFL);
      case SLOT_F32 -> {
        long whole = getLong(address);
        putLong(address, (whole & ~0xFFFF_FFFFL) | (bits & 0xFFFF_FFFFL));
      }
      case I64, F64 -> putLong(address, bits);
    }
  }

  @Override
  public int getInt(long address) {
    return segment.get(ValueLayout.JAVA_INT_UNALIGNED, address - base);
  }

  @Override
  public void putInt(long address, int value) {
    segment.set(ValueLayout.JAVA_INT_UNALIGNED, address - base, value);
  }

  @Override
  public long getLong(long address) {
    return segment.get(ValueLayout.JAVA_LONG_UNALIGNED, address - base);
  }

  @Override
  public void putLong(long address, long value) {
    segment.set(ValueLayout.JAVA_LONG_UNALIGNED, address - base, value);
  }

  @Override
  public void putShort(long address, short value) {
    segment.set(ValueLayout.JAVA_SHORT_UNALIGNED, address - base, value);
  }

  @Override
  public void putByte(long address, byte value) {
    segment.set(ValueLayout.JAVA_BYTE, address - base, value);
  }
}
