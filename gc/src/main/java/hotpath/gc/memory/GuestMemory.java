package hotpath.gc.memory;

import hotpath.platform.memory.HostMemory.Access;
import hotpath.platform.memory.Reservation;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The memory of one VM: the only way by which host code reads and writes guest data.
 *
 * <p>All offsets are from the region's base. They are not checked unless assertions are on: the
 * accessors are on the path of every allocation and collection, and a wrong offset below 40 GB can
 * at worst fault, never reach data of the host. All accesses tolerate any alignment and use the
 * host's byte order, as generated code does.
 *
 * <p>One segment over all addresses serves all VMs, so that it is a constant to the host's compiler
 * and its bounds checks fold away. Until the host has compiled the caller each access costs
 * microseconds: no loops over memory at start-up; the bulk methods cost no more than one access.
 */
public final class GuestMemory implements AutoCloseable {
  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private static final ValueLayout.OfShort I16 = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfChar U16 = ValueLayout.JAVA_CHAR_UNALIGNED;
  private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble F64 = ValueLayout.JAVA_DOUBLE_UNALIGNED;
  private static final ValueLayout.OfByte I8 = ValueLayout.JAVA_BYTE;

  private final Reservation reservation;
  private final long base;

  /**
   * Takes over a reservation of at least {@link RegionLayout#RESERVED_BYTES} and opens the areas in
   * it.
   */
  public GuestMemory(Reservation reservation) {
    if (reservation.bytes() < RegionLayout.RESERVED_BYTES) {
      throw new IllegalArgumentException("reservation of " + reservation.bytes() + " bytes");
    }
    this.reservation = reservation;
    base = reservation.base();
    protect(RegionLayout.NULL_PAGE, Access.READ);
    protect(RegionLayout.METADATA, Access.READ_WRITE);
    protect(RegionLayout.HEAP, Access.READ_WRITE);
    protect(RegionLayout.OFF_HEAP, Access.READ_WRITE);
  }

  /** A new region with a reservation of its own. */
  public static GuestMemory create() {
    return new GuestMemory(new Reservation(RegionLayout.RESERVED_BYTES));
  }

  /** The absolute host address of offset 0; a multiple of 64 kB. */
  public long base() {
    return base;
  }

  public void protect(Area area, Access access) {
    reservation.protect(area.start(), area.bytes(), access);
  }

  /** Gives the region back. Any access afterwards ends the host's process. */
  @Override
  public void close() {
    reservation.close();
  }

  private long at(long offset) {
    assert offset >= 0 && offset < RegionLayout.REGION_BYTES : "offset " + Long.toHexString(offset);
    return base + offset;
  }

  // Typed accesses. Signed and unsigned differ in how a narrow value is widened.

  public int i8(long offset) {
    return ALL.get(I8, at(offset));
  }

  public int u8(long offset) {
    return ALL.get(I8, at(offset)) & 0xFF;
  }

  public void i8(long offset, int value) {
    ALL.set(I8, at(offset), (byte) value);
  }

  public int i16(long offset) {
    return ALL.get(I16, at(offset));
  }

  public int u16(long offset) {
    return ALL.get(U16, at(offset));
  }

  public void i16(long offset, int value) {
    ALL.set(I16, at(offset), (short) value);
  }

  public int i32(long offset) {
    return ALL.get(I32, at(offset));
  }

  public void i32(long offset, int value) {
    ALL.set(I32, at(offset), value);
  }

  /** A u32 as a long: an offset that stands in memory. */
  public long u32(long offset) {
    return ALL.get(I32, at(offset)) & 0xFFFF_FFFFL;
  }

  /** The low 32 bits of {@code value}. */
  public void u32(long offset, long value) {
    ALL.set(I32, at(offset), (int) value);
  }

  public long i64(long offset) {
    return ALL.get(I64, at(offset));
  }

  public void i64(long offset, long value) {
    ALL.set(I64, at(offset), value);
  }

  public float f32(long offset) {
    return ALL.get(F32, at(offset));
  }

  public void f32(long offset, float value) {
    ALL.set(F32, at(offset), value);
  }

  public double f64(long offset) {
    return ALL.get(F64, at(offset));
  }

  public void f64(long offset, double value) {
    ALL.set(F64, at(offset), value);
  }

  /** The raw reference in a field, an element or a cell (a u32). */
  public int ref(long offset) {
    return ALL.get(I32, at(offset));
  }

  public void ref(long offset, int reference) {
    ALL.set(I32, at(offset), reference);
  }

  /** The raw reference in a stack slot (zero-extended to 8 bytes). */
  public int wideRef(long offset) {
    return (int) ALL.get(I64, at(offset));
  }

  public void wideRef(long offset, int reference) {
    ALL.set(I64, at(offset), Integer.toUnsignedLong(reference));
  }

  // Bulk accesses.

  public void copyIn(byte[] from, int start, long offset, int length) {
    MemorySegment.copy(MemorySegment.ofArray(from), start, ALL, range(offset, length), length);
  }

  public void copyIn(byte[] from, long offset) {
    copyIn(from, 0, offset, from.length);
  }

  /** chars in the host's byte order, two bytes each. */
  public void copyIn(char[] from, int start, long offset, int length) {
    MemorySegment.copy(from, start, ALL, U16, range(offset, 2L * length), length);
  }

  /** 64-bit words in the host's byte order. */
  public void copyIn(long[] from, int start, long offset, int length) {
    MemorySegment.copy(from, start, ALL, I64, range(offset, 8L * length), length);
  }

  /** 32-bit words in the host's byte order. */
  public void copyIn(int[] from, int start, long offset, int length) {
    MemorySegment.copy(from, start, ALL, I32, range(offset, 4L * length), length);
  }

  public void copyOut(long offset, byte[] to, int start, int length) {
    MemorySegment.copy(ALL, range(offset, length), MemorySegment.ofArray(to), start, length);
  }

  public byte[] copyOut(long offset, int length) {
    byte[] bytes = new byte[length];
    copyOut(offset, bytes, 0, length);
    return bytes;
  }

  public void copyOut(long offset, char[] to, int start, int length) {
    MemorySegment.copy(ALL, U16, range(offset, 2L * length), to, start, length);
  }

  public void copyOut(long offset, int[] to, int start, int length) {
    MemorySegment.copy(ALL, I32, range(offset, 4L * length), to, start, length);
  }

  public void copyOut(long offset, long[] to, int start, int length) {
    MemorySegment.copy(ALL, I64, range(offset, 8L * length), to, start, length);
  }

  /** Copies as if through a buffer: the ranges may overlap. */
  public void copy(long from, long to, long bytes) {
    MemorySegment.copy(ALL, range(from, bytes), ALL, range(to, bytes), bytes);
  }

  public void fill(long offset, long bytes, int value) {
    ALL.asSlice(range(offset, bytes), bytes).fill((byte) value);
  }

  /**
   * A view of guest memory, for host code that wants a segment or a buffer (file and socket
   * natives). It must not outlive the native that asked: the guest may free the memory, and objects
   * move.
   */
  public MemorySegment segment(long offset, long bytes) {
    return ALL.asSlice(range(offset, bytes), bytes);
  }

  private long range(long offset, long bytes) {
    assert offset >= 0 && bytes >= 0 && offset + bytes <= RegionLayout.REGION_BYTES
        : bytes + " bytes at " + Long.toHexString(offset);
    return base + offset;
  }
}
