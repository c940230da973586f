package hotpath.tssa.lir;

import hotpath.tssa.ir.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A piece of code in LIR: blocks, and the table of its values.
 *
 * <p>A value is a number. Those below the count of machine registers are these registers
 * themselves. Of the others some are <em>fixed</em>: constants, cells, interpreter slots, words of
 * the spill area; they are always where they are and are never written. The rest are <em>virtual
 * registers</em>: each has one definition and gets its places from an allocator. A virtual register
 * may have a <em>home</em>, a word or constant with the same value from its definition on, so that
 * it need not be stored to be spilled.
 */
public final class LirCode {
  private static final Kind[] KINDS = Kind.values();

  private final RegisterFile registers;
  private final List<LirBlock> blocks = new ArrayList<>();
  private byte[] kinds = new byte[128];
  private int[] fixed = new int[128];
  private int[] homes = new int[128];
  private int values;
  private long[] constants = new long[16];
  private int constantCount;
  private final BitSet reservedSpills = new BitSet();

  public LirCode(RegisterFile registers) {
    this.registers = registers;
    for (int r = 0; r < registers.count(); r++) {
      add(registers.bank(r) == Bank.GPR ? Kind.I64 : Kind.F64, Location.reg(r), Location.NONE);
    }
  }

  public RegisterFile registers() {
    return registers;
  }

  public List<LirBlock> blocks() {
    return blocks;
  }

  public LirBlock newBlock() {
    LirBlock block = new LirBlock(blocks.size());
    blocks.add(block);
    return block;
  }

  /** Numbers the instructions; to be called when the last one stands. */
  public void number() {
    int index = 0;
    for (LirBlock block : blocks) {
      block.first(index);
      index += block.insns().size();
    }
  }

  /** How many instructions there are. */
  public int insnCount() {
    return blocks.isEmpty() ? 0 : blocks.getLast().last() + 1;
  }

  private int add(Kind kind, int location, int home) {
    if (values == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * values);
      fixed = Arrays.copyOf(fixed, 2 * values);
      homes = Arrays.copyOf(homes, 2 * values);
    }
    kinds[values] = (byte) kind.ordinal();
    fixed[values] = location;
    homes[values] = home;
    return values++;
  }

  public int newVirtual(Kind kind) {
    return add(kind, Location.NONE, Location.NONE);
  }

  /** A value that is always at {@code location}, in memory or a register. */
  public int newFixed(Kind kind, int location) {
    return add(kind, location, Location.NONE);
  }

  /** A constant; the bits of a 32-bit kind are the low half of {@code bits}. */
  public int newConstant(Kind kind, long bits) {
    return add(kind, Location.of(Location.CONST, constant(kind.is64() ? bits : (int) bits)), -1);
  }

  /** The 32-bit word at {@code offset} of the region, which never changes while the code runs. */
  public int newCell(Kind kind, long offset) {
    return add(kind, Location.of(Location.CELL, constant(offset)), Location.NONE);
  }

  private int constant(long bits) {
    for (int i = 0; i < constantCount; i++) {
      if (constants[i] == bits) {
        return i;
      }
    }
    if (constantCount == constants.length) {
      constants = Arrays.copyOf(constants, 2 * constantCount);
    }
    constants[constantCount] = bits;
    return constantCount++;
  }

  /** The value of a location of sort CONST, or the region offset of one of sort CELL. */
  public long constantAt(int location) {
    return constants[Location.number(location)];
  }

  /** Whether this code must leave a spill word alone. */
  public boolean isReservedSpill(int word) {
    return reservedSpills.get(word);
  }

  public void reserveSpill(int word) {
    reservedSpills.set(word);
  }

  /**
   * States that {@code home}, a word of memory or a constant, is {@code value} from its definition
   * on.
   */
  public void home(int value, int home) {
    homes[value] = home;
  }

  public int home(int value) {
    return homes[value];
  }

  public int valueCount() {
    return values;
  }

  public Kind kind(int value) {
    return KINDS[kinds[value]];
  }

  public Bank bank(int value) {
    return Bank.of(kind(value));
  }

  /** The location of a fixed value, {@link Location#NONE} for a virtual register. */
  public int fixed(int value) {
    return fixed[value];
  }

  public boolean isVirtual(int value) {
    return fixed[value] == Location.NONE;
  }

  /** Whether it is a machine register that takes part in allocation or is reserved. */
  public boolean isMachine(int value) {
    return value < registers.count();
  }
}
