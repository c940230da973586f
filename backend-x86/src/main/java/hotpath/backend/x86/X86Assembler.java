package hotpath.backend.x86;

import static hotpath.backend.x86.Operand.imm;

import hotpath.tssa.backend.AssembledCode;
import hotpath.tssa.backend.AssembledCode.Relocation;
import hotpath.tssa.backend.Assembler;
import hotpath.tssa.backend.Label;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Assembles one piece of code: instructions, labels, a pool of literals behind them. The result can
 * be placed anywhere: only jumps to external labels depend on where it lies, and they are listed.
 *
 * <p>Instructions are chosen by operation and operands, so a caller need not know whether the
 * register allocator left a value in a register or in memory:
 *
 * <pre>{@code
 * Label loop = new Label(), exit = Label.external(7);
 * assembler.bind(loop);
 * assembler.emit(ADD, Size.D, RAX, Mem.at(R14, RCX, 4, 16));
 * assembler.emit(CMP, Size.D, RAX, imm(1000));
 * assembler.patchableJump(Cond.GE, exit);
 * assembler.emit(MULSD, XMM0, assembler.literal64(Double.doubleToRawLongBits(0.1)));
 * assembler.jump(loop);
 * }</pre>
 *
 * <p>A jump backwards takes the short form when it reaches. A jump forwards takes the long one
 * unless the caller states that the target is near; {@link #finish} checks that.
 */
public final class X86Assembler implements Assembler {
  /** The recommended sequences of 1 to 9 bytes (SDM vol. 2, NOP). */
  private static final List<byte[]> NOPS =
      List.of(
          hex("90"),
          hex("6690"),
          hex("0f1f00"),
          hex("0f1f4000"),
          hex("0f1f440000"),
          hex("660f1f440000"),
          hex("0f1f8000000000"),
          hex("0f1f840000000000"),
          hex("660f1f840000000000"));

  /** What stands between the code and its literals: nothing should run into them. */
  private static final int INT3 = 0xCC;

  private static final int SHORT_JUMP_BYTES = 2;
  private static final int NONE = -1;

  /** A displacement of that many bytes that counts from {@code end} to the label. */
  private record Fixup(int field, int width, int end, Label label) {}

  private record Literal(int width, long low, long high) {}

  private final CpuFeatures features;
  private final CodeBuffer code = new CodeBuffer();
  private final List<Fixup> fixups = new ArrayList<>();
  private final Map<Literal, Label> literals = new LinkedHashMap<>();
  private int alignment = 16;

  /** Where the last instruction starts, if it can still be moved: no label stands behind it. */
  private int movable = NONE;

  public X86Assembler(CpuFeatures features) {
    this.features = features;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  /** Where the next instruction starts, unless {@link #patchableJump} or {@link #align} pads. */
  @Override
  public int offset() {
    return code.size();
  }

  /** An instruction whose operands say its size, or that has none. */
  public void emit(X86Op op, Operand... operands) {
    emit(op, null, null, operands);
  }

  public void emit(X86Op op, Size size, Operand... operands) {
    emit(op, size, null, operands);
  }

  /** setcc, which has no size. */
  public void emit(X86Op op, Cond cond, Operand... operands) {
    emit(op, null, cond, operands);
  }

  /** Any instruction; {@code cond} for those that take one. */
  public void emit(X86Op op, @Nullable Size size, @Nullable Cond cond, Operand... operands) {
    Form form = op.find(size, operands);
    if (form == null || op.conditional() != (cond != null) || !features.has(op.feature())) {
      throw new IllegalArgumentException(
          "no " + op + " of size " + size + ", condition " + cond + " for " + List.of(operands));
    }
    emit(form, size, cond, operands);
  }

  private void emit(Form form, @Nullable Size size, @Nullable Cond cond, Operand... operands) {
    int start = offset();
    int ripField = X86Encoder.encode(code, form, size, cond, operands);
    movable = ripField == NONE ? start : NONE;
    for (Operand operand : operands) {
      if (operand instanceof Mem mem && mem.label() != null) {
        if (mem.label().isExternal()) {
          throw new IllegalArgumentException("only jumps and calls reach an external label");
        }
        fixups.add(new Fixup(ripField, 4, offset(), mem.label()));
      }
    }
  }

  /** Sets a register without touching the flags, by the shortest instruction. */
  public void moveImmediate(Gpr target, long value) {
    if (value >>> 32 == 0) {
      int low = (int) value;
      emit(X86Op.MOV, Size.D, target, imm(low)); // clears the upper half
    } else if (value == (int) value) {
      emit(X86Op.MOV, Size.Q, target, imm(value));
    } else {
      emit(X86Op.MOVABS, target, imm(value));
    }
  }

  @Override
  public void bind(Label label) {
    label.bind(offset());
    movable = NONE;
  }

  @Override
  public void jump(Label target) {
    jump(X86Op.JMP, null, target, false);
  }

  public void jump(Cond cond, Label target) {
    jump(X86Op.JCC, cond, target, false);
  }

  /** A jump forwards of which the caller knows that it spans at most 127 bytes. */
  public void shortJump(Label target) {
    jump(X86Op.JMP, null, target, true);
  }

  public void shortJump(Cond cond, Label target) {
    jump(X86Op.JCC, cond, target, true);
  }

  /** Pushes the return address: the stack must be what the callee expects. */
  public void call(Label target) {
    longJump(X86Op.CALL, null, target);
  }

  /**
   * A long jump that can be re-pointed while others run it. Returns the offset of its displacement,
   * a multiple of four, so that the store which re-points it is one access.
   */
  public int patchableJump(Label target) {
    pad(X86Op.JMP);
    return longJump(X86Op.JMP, null, target);
  }

  public int patchableJump(Cond cond, Label target) {
    pad(X86Op.JCC);
    return longJump(X86Op.JCC, cond, target);
  }

  /**
   * Aligns the displacement of a long jump. The padding goes in front of the instruction before the
   * jump where possible: processors fuse a compare with the conditional jump behind it, and a nop
   * between them would cost that too.
   */
  private void pad(X86Op op) {
    int opcodeBytes = op == X86Op.JCC ? 2 : 1;
    int padding = -(offset() + opcodeBytes) & 3;
    if (padding == 0) {
      return;
    }
    int start = movable == NONE ? offset() : movable;
    byte[] moved = code.cut(start);
    nop(padding);
    code.append(moved);
  }

  private void jump(X86Op op, @Nullable Cond cond, Label target, boolean near) {
    boolean reached =
        target.isBound() && target.offset() - (offset() + SHORT_JUMP_BYTES) >= Byte.MIN_VALUE;
    if (near && target.isExternal()) {
      throw new IllegalArgumentException("external labels are never near");
    }
    if (near || reached) {
      jump(op, Slot.JB, 1, cond, target);
    } else {
      longJump(op, cond, target);
    }
  }

  private int longJump(X86Op op, @Nullable Cond cond, Label target) {
    return jump(op, Slot.JZ, 4, cond, target);
  }

  private int jump(X86Op op, Slot slot, int width, @Nullable Cond cond, Label target) {
    for (Form form : op.forms()) {
      if (form.slots().contains(slot)) {
        emit(form, null, cond, imm(0));
        int field = offset() - width;
        fixups.add(new Fixup(field, width, offset(), target));
        movable = NONE;
        return field;
      }
    }
    throw new IllegalArgumentException(op + " has no form " + slot);
  }

  /** Appends that many bytes that do nothing, in few instructions. */
  public void nop(int bytes) {
    for (int left = bytes; left > 0; ) {
      byte[] nop = NOPS.get(Math.min(left, NOPS.size()) - 1);
      code.append(nop);
      left -= nop.length;
    }
    movable = NONE;
  }

  @Override
  public void align(int bytes) {
    alignment = Math.max(alignment, bytes);
    nop(-offset() & (bytes - 1));
  }

  /** The place of a constant in the pool; equal constants share one. */
  public Mem literal32(int bits) {
    return literal(new Literal(4, bits, 0));
  }

  public Mem literal64(long bits) {
    return literal(new Literal(8, bits, 0));
  }

  /** A constant for the 128-bit operand of andps and the like, aligned as they demand. */
  public Mem literal128(long low, long high) {
    return literal(new Literal(16, low, high));
  }

  private Mem literal(Literal literal) {
    return Mem.at(literals.computeIfAbsent(literal, _ -> new Label()));
  }

  @Override
  public AssembledCode finish() {
    int codeSize = offset();
    for (int width = 16; width >= 4; width /= 2) {
      appendLiterals(width);
    }
    List<Relocation> relocations = new ArrayList<>();
    for (Fixup fixup : fixups) {
      if (fixup.label.isExternal()) {
        relocations.add(new Relocation(fixup.field, fixup.label.externalTarget()));
      } else {
        resolve(fixup);
      }
    }
    return new AssembledCode(code.toByteArray(), codeSize, alignment, List.copyOf(relocations));
  }

  private void appendLiterals(int width) {
    for (Map.Entry<Literal, Label> entry : literals.entrySet()) {
      Literal literal = entry.getKey();
      if (literal.width == width) {
        while (offset() % width != 0) {
          code.append(INT3, 1);
        }
        bind(entry.getValue());
        code.append(literal.low, Math.min(width, 8));
        if (width == 16) {
          code.append(literal.high, 8);
        }
      }
    }
  }

  private void resolve(Fixup fixup) {
    int distance = fixup.label.offset() - fixup.end;
    if (fixup.width == 1 && distance != (byte) distance) {
      throw new IllegalStateException(
          "short jump at " + fixup.field + " cannot reach " + fixup.label.offset());
    }
    code.patch(fixup.field, distance, fixup.width);
  }
}
