package hotpath.tssa.pass;

import hotpath.tssa.eval.Arithmetic;
import hotpath.tssa.eval.ByteMemory;
import hotpath.tssa.eval.EvalMemory;
import hotpath.tssa.ir.Alias;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.MemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A small heap that random code works on: a few objects and arrays of each class, some cells, a
 * frame.
 */
final class RandomHeap {
  static final int OBJECT = 0x20000;
  static final int INTS = 0x20010;
  static final int BYTES = 0x20020;
  static final int REFS = 0x20030;
  static final int OBJECT_BYTES = 48;

  static final Mem CLASS_WORD = new Mem(MemType.I32, 0, new Alias("class", Alias.Sort.FROZEN));
  static final Mem LENGTH = new Mem(MemType.I32, 12, new Alias("length", Alias.Sort.FROZEN));

  static final List<Mem> FIELDS =
      List.of(
          field("x", MemType.I32, 12),
          field("y", MemType.I32, 16),
          field("next", MemType.REF, 24),
          field("f", MemType.F32, 20),
          field("b", MemType.I8, 28),
          field("u", MemType.U8, 29),
          field("s", MemType.I16, 30),
          field("l", MemType.I64, 32),
          field("d", MemType.F64, 40));

  /** Cells by offset from the region's base. */
  record Cell(int offset, Mem mem) {}

  static final List<Cell> CELLS =
      List.of(
          cell(0, "S.a", MemType.I32),
          cell(4, "S.r", MemType.REF),
          cell(8, "S.l", MemType.I64),
          cell(16, "S.c", MemType.U16));

  /** Slots that live around a loop, by number. */
  static final Kind[] SLOTS = {
    Kind.I32, Kind.I32, Kind.I32, Kind.I32, Kind.I32, Kind.I64, Kind.I64, Kind.F32, Kind.F64,
    Kind.REF, Kind.REF, Kind.REF, Kind.REF, Kind.REF
  };

  final ByteMemory memory = new ByteMemory();
  final List<Integer> references = new ArrayList<>();

  private static Mem field(String name, MemType type, int offset) {
    return new Mem(type, offset, new Alias("O." + name, Alias.Sort.FIELD));
  }

  private static Cell cell(int offset, String name, MemType type) {
    return new Cell(ByteMemory.CELLS + offset, new Mem(type, 0, new Alias(name, Alias.Sort.CELL)));
  }

  RandomHeap(Random random) {
    int at = ByteMemory.HEAP;
    for (int i = 0; i < 4; i++) {
      at = add(at, OBJECT, 0, 48);
    }
    at = add(at, INTS, 8, 16 + 32);
    at = add(at, INTS, 8, 16 + 32);
    at = add(at, BYTES, 16, 32);
    add(at, REFS, 4, 32);
    fill(random);
  }

  private int add(int at, int classWord, int length, int bytes) {
    memory.i32(at, classWord);
    memory.i32(at + 12, length);
    references.add(at);
    return at + bytes;
  }

  private void fill(Random random) {
    for (int object : references) {
      switch (memory.i32(object)) {
        case OBJECT -> {
          for (Mem field : FIELDS) {
            store(object + field.disp(), field.type(), random);
          }
        }
        case INTS -> {
          for (int i = 0; i < 8; i++) {
            store(object + 16 + 4 * i, MemType.I32, random);
          }
        }
        case BYTES -> {
          for (int i = 0; i < 16; i++) {
            store(object + 16 + i, MemType.I8, random);
          }
        }
        default -> {
          for (int i = 0; i < 4; i++) {
            store(object + 16 + 4 * i, MemType.REF, random);
          }
        }
      }
    }
    for (Cell cell : CELLS) {
      store(cell.offset, cell.mem.type(), random);
    }
    for (int i = 0; i < SLOTS.length; i++) {
      store(ByteMemory.FRAME + 8 * i, MemType.slot(SLOTS[i]), random);
    }
  }

  private void store(int offset, MemType type, Random random) {
    memory.store(type, ByteMemory.BASE + offset, value(type.kind(), random));
  }

  private long value(Kind kind, Random random) {
    return switch (kind) {
      case I32 -> random.nextInt(6) == 0 ? random.nextInt() : random.nextInt(9) - 1;
      case I64 -> random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(20) - 4;
      case F32 -> Arithmetic.ofFloat(random.nextInt(20) / 4f - 2);
      case F64 ->
          Arithmetic.ofDouble(random.nextInt(9) == 0 ? Double.NaN : random.nextInt(20) / 4.0 - 2);
      default -> random.nextInt(6) == 0 ? 0 : references.get(random.nextInt(references.size()));
    };
  }

  /**
   * Leaf routines: 1 mixes its arguments, 2 adds a cell, 3 (an effect) writes a cell and the object
   * passed first.
   */
  static long leaf(long routine, long[] arguments, EvalMemory memory) {
    long cell = ByteMemory.BASE + ByteMemory.CELLS;
    long mixed = routine;
    for (long argument : arguments) {
      mixed = mixed * 31 + argument;
    }
    if (routine == 2) {
      mixed += memory.load(MemType.I32, cell);
    }
    if (routine == 3) {
      memory.store(MemType.I32, cell, mixed);
      if (arguments.length > 0 && arguments[0] != 0) {
        memory.store(MemType.I32, ByteMemory.BASE + arguments[0] + 16, mixed);
      }
    }
    return mixed;
  }
}
