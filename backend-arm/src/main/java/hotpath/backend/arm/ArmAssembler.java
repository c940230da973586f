package hotpath.backend.arm;

import static hotpath.backend.arm.Operand.imm;

import hotpath.tssa.backend.AssembledCode;
import hotpath.tssa.backend.AssembledCode.Relocation;
import hotpath.tssa.backend.Assembler;
import hotpath.tssa.backend.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Assembles one piece of code: instructions, labels, a pool of literals behind them. The result can
 * be placed anywhere: only jumps to external labels depend on where it lies, and they are listed.
 *
 * <p>Conditional jumps reach 1 MB, those that test a bit 32 kB. Where that is not enough each of
 * them is its negation around a jump, which reaches 128 MB; how far the code has to {@link Reach}
 * is said in advance, and {@link #reaches} asked behind.
 */
public final class ArmAssembler implements Assembler {
  private static final int BYTES = 4;

  /** A jump whose distance has to be filled in. */
  private record Fixup(int at, Label label) {}

  private record Literal(int width, long bits) {}

  /** How far the code may be from what it jumps to. */
  public enum Reach {
    /** 32 kB. */
    NEAR,
    /** 1 MB: tests of a bit go around a jump. */
    MIDDLE,
    /** 128 MB. */
    FAR
  }

  private final Reach reach;
  private int[] words = new int[64];
  private int count;
  private final List<Fixup> fixups = new ArrayList<>();
  private final Map<Literal, Label> literals = new LinkedHashMap<>();
  private int alignment = 8;

  public ArmAssembler(Reach reach) {
    this.reach = reach;
  }

  @Override
  public int offset() {
    return count * BYTES;
  }

  /** An instruction that has one size. */
  public void emit(ArmOp op, Operand... operands) {
    append(op.encode(null, operands));
  }

  public void emit(ArmOp op, Size size, Operand... operands) {
    append(op.encode(size, operands));
  }

  private void append(int word) {
    if (count == words.length) {
      words = Arrays.copyOf(words, 2 * count);
    }
    words[count++] = word;
  }

  @Override
  public void bind(Label label) {
    label.bind(offset());
  }

  @Override
  public void jump(Label target) {
    fixups.add(new Fixup(offset(), target));
    emit(ArmOp.B, imm(0));
  }

  public void jump(Cond cond, Label target) {
    if (reach == Reach.FAR) {
      emit(ArmOp.BCC, cond.negated(), imm(2 * BYTES));
      jump(target);
    } else {
      fixups.add(new Fixup(offset(), target));
      emit(ArmOp.BCC, cond, imm(0));
    }
  }

  /** Jumps if a register is zero, or is not. */
  public void jumpIfZero(boolean zero, Size size, Gpr register, Label target) {
    if (reach == Reach.FAR) {
      emit(zero ? ArmOp.CBNZ : ArmOp.CBZ, size, register, imm(2 * BYTES));
      jump(target);
    } else {
      fixups.add(new Fixup(offset(), target));
      emit(zero ? ArmOp.CBZ : ArmOp.CBNZ, size, register, imm(0));
    }
  }

  /** Jumps if a bit of a register is zero, or is not. */
  public void jumpIfBit(boolean zero, Gpr register, int bit, Label target) {
    Size size = bit < 32 ? Size.W : Size.X;
    if (reach != Reach.NEAR) {
      emit(zero ? ArmOp.TBNZ : ArmOp.TBZ, size, register, imm(bit), imm(2 * BYTES));
      jump(target);
    } else {
      fixups.add(new Fixup(offset(), target));
      emit(zero ? ArmOp.TBZ : ArmOp.TBNZ, size, register, imm(bit), imm(0));
    }
  }

  /** Sets a register, by the fewest instructions of movz, movn, movk and logical immediates. */
  public void moveImmediate(Gpr target, long value) {
    // Writing 32 bits clears the upper half, and needs no more than two instructions.
    Size size = value >>> 32 == 0 ? Size.W : Size.X;
    long bits = size == Size.W ? (int) value : value;
    if (ArmOp.MOVZ.accepts(size, target, imm(bits))) {
      emit(ArmOp.MOVZ, size, target, imm(bits));
    } else if (ArmOp.MOVN.accepts(size, target, imm(bits))) {
      emit(ArmOp.MOVN, size, target, imm(bits));
    } else if (ArmOp.MOV_MASK.accepts(size, target, imm(bits))) {
      emit(ArmOp.MOV_MASK, size, target, imm(bits));
    } else {
      moveParts(target, value, size);
    }
  }

  private void moveParts(Gpr target, long value, Size size) {
    int ones = 0;
    int zeros = 0;
    for (int place = 0; place < size.bits(); place += 16) {
      ones += half(value, place) == 0xFFFF ? 1 : 0;
      zeros += half(value, place) == 0 ? 1 : 0;
    }
    boolean inverted = ones > zeros;
    boolean first = true;
    for (int place = 0; place < size.bits(); place += 16) {
      int half = half(value, place);
      if (half == (inverted ? 0xFFFF : 0)) {
        continue;
      }
      if (!first) {
        emit(ArmOp.MOVK, size, target, imm(half), imm(place));
        continue;
      }
      long rest = inverted ? ~(0xFFFFL << place) : 0;
      long start = rest | (long) half << place;
      long operand = size == Size.W ? (int) start : start;
      emit(inverted ? ArmOp.MOVN : ArmOp.MOVZ, size, target, imm(operand));
      first = false;
    }
  }

  private static int half(long value, int place) {
    return (int) (value >>> place & 0xFFFF);
  }

  /** Loads a constant from the pool; equal constants share a place. */
  public void loadLiteral(Fpr target, Size size, long bits) {
    int width = size.bits() / 8;
    Label place = literals.computeIfAbsent(new Literal(width, bits), _ -> new Label());
    fixups.add(new Fixup(offset(), place));
    emit(size == Size.S ? ArmOp.LDR_S_LITERAL : ArmOp.LDR_D_LITERAL, target, imm(0));
  }

  @Override
  public void align(int bytes) {
    alignment = Math.max(alignment, bytes);
    while (offset() % bytes != 0) {
      emit(ArmOp.NOP);
    }
  }

  /**
   * Whether each jump within reaches its target, if that is at most {@code behind} bytes behind
   * what has been emitted; {@link Reach#FAR} code does up to 128 MB.
   */
  public boolean reaches(int behind) {
    int end = offset() + 8 * literals.size() + 8 + behind;
    for (Fixup fixup : fixups) {
      int word = words[fixup.at / BYTES];
      int target = fixup.label.isExternal() || isLiteral(word) ? end : fixup.label.offset();
      if (!distanceSlot(word).accepts(imm(target - fixup.at & -BYTES), null, 0)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLiteral(int word) {
    return ArmOp.LDR_S_LITERAL.fits(word) || ArmOp.LDR_D_LITERAL.fits(word);
  }

  @Override
  public AssembledCode finish() {
    int codeSize = offset();
    appendLiterals(8);
    appendLiterals(4);
    List<Relocation> relocations = new ArrayList<>();
    for (Fixup fixup : fixups) {
      if (fixup.label.isExternal()) {
        relocations.add(new Relocation(fixup.at, fixup.label.externalTarget()));
      } else {
        int at = fixup.at / BYTES;
        words[at] = reach(words[at], fixup.label.offset() - fixup.at);
      }
    }
    byte[] bytes = new byte[offset()];
    for (int i = 0; i < count; i++) {
      ArmDisassembler.WORD.set(bytes, i * BYTES, words[i]);
    }
    return new AssembledCode(bytes, codeSize, alignment, List.copyOf(relocations));
  }

  private void appendLiterals(int width) {
    for (Map.Entry<Literal, Label> entry : literals.entrySet()) {
      Literal literal = entry.getKey();
      if (literal.width == width) {
        while (offset() % width != 0) {
          emit(ArmOp.BRK, imm(0)); // nothing should run into them
        }
        bind(entry.getValue());
        append((int) literal.bits);
        if (width == 8) {
          append((int) (literal.bits >>> 32));
        }
      }
    }
  }

  /** A jump or literal load that goes {@code distance} bytes. */
  static int reach(int word, int distance) {
    Slot slot = distanceSlot(word);
    if (!slot.accepts(imm(distance), null, 0)) {
      throw new IllegalStateException("a jump of " + distance + " bytes does not reach");
    }
    return (word & ~slot.mask()) | slot.encode(imm(distance), null, 0);
  }

  private static Slot distanceSlot(int word) {
    if (ArmOp.B.fits(word)) {
      return Slot.J26;
    }
    return ArmOp.TBZ.fits(word) || ArmOp.TBNZ.fits(word) ? Slot.J14 : Slot.J19;
  }
}
