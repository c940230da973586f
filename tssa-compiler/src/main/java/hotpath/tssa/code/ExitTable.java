package hotpath.tssa.code;

import hotpath.tssa.code.ExitState.Field;
import hotpath.tssa.code.ExitState.ObjectState;
import hotpath.tssa.code.ExitState.Word;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.lir.Location;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All exits of a trace as a byte string: many traces live long and few of their exits are ever
 * taken, so an exit takes some ten bytes here and is decoded when it is needed. {@link
 * ExitTableWriter} has the format.
 */
public final class ExitTable {
  static final int HAS_COUNT = 1;
  static final int LOOP_INTACT = 2;
  static final int HAS_OBJECTS = 4;
  static final int MOVES_FRAME = 8;

  /** First byte of a location: below, a register; then small numbers of the other sorts. */
  static final int SMALL_SPILL = 0x40;

  static final int SMALL_CONSTANT = 0x50;
  static final int SMALL_FRAME = 0x70;
  static final int LONG_FORM = 0x80;
  static final int FLOAT = 0x40;
  static final int RAW_CONSTANT = 0x08;

  private static final MemType[] TYPES = MemType.values();

  private final byte[] bytes;
  private final char[] starts;
  private final long pc;

  ExitTable(byte[] bytes, char[] starts, long pc) {
    this.bytes = bytes;
    this.starts = starts;
    this.pc = pc;
  }

  public int exitCount() {
    return starts.length;
  }

  /** The bytes that the table takes, objects of the host not counted. */
  public int byteSize() {
    return bytes.length + 2 * starts.length;
  }

  public ExitState read(int exit) {
    return new Decoder(new ByteReader(bytes, starts[exit])).read();
  }

  private final class Decoder {
    private final ByteReader in;
    private long[] constants = {};
    private boolean isFloat;

    Decoder(ByteReader in) {
      this.in = in;
    }

    ExitState read() {
      int flags = in.readByte();
      int reason = in.readCount();
      long resume = pc + in.readSigned();
      int fpSlot = (flags & MOVES_FRAME) != 0 ? in.readInt() : 0;
      int spSlot = in.readInt();
      int countLocation = Location.NONE;
      long countPlus = 0;
      if ((flags & HAS_COUNT) != 0) {
        countLocation = location();
        countPlus = in.readSigned();
      }
      int n = in.readCount();
      List<Word> slots = new ArrayList<>(n);
      int slot = -1;
      for (int i = 0; i < n; i++) {
        slot += 1 + in.readInt();
        slots.add(word(slot));
      }
      List<ObjectState> objects = (flags & HAS_OBJECTS) != 0 ? objects() : List.of();
      return new ExitState(
          reason,
          resume,
          fpSlot,
          spSlot,
          countLocation,
          countPlus,
          (flags & LOOP_INTACT) != 0,
          slots,
          objects,
          constants);
    }

    private List<ObjectState> objects() {
      int n = in.readCount();
      List<ObjectState> objects = new ArrayList<>(n);
      for (int i = 0; i < n; i++) {
        int classWord = (int) in.readUnsigned();
        int size = (int) in.readUnsigned();
        int shift = in.readInt();
        int m = in.readCount();
        List<Field> fields = new ArrayList<>(m);
        int offset = 0;
        for (int f = 0; f < m; f++) {
          offset += in.readCount();
          MemType type = TYPES[in.readByte()];
          fields.add(new Field(type, word(offset)));
        }
        objects.add(new ObjectState(classWord, size, shift, fields));
      }
      return objects;
    }

    private Word word(int at) {
      int location = location();
      return new Word(at, location, isFloat);
    }

    private int location() {
      int first = in.readByte();
      isFloat = false;
      if (first < SMALL_SPILL) {
        return Location.reg(first);
      }
      if (first < SMALL_CONSTANT) {
        return Location.spill(first - SMALL_SPILL);
      }
      if (first < SMALL_FRAME) {
        return constant(Location.CONST, first - SMALL_CONSTANT);
      }
      if (first < LONG_FORM) {
        return Location.frame(first - SMALL_FRAME);
      }
      isFloat = (first & FLOAT) != 0;
      int sort = first & 7;
      if ((first & RAW_CONSTANT) != 0) {
        return constant(sort, in.readLong());
      }
      return switch (sort) {
        case Location.CONST, Location.CELL -> constant(sort, in.readUnsigned());
        default -> Location.of(sort, in.readInt());
      };
    }

    private int constant(int sort, long bits) {
      int n = constants.length;
      constants = Arrays.copyOf(constants, n + 1);
      constants[n] = bits;
      return Location.of(sort, n);
    }
  }
}
