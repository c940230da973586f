package hotpath.tssa.eval;

import hotpath.tssa.ir.MemType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A small region as a byte array, for tests: zeros at null, a thread block, a frame, an allocation
 * area. Addresses are {@link #BASE} plus the offset. An access outside, or a store to the zeros, is
 * an error of the code under test.
 */
public final class ByteMemory implements EvalMemory {
  public static final long BASE = 0x7000_0000_0000L;
  public static final int ZEROS = 0x10000;
  public static final int THREAD_BLOCK = 0x10000;
  public static final int COUNT = 0;
  public static final int LIMIT = 8;
  public static final int TOP = 32;
  public static final int ROOM = 36;
  public static final int FRAME = 0x10200;
  public static final int CELLS = 0x10600;
  public static final int HEAP = 0x10800;
  public static final int FRESH = 0x14000;
  public static final int SIZE = 0x20000;

  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);

  private final byte[] bytes;

  /** After so many loads of the limit it is 0; so somebody else stops the code. */
  private int limitLoads = Integer.MAX_VALUE;

  public ByteMemory() {
    this(new byte[SIZE - ZEROS]);
    i32(THREAD_BLOCK + TOP, FRESH);
    i32(THREAD_BLOCK + ROOM, SIZE);
    i64(THREAD_BLOCK + LIMIT, Long.MAX_VALUE);
  }

  private ByteMemory(byte[] bytes) {
    this.bytes = bytes;
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.nativeOrder());
  }

  public ByteMemory copy() {
    ByteMemory copy = new ByteMemory(bytes.clone());
    copy.limitLoads = limitLoads;
    return copy;
  }

  public void limitLoads(int loads) {
    limitLoads = loads;
  }

  public int i32(int offset) {
    return (int) INTS.get(bytes, offset - ZEROS);
  }

  public void i32(int offset, int value) {
    INTS.set(bytes, offset - ZEROS, value);
  }

  public long i64(int offset) {
    return (long) LONGS.get(bytes, offset - ZEROS);
  }

  public void i64(int offset, long value) {
    LONGS.set(bytes, offset - ZEROS, value);
  }

  public byte i8(int offset) {
    return bytes[offset - ZEROS];
  }

  public static Evaluator.Registers registers() {
    long frame = BASE + FRAME;
    return new Evaluator.Registers(
        BASE, frame, frame + 0x80, BASE + CELLS, BASE + THREAD_BLOCK, 1000);
  }

  @Override
  public long load(MemType type, long address) {
    int at = offset(type, address);
    if (at < ZEROS) {
      return 0;
    }
    if (at == THREAD_BLOCK + LIMIT && limitLoads-- <= 0) {
      return 0;
    }
    return switch (type) {
      case I8 -> bytes[at - ZEROS];
      case U8 -> bytes[at - ZEROS] & 0xFF;
      case I16 -> (short) SHORTS.get(bytes, at - ZEROS);
      case U16 -> (short) SHORTS.get(bytes, at - ZEROS) & 0xFFFF;
      case I32, REF, F32, SLOT_I32, SLOT_REF, SLOT_F32 -> i32(at);
      case I64, F64 -> i64(at);
    };
  }

  @Override
  public void store(MemType type, long address, long bits) {
    int at = offset(type, address);
    if (at < ZEROS) {
      throw new IllegalStateException("store to the zeros at null");
    }
    switch (type) {
      case I8, U8 -> bytes[at - ZEROS] = (byte) bits;
      case I16, U16 -> SHORTS.set(bytes, at - ZEROS, (short) bits);
      case I32, REF, F32, SLOT_F32 -> i32(at, (int) bits);
      case SLOT_I32, SLOT_REF -> i64(at, bits & 0xFFFFFFFFL);
      case I64, F64 -> i64(at, bits);
    }
  }

  private static int offset(MemType type, long address) {
    long offset = address - BASE;
    if (offset < 0 || offset + type.bytes() > SIZE) {
      throw new IllegalStateException("access at " + Long.toHexString(offset));
    }
    return (int) offset;
  }

  @Override
  public int allocateObject(int classWord, int size) {
    return bump(classWord, size);
  }

  @Override
  public int allocateArray(int classWord, int length, int elementShift) {
    int array = bump(classWord, 16 + ((long) length << elementShift));
    if (array != 0) {
      i32(array + 12, length);
    }
    return array;
  }

  private int bump(int classWord, long size) {
    int top = i32(THREAD_BLOCK + TOP);
    long end = top + ((size + 7) & ~7L);
    if (end > i32(THREAD_BLOCK + ROOM)) {
      return 0;
    }
    i32(THREAD_BLOCK + TOP, (int) end);
    i32(top, classWord);
    return top;
  }

  /** The first offset in [from, to) at which the two differ, or -1. */
  public int mismatch(ByteMemory other, int from, int to) {
    int at =
        Arrays.mismatch(bytes, from - ZEROS, to - ZEROS, other.bytes, from - ZEROS, to - ZEROS);
    return at < 0 ? -1 : from + at;
  }
}
