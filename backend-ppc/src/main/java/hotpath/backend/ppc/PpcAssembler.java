package hotpath.backend.ppc;

import static hotpath.backend.ppc.Operand.imm;

import hotpath.tssa.backend.AssembledCode;
import hotpath.tssa.backend.AssembledCode.Relocation;
import hotpath.tssa.backend.Assembler;
import hotpath.tssa.backend.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Assembles one piece of code: instructions and labels. The result can be placed anywhere: only
 * jumps to external labels depend on where it lies, and they are listed. There are no literals:
 * without a register that points to them they cost as much as making the numbers.
 *
 * <p>Conditional jumps reach 32 kB. Code of which that is not enough is assembled again as
 * <em>far</em> code, where each of them is its negation around a jump, which reaches 32 MB: the
 * caller asks {@link #reaches}.
 */
public final class PpcAssembler implements Assembler {
  private static final int BYTES = 4;

  /** A jump whose distance has to be filled in. */
  private record Fixup(int at, Label label) {}

  private final boolean far;
  private int[] words = new int[64];
  private int count;
  private final List<Fixup> fixups = new ArrayList<>();
  private int alignment = BYTES;

  public PpcAssembler(boolean far) {
    this.far = far;
  }

  @Override
  public int offset() {
    return count * BYTES;
  }

  public void emit(PpcOp op, Operand... operands) {
    if (count == words.length) {
      words = Arrays.copyOf(words, 2 * count);
    }
    words[count++] = op.encode(operands);
  }

  /** A load or store, named by its form with a displacement. */
  public void access(PpcOp op, Register register, Mem place) {
    emit(place.index() == null ? op : op.indexed(), register, place);
  }

  @Override
  public void bind(Label label) {
    label.bind(offset());
  }

  @Override
  public void jump(Label target) {
    fixups.add(new Fixup(offset(), target));
    emit(PpcOp.B, imm(0));
  }

  public void jump(Cond cond, Label target) {
    if (far) {
      emit(PpcOp.BC, cond.negated(), imm(2 * BYTES));
      jump(target);
    } else {
      fixups.add(new Fixup(offset(), target));
      emit(PpcOp.BC, cond, imm(0));
    }
  }

  /** Sets a register, by at most five instructions, to the shortest sequence that we know. */
  public void moveImmediate(Gpr target, long value) {
    int low = (int) value;
    int zeros = Long.numberOfTrailingZeros(value);
    if (value == low) {
      moveSigned(target, low);
    } else if (value >>> 32 == 0) {
      moveUnsigned(target, low);
    } else if (value >> zeros == (short) (value >> zeros)) {
      emit(PpcOp.LI, target, imm(value >> zeros));
      emit(PpcOp.SLDI, target, target, imm(zeros));
    } else if (Long.bitCount(value) == 64 - Long.numberOfLeadingZeros(value)) {
      emit(PpcOp.LI, target, imm(-1));
      emit(PpcOp.CLRLDI, target, target, imm(Long.numberOfLeadingZeros(value)));
    } else {
      moveSigned(target, (int) (value >>> 32));
      emit(PpcOp.SLDI, target, target, imm(32));
      or(target, low);
    }
  }

  /** A number of 32 bits with its sign. */
  private void moveSigned(Gpr target, int value) {
    if (value == (short) value) {
      emit(PpcOp.LI, target, imm(value));
      return;
    }
    emit(PpcOp.LIS, target, imm(value >> 16));
    or(target, value & 0xFFFF);
  }

  /** A number of 32 bits of which the first is set, with zeros above. */
  private void moveUnsigned(Gpr target, int value) {
    if (value == (short) value) {
      emit(PpcOp.LI, target, imm(value));
      emit(PpcOp.CLRLDI, target, target, imm(32));
      return;
    }
    int half = value & 0xFFFF;
    boolean positive = half < 0x8000;
    emit(PpcOp.LI, target, imm(positive ? half : 0));
    or(target, positive ? value & 0xFFFF_0000 : value);
  }

  private void or(Gpr target, int bits) {
    if (bits >>> 16 != 0) {
      emit(PpcOp.ORIS, target, target, imm(bits >>> 16));
    }
    if ((bits & 0xFFFF) != 0) {
      emit(PpcOp.ORI, target, target, imm(bits & 0xFFFF));
    }
  }

  /** {@code target = source + addend}; the source is not r0, nor is it {@code scratch}. */
  public void add(Gpr target, Gpr source, long addend, Gpr scratch) {
    short low = (short) addend;
    long high = (addend - low) >> 16;
    if (high != (short) high) {
      moveImmediate(scratch, addend);
      emit(PpcOp.ADD, target, source, scratch);
      return;
    }
    Gpr partial = source;
    if (high != 0) {
      emit(PpcOp.ADDIS, target, source, imm(high));
      partial = target;
    }
    if (low != 0 || (high == 0 && target != source)) {
      emit(PpcOp.ADDI, target, partial, imm(low));
    }
  }

  @Override
  public void align(int bytes) {
    alignment = Math.max(alignment, bytes);
    while (offset() % bytes != 0) {
      emit(PpcOp.NOP);
    }
  }

  /**
   * Whether each jump within reaches its target, if that is at most {@code behind} bytes behind
   * what has been emitted; far code does up to 32 MB.
   */
  public boolean reaches(int behind) {
    int end = offset() + behind;
    for (Fixup fixup : fixups) {
      int target = fixup.label.isExternal() ? end : fixup.label.offset();
      if (!distanceSlot(words[fixup.at / BYTES]).accepts(imm(target - fixup.at))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public AssembledCode finish() {
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
      PpcDisassembler.WORD.set(bytes, i * BYTES, words[i]);
    }
    return new AssembledCode(bytes, bytes.length, alignment, List.copyOf(relocations));
  }

  /** A jump that goes {@code distance} bytes. */
  static int reach(int word, int distance) {
    Slot slot = distanceSlot(word);
    if (!slot.accepts(imm(distance))) {
      throw new IllegalStateException("a jump of " + distance + " bytes does not reach");
    }
    return (word & ~slot.mask()) | slot.encode(imm(distance));
  }

  private static Slot distanceSlot(int word) {
    return PpcOp.B.fits(word) ? Slot.J24 : Slot.J14;
  }
}
