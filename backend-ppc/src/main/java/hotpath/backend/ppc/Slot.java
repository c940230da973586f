package hotpath.backend.ppc;

import hotpath.backend.ppc.Operand.Imm;
import org.jspecify.annotations.Nullable;

/**
 * What may stand at one operand position of an instruction, where its bits go, and how it is
 * printed: the one place that knows the fields (Power ISA, book I, 1.6).
 *
 * <p>Register slots are named by field (T the first, A, B, C) behind the bank: R general-purpose, F
 * floating-point, V the same registers in instructions that call them vector-scalar.
 */
enum Slot {
  RT(Content.GPR, 21, 5),
  RA(Content.GPR, 16, 5),
  RB(Content.GPR, 11, 5),
  /** Not register 0, which would be the number 0. */
  RA_BASE(Content.GPR, 16, 5),
  /** A register or the number 0. */
  RA_OR_ZERO(Content.GPR, 16, 5),
  /** One register in both fields. */
  RT_RB(Content.GPR, 21, 5),
  FT(Content.FPR, 21, 5),
  FA(Content.FPR, 16, 5),
  FB(Content.FPR, 11, 5),
  FC(Content.FPR, 6, 5),
  VT(Content.FPR, 21, 5),
  VA(Content.FPR, 16, 5),
  VB(Content.FPR, 11, 5),
  SIGNED(Content.IMM, 0, 16),
  UNSIGNED(Content.IMM, 0, 16),
  /** Distance, first and last bit of a mask in a word. */
  SH(Content.IMM, 11, 5),
  MB(Content.IMM, 6, 5),
  ME(Content.IMM, 1, 5),
  /** The same in a doubleword; a mask has one end there, the other one is implied. */
  SH_D(Content.IMM, 11, 6),
  END_D(Content.IMM, 5, 6),
  /** What extended mnemonics say of a rotation and mask in one number. */
  SLWI(Content.IMM, 1, 15),
  SRWI(Content.IMM, 1, 15),
  CLRLWI(Content.IMM, 1, 15),
  CLRRWI(Content.IMM, 1, 15),
  ROTLWI(Content.IMM, 1, 15),
  SLDI(Content.IMM, 1, 15),
  SRDI(Content.IMM, 1, 15),
  CLRLDI(Content.IMM, 1, 15),
  CLRRDI(Content.IMM, 1, 15),
  ROTLDI(Content.IMM, 1, 15),
  /** Base and displacement; of some instructions the displacement is a multiple of 4. */
  MEM_D(Content.MEM, 0, 16),
  MEM_DS(Content.MEM, 2, 14),
  /** Base and index. */
  MEM_X(Content.MEM, 11, 10),
  /** Distances of jumps in words. */
  J24(Content.JUMP, 2, 24),
  J14(Content.JUMP, 2, 14),
  /** The condition of a jump, which is part of its name. */
  COND(Content.COND, 16, 2),
  BIT_T(Content.BIT, 21, 5),
  BIT_A(Content.BIT, 16, 5),
  BIT_B(Content.BIT, 11, 5),
  /** The bit that a choice asks; but for the last one it is part of the name. */
  BIT_C(Content.BIT, 6, 5);

  enum Content {
    GPR,
    FPR,
    IMM,
    MEM,
    JUMP,
    COND,
    BIT
  }

  private static final int BASE = 16;
  private static final int COND_SET = 1 << 24;

  final Content content;
  private final int at;
  private final int width;

  Slot(Content content, int at, int width) {
    this.content = content;
    this.at = at;
    this.width = width;
  }

  boolean isJump() {
    return content == Content.JUMP;
  }

  /** The bits of an instruction that belong to this slot. */
  int mask() {
    return switch (this) {
      case RT_RB -> field(21) | field(11);
      case SH_D -> field(11) | 1 << 1;
      case END_D -> 0x3F << 5;
      case SLWI, SRWI, CLRLWI, CLRRWI, ROTLWI -> field(11) | field(6) | field(1);
      case SLDI, SRDI, CLRLDI, CLRRDI, ROTLDI -> field(11) | 1 << 1 | 0x3F << 5;
      case MEM_D, MEM_DS -> field(BASE) | ((1 << width) - 1) << at;
      case MEM_X -> field(BASE) | field(11);
      case COND -> COND_SET | 3 << at;
      default -> ((1 << width) - 1) << at;
    };
  }

  private static int field(int at) {
    return 31 << at;
  }

  boolean accepts(Operand operand) {
    return switch (operand) {
      case Gpr gpr -> content == Content.GPR && (!isBase() || gpr != Gpr.R0);
      case Fpr fpr -> content == Content.FPR;
      case Cond cond -> content == Content.COND;
      case CrBit bit -> content == Content.BIT;
      case Mem mem -> content == Content.MEM && acceptsMemory(mem);
      case Imm(long value) ->
          switch (content) {
            case IMM -> acceptsValue(value);
            case JUMP -> value % 4 == 0 && fits(value / 4, width);
            default -> this == RA_OR_ZERO && value == 0;
          };
    };
  }

  private boolean isBase() {
    return this == RA_BASE || this == RA_OR_ZERO;
  }

  private boolean acceptsMemory(Mem mem) {
    return switch (this) {
      case MEM_D -> mem.index() == null && fits(mem.disp(), 16);
      case MEM_DS -> mem.index() == null && fits(mem.disp(), 16) && mem.disp() % 4 == 0;
      default -> mem.index() != null;
    };
  }

