package hotpath.backend.x86;

import hotpath.backend.x86.Slot.Bank;
import org.jspecify.annotations.Nullable;

/**
 * Encodes any {@link Form}, by the rules of SDM vol. 2, chapter 2: prefixes, REX, opcode, ModR/M,
 * SIB, displacement, immediate, in that order (2.1, 2.2.1). It knows no instruction.
 */
final class X86Encoder {
  static final int REX_W = 8;
  static final int REX_R = 4;
  static final int REX_X = 2;
  static final int REX_B = 1;

  private static final int OPERAND_SIZE_PREFIX = 0x66;

  private X86Encoder() {}

  /**
   * Appends one instruction and returns where its RIP-relative displacement stands, or -1. The
   * operands are ones the form accepts.
   */
  static int encode(
      CodeBuffer code, Form form, @Nullable Size size, @Nullable Cond cond, Operand... operands) {
    int operandSize = form.operandSize(size);
    int rex = operandSize == 64 ? REX_W : 0;
    boolean forceRex = false;
    int opcode = form.opcode() + (cond == null ? 0 : cond.code());
    int reg = Math.max(form.digit(), 0);
    Operand rm = null;
    for (int i = 0; i < operands.length; i++) {
      Slot slot = form.slots().get(i);
      Operand operand = operands[i];
      if (operand instanceof Register register) {
        forceRex |= slot.bank == Bank.GPR && slot.needsRex(register, operandSize);
      }
      switch (slot.place) {
        case RM -> rm = operand;
        case REG -> reg = ((Register) operand).number();
        case OPCODE -> {
          int number = ((Register) operand).number();
          opcode += number & 7;
          rex |= number >= 8 ? REX_B : 0;
        }
        case IMM, IMPLIED -> {}
      }
    }
    rex |= reg >= 8 ? REX_R : 0;
    rex |= rm == null ? 0 : extensions(rm);

    if (operandSize == 16) {
      code.append(OPERAND_SIZE_PREFIX, 1);
    }
    if (form.prefix() != 0) {
      code.append(form.prefix(), 1);
    }
    if (rex != 0 || forceRex) {
      code.append(0x40 | rex, 1);
    }
    for (int shift = 16; shift >= 0; shift -= 8) {
      if (shift == 0 || opcode >>> shift != 0) {
        code.append(opcode >>> shift, 1);
      }
    }
    int ripField = rm == null ? -1 : modRm(code, reg & 7, rm);
    for (int i = 0; i < operands.length; i++) {
      int width = form.slots().get(i).immediateBytes(operandSize);
      if (width != 0) {
        code.append(((Operand.Imm) operands[i]).value(), width);
      }
    }
    return ripField;
  }

  /** The REX bits that extend ModR/M.rm or SIB (2.2.1.2). */
  private static int extensions(Operand rm) {
    return switch (rm) {
      case Register register -> register.number() >= 8 ? REX_B : 0;
      case Mem mem ->
          (mem.base() != null && mem.base().number() >= 8 ? REX_B : 0)
              | (mem.index() != null && mem.index().number() >= 8 ? REX_X : 0);
      case Operand.Imm _ -> throw new IllegalArgumentException("an immediate has no ModR/M");
    };
  }

  /**
   * ModR/M, SIB and displacement (tables 2-2 and 2-3). Two corners: base 4 (rsp, r12) means "SIB
   * follows", so such a base takes one; base 5 (rbp, r13) without displacement means RIP-relative
   * or no base, so such a base takes a zero displacement. Both look at three bits, REX.B or not
   * (2.2.1.2, table 2-5).
   */
  private static int modRm(CodeBuffer code, int reg, Operand rm) {
    if (rm instanceof Register register) {
      code.append(0xC0 | (reg << 3) | (register.number() & 7), 1);
      return -1;
    }
    Mem mem = (Mem) rm;
    Gpr base = mem.base();
    Gpr index = mem.index();
    int disp = mem.disp();
    if (base == null) {
      code.append((reg << 3) | 5, 1);
      code.append(disp, 4);
      return code.size() - 4;
    }
    int low = base.number() & 7;
    int mod = disp == 0 && low != 5 ? 0 : disp == (byte) disp ? 1 : 2;
    if (index == null && low != 4) {
      code.append((mod << 6) | (reg << 3) | low, 1);
    } else {
      int scale = Integer.numberOfTrailingZeros(mem.scale());
      int number = index == null ? 4 : index.number() & 7;
      code.append((mod << 6) | (reg << 3) | 4, 1);
      code.append((scale << 6) | (number << 3) | low, 1);
    }
    if (mod != 0) {
      code.append(disp, mod == 1 ? 1 : 4);
    }
    return -1;
  }
}