  private boolean acceptsValue(long value) {
    return switch (this) {
      case SIGNED -> fits(value, 16);
      case SLWI, SRWI, CLRLWI, CLRRWI -> value > 0 && value < 32;
      case ROTLWI -> value >= 0 && value < 32;
      case SLDI, SRDI, CLRLDI -> value > 0 && value < 64;
      case ROTLDI, CLRRDI -> value >= 0 && value < 64;
      default -> value >= 0 && value < 1L << width;
    };
  }

  /** Whether a number has that many bits, with its sign. */
  static boolean fits(long value, int bits) {
    return value << (64 - bits) >> (64 - bits) == value;
  }

  int encode(Operand operand) {
    return switch (operand) {
      case Register register ->
          register.number() << at | (this == RT_RB ? register.number() << 11 : 0);
      case Cond cond -> cond.bit().ordinal() << at | (cond.isSet() ? COND_SET : 0);
      case CrBit bit -> bit.ordinal() << at;
      case Mem mem -> memory(mem);
      case Imm(long value) -> encodeValue((int) value);
    };
  }

  private int memory(Mem mem) {
    int base = mem.base().number() << BASE;
    Gpr index = mem.index();
    return index == null ? base | (mem.disp() & 0xFFFF) : base | index.number() << at;
  }

  private int encodeValue(int value) {
    return switch (this) {
      case RA_OR_ZERO -> 0;
      case SH_D -> sh(value);
      case END_D -> end(value);
      case SLWI -> word(value, 0, 31 - value);
      case SRWI -> word(32 - value, value, 31);
      case CLRLWI -> word(0, value, 31);
      case CLRRWI -> word(0, 0, 31 - value);
      case ROTLWI -> word(value, 0, 31);
      case SLDI -> sh(value) | end(63 - value);
      case SRDI -> sh(64 - value) | end(value);
      case CLRLDI -> end(value);
      case CLRRDI -> end(63 - value);
      case ROTLDI -> sh(value);
      case J24, J14 -> value & mask();
      default -> (value & ((1 << width) - 1)) << at;
    };
  }

  private static int word(int sh, int mb, int me) {
    return (sh & 31) << 11 | mb << 6 | me << 1;
  }

  /** Six bits, of which the first stands behind the others and apart. */
  private static int sh(int value) {
    return (value & 31) << 11 | (value >>> 5 & 1) << 1;
  }

  private static int end(int value) {
    return (value & 31) << 6 | (value >>> 5 & 1) << 5;
  }

  /** The operand in an instruction; null if the bits are none that we write. */
  @Nullable Operand decode(int insn) {
    int field = insn >>> at & ((1 << width) - 1);
    return switch (content) {
      case GPR -> decodeGpr(insn, field);
      case FPR -> Fpr.of(field);
      case BIT -> field < 4 ? CrBit.of(field) : null;
      case COND -> Cond.of(CrBit.of(field & 3), (insn & COND_SET) != 0);
      case JUMP -> new Imm((long) (field << (32 - width) >> (32 - width)) * 4);
      case MEM -> decodeMemory(insn);
      case IMM -> decodeValue(insn, field);
    };
  }

  private @Nullable Operand decodeGpr(int insn, int field) {
    if (this == RT_RB) {
      return field == (insn >>> 11 & 31) ? Gpr.of(field) : null;
    }
    if (isBase() && field == 0) {
      return this == RA_OR_ZERO ? new Imm(0) : null;
    }
    return Gpr.of(field);
  }

  private @Nullable Operand decodeMemory(int insn) {
    Gpr base = Gpr.of(insn >>> BASE & 31);
    if (base == Gpr.R0) {
      return null;
    }
    return switch (this) {
      case MEM_D -> Mem.at(base, (short) insn);
      case MEM_DS -> Mem.at(base, (short) (insn & ~3));
      default -> Mem.at(base, Gpr.of(insn >>> at & 31));
    };
  }

  private @Nullable Operand decodeValue(int insn, int field) {
    int sh = (insn >>> 11 & 31) | (insn << 4 & 32);
    int end = (insn >>> 6 & 31) | (insn & 32);
    int value =
        switch (this) {
          case SIGNED -> (short) field;
          case SH_D -> sh;
          case END_D -> end;
          case SLWI, ROTLWI -> insn >>> 11 & 31;
          case SRWI, CLRLWI -> insn >>> 6 & 31;
          case CLRRWI -> 31 - (insn >>> 1 & 31);
          case SLDI, ROTLDI -> sh;
          case SRDI, CLRLDI -> end;
          case CLRRDI -> 63 - end;
          default -> field;
        };
    // An extended mnemonic says less than its fields can.
    boolean ours = acceptsValue(value) && (encodeValue(value) & mask()) == (insn & mask());
    return ours ? new Imm(value) : null;
  }

  /** The operand as objdump prints it; empty if it is part of the name. */
  String text(Operand operand, long address) {
    return switch (operand) {
      case Fpr fpr when this == VT || this == VA || this == VB -> "vs" + fpr.number();
      case Register register -> register.toString();
      case Cond cond -> "";
      case CrBit bit -> this == BIT_C && bit != CrBit.SO ? "" : bit.toString();
      case Mem mem ->
          mem.index() == null
              ? mem.disp() + "(" + mem.base() + ")"
              : mem.base() + "," + mem.index();
      case Imm(long value) ->
          isJump() ? "0x" + Long.toHexString(address + value) : Long.toString(value);
    };
  }
}
