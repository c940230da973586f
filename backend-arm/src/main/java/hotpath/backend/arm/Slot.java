package hotpath.backend.arm;

import static hotpath.backend.arm.Slot.Content.FPR;
import static hotpath.backend.arm.Slot.Content.GPR;
import static hotpath.backend.arm.Slot.Content.GPR_SP;

import hotpath.backend.arm.Operand.Imm;
import hotpath.backend.arm.Operand.Shift;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What may stand at one operand position of an instruction, where its bits go, and how it is
 * printed: the one place that knows the fields.
 *
 * <p>Register slots are named by field (D, N, M, A, T2) behind what stands there: R a
 * general-purpose register of the instruction's size, RS the same with the stack pointer for number
 * 31, W and X one of fixed size, F a floating-point register of the instruction's size, S and D one
 * of fixed size, B a byte, V a vector of eight of them.
 */
enum Slot {
  RD(GPR, 0, null),
  RN(GPR, 5, null),
  RM(GPR, 16, null),
  RA(GPR, 10, null),
  RSD(GPR_SP, 0, null),
  RSN(GPR_SP, 5, null),
  WD(GPR, 0, Size.W),
  WN(GPR, 5, Size.W),
  WM(GPR, 16, Size.W),
  XD(GPR, 0, Size.X),
  XN(GPR, 5, Size.X),
  XM(GPR, 16, Size.X),
  XT2(GPR, 10, Size.X),
  /** One register in both fields. */
  RNM(GPR, 5, null),
  FD(FPR, 0, null),
  FN(FPR, 5, null),
  FM(FPR, 16, null),
  SD(FPR, 0, Size.S),
  SN(FPR, 5, Size.S),
  DD(FPR, 0, Size.D),
  DN(FPR, 5, Size.D),
  DT2(FPR, 10, Size.D),
  BD(FPR, 0, Size.D),
  VD(FPR, 0, Size.D),
  VN(FPR, 5, Size.D),
  /** 12 bits, shifted left by 12 or not. */
  ADDEND(Content.IMM, 10, 13),
  /** A logical immediate. */
  MASK(Content.IMM, 10, 13),
  /** One that is not written as 16 bits or their inverse. */
  BARE_MASK(Content.IMM, 10, 13),
  /** 16 bits at one of the places of a register; the operand is the number there. */
  HALF(Content.IMM, 5, 18),
  /** The same, inverted. */
  NOT_HALF(Content.IMM, 5, 18),
  /** The place of 16 bits that replace others, as the distance that they are shifted. */
  PLACE(Content.IMM, 21, 2),
  /** A distance of a shift left, to the right, by sbfm and ubfm. */
  LEFT(Content.IMM, 10, 12),
  RIGHT(Content.IMM, 16, 6),
  /** How register M is shifted; may be missing. */
  SHIFT(Content.SHIFT, 10, 0),
  COND(Content.COND, 12, 4),
  /** The negated condition, as cset and cneg have it. */
  NOT_COND(Content.COND, 12, 4),
  /** The condition of a jump, which is part of its name. */
  NAME_COND(Content.COND, 0, 4),
  FLOAT(Content.IMM, 13, 8),
  /** The number 0.0, which has no bits. */
  FLOAT_ZERO(Content.IMM, 0, 0),
  MEM(Content.MEM, 0, 0),
  /** A place for two registers of 8 bytes. */
  PAIR(Content.MEM, 15, 7),
  /** Distances of jumps and literals in words. */
  J26(Content.JUMP, 0, 26),
  J19(Content.JUMP, 5, 19),
  J14(Content.JUMP, 5, 14),
  /** The number of a bit. */
  BIT(Content.IMM, 19, 5),
  CODE(Content.IMM, 5, 16);

  enum Content {
    GPR,
    GPR_SP,
    FPR,
    IMM,
    SHIFT,
    COND,
    MEM,
    JUMP
  }

  static final int SIZE_BIT = 31;
  private static final int N_BIT = 1 << 22;

  final Content content;
  private final int at;
  private final int width;
  private final @Nullable Size fixed;

  Slot(Content content, int at, @Nullable Size fixed) {
    this(content, at, 5, fixed);
  }

  Slot(Content content, int at, int width) {
    this(content, at, width, null);
  }

  Slot(Content content, int at, int width, @Nullable Size fixed) {
    this.content = content;
    this.at = at;
    this.width = width;
    this.fixed = fixed;
  }

  boolean isOptional() {
    return content == Content.SHIFT;
  }

  boolean isJump() {
    return content == Content.JUMP;
  }

  /** The bits of an instruction that belong to this slot. */
  int mask() {
    return switch (this) {
      case MEM -> 0x013F_FFE0;
      case PAIR -> 0x003F_83E0;
      case LEFT, RIGHT, MASK, BARE_MASK -> 0x003F_FC00 | N_BIT;
      case RNM -> 0x001F_03E0;
      case SHIFT -> 0x00C0_FC00;
      case ADDEND -> 0x007F_FC00;
      default -> ((1 << width) - 1) << at;
    };
  }

  private Size size(@Nullable Size size) {
    Size s = fixed == null ? size : fixed;
    return s == null ? Size.X : s;
  }

  boolean accepts(Operand operand, @Nullable Size size, int scale) {
    return switch (content) {
      case GPR -> operand instanceof Gpr gpr && gpr != Gpr.SP;
      case GPR_SP -> operand instanceof Gpr gpr && gpr != Gpr.ZR;
      case FPR -> operand instanceof Fpr;
      case SHIFT -> operand instanceof Shift;
      case COND -> operand instanceof Cond;
      case MEM -> operand instanceof Mem mem && acceptsMemory(mem, scale);
      case JUMP -> operand instanceof Imm(long d) && d % 4 == 0 && fits(d / 4, width);
      case IMM -> operand instanceof Imm(long value) && acceptsValue(value, size(size));
    };
  }

  private boolean acceptsMemory(Mem mem, int scale) {
    if (this == PAIR) {
      return mem.index() == null && mem.disp() % 8 == 0 && fits(mem.disp() / 8, 7);
    }
    return mem.index() == null
        ? Mem.fits(mem.disp(), scale)
        : mem.shift() == 0 || mem.shift() == scale;
  }

  private boolean acceptsValue(long value, Size size) {
    return switch (this) {
      case ADDEND -> Immediates.isArithmetic(value);
      case MASK -> Immediates.encodeMask(value, size.bits()) != Immediates.NONE;
      case BARE_MASK -> isBareMask(value, size);
      case HALF -> half(value, size) != Immediates.NONE;
      case NOT_HALF -> half(~value, size) != Immediates.NONE;
      case FLOAT -> Immediates.encodeFloat(value, size) != Immediates.NONE;
      case LEFT -> value > 0 && value < size.bits();
      case RIGHT -> value >= 0 && value < size.bits();
      case PLACE -> value % 16 == 0 && value >= 0 && value < size.bits();
      case BIT -> value >= 0 && value >>> 5 == (size == Size.X ? 1 : 0);
      default -> value >= 0 && value < 1L << width;
    };
  }

  private static boolean isBareMask(long value, Size size) {
    return MASK.acceptsValue(value, size)
        && half(value, size) == Immediates.NONE
        && half(~value, size) == Immediates.NONE;
  }

  private static boolean fits(long value, int bits) {
    return value << (64 - bits) >> (64 - bits) == value;
  }

  /** The 16 bits and their place, for a number of which nothing else is set. */
  private static int half(long value, Size size) {
    long bits = size == Size.W ? value & 0xFFFF_FFFFL : value;
    for (int place = 0; place < size.bits() / 16; place++) {
      if ((bits & ~(0xFFFFL << (16 * place))) == 0) {
        return place << 16 | (int) (bits >>> (16 * place));
      }
    }
    return Immediates.NONE;
  }

  int encode(Operand operand, @Nullable Size givenSize, int scale) {
    Size size = size(givenSize);
    return switch (operand) {
      case Register register ->
          register.number() << at | (this == RNM ? register.number() << 16 : 0);
      case Cond cond -> (this == NOT_COND ? cond.negated() : cond).code() << at;
      case Shift(Shift.Type type, int amount) -> type.ordinal() << 22 | amount << 10;
      case Mem mem -> this == PAIR ? pair(mem) : memory(mem, scale);
      case Imm(long value) ->
          switch (this) {
            case ADDEND -> (int) (value < 1 << 12 ? value : 1 << 12 | value >>> 12) << at;
            case MASK, BARE_MASK -> Immediates.encodeMask(value, size.bits()) << at;
            case HALF -> half(value, size) << at;
            case NOT_HALF -> half(~value, size) << at;
            case FLOAT -> Immediates.encodeFloat(value, size) << at;
            case LEFT -> {
              int last = size.bits() - 1;
              yield nBit(size) | (int) (-value & last) << 16 | (int) (last - value) << 10;
            }
            case RIGHT -> nBit(size) | (int) value << 16 | (size.bits() - 1) << 10;
            case BIT -> (int) (value & 31) << at;
            case PLACE -> (int) (value / 16) << at;
            case J26, J19, J14 -> ((int) (value / 4) & ((1 << width) - 1)) << at;
            default -> (int) value << at;
          };
    };
  }

  private static int nBit(Size size) {
    return size == Size.X ? N_BIT : 0;
  }

  private int pair(Mem mem) {
    return (mem.disp() / 8 & 0x7F) << at | mem.base().number() << 5;
  }

  private static int memory(Mem mem, int scale) {
    int base = mem.base().number() << 5;
    Gpr index = mem.index();
    if (index != null) {
      int scaled = mem.shift() == 0 ? 0 : 1 << 12;
      return 1 << 21 | index.number() << 16 | 0b011 << 13 | scaled | 0b10 << 10 | base;
    }
    return Mem.fitsScaled(mem.disp(), scale)
        ? 1 << 24 | mem.disp() >>> scale << 10 | base
        : (mem.disp() & 0x1FF) << 12 | base;
  }

  /** The operand in an instruction; null if the bits are none that we write. */
  @Nullable Operand decode(int insn, @Nullable Size givenSize, int scale) {
    Size size = size(givenSize);
    int field = insn >>> at & ((1 << width) - 1);
    return switch (content) {
      case GPR ->
          this == RNM && field != (insn >>> 16 & 31) ? null : field == 31 ? Gpr.ZR : Gpr.of(field);
      case GPR_SP -> Gpr.of(field);
      case FPR -> Fpr.of(field);
      case COND ->
          field >= 14 ? null : this == NOT_COND ? Cond.of(field).negated() : Cond.of(field);
      case JUMP -> new Imm((long) (field << (32 - width) >> (32 - width)) * 4);
      case SHIFT -> {
        int type = insn >>> 22 & 3;
        int amount = insn >>> 10 & 63;
        yield type == 3 || amount >= size.bits()
            ? null
            : new Shift(Shift.Type.values()[type], amount);
      }
      case MEM ->
          this == PAIR
              ? Mem.at(Gpr.of(insn >>> 5 & 31), (field << 25 >> 25) * 8)
              : decodeMemory(insn, scale);
      case IMM -> decodeValue(insn, field, size);
    };
  }

  private @Nullable Operand decodeValue(int insn, int field, Size size) {
    switch (this) {
      case ADDEND:
        int number = field & 0xFFF;
        boolean high = field >>> 12 != 0;
        return high && number == 0 ? null : new Imm(high ? (long) number << 12 : number);
      case MASK:
        long mask = Immediates.decodeMask(field, size.bits());
        return mask == 0 ? null : new Imm(mask);
      case BARE_MASK:
        long bare = Immediates.decodeMask(field, size.bits());
        return isBareMask(bare, size) ? new Imm(bare) : null;
      case HALF, NOT_HALF:
        int place = field >>> 16;
        int half = field & 0xFFFF;
        boolean ofMovz = this == NOT_HALF && size == Size.W && half == 0xFFFF;
        if (place >= size.bits() / 16 || (place > 0 && half == 0) || ofMovz) {
          return null; // no alias mov
        }
        long bits = (long) half << (16 * place);
        long value = this == HALF ? bits : ~bits;
        return new Imm(size == Size.W ? (int) value : value);
      case FLOAT:
        return new Imm(Immediates.decodeFloat(field, size));
      case LEFT:
        int distance = size.bits() - 1 - (insn >>> 10 & 63);
        boolean left = distance > 0 && (insn >>> 16 & 63) == size.bits() - distance;
        return left && hasN(insn, size) ? new Imm(distance) : null;
      case RIGHT:
        boolean full = (insn >>> 10 & 63) == size.bits() - 1 && field < size.bits();
        return full && hasN(insn, size) ? new Imm(field) : null;
      case BIT:
        return new Imm(size == Size.X ? field | 32 : field);
      case PLACE:
        return 16 * field < size.bits() ? new Imm(16L * field) : null;
      default:
        return new Imm(field);
    }
  }

  private static boolean hasN(int insn, Size size) {
    return (insn & N_BIT) == nBit(size);
  }

  private static @Nullable Operand decodeMemory(int insn, int scale) {
    Gpr base = Gpr.of(insn >>> 5 & 31);
    if ((insn & 1 << 24) != 0) {
      return Mem.at(base, (insn >>> 10 & 0xFFF) << scale);
    }
    if ((insn & 1 << 21) == 0) {
      int disp = insn << 11 >> 23;
      boolean ours = (insn >>> 10 & 3) == 0 && !Mem.fitsScaled(disp, scale);
      return ours ? Mem.at(base, disp) : null;
    }
    int shift = insn >>> 12 & 1;
    int index = insn >>> 16 & 31;
    boolean ours = (insn >>> 13 & 7) == 0b011 && (insn >>> 10 & 3) == 0b10 && index != 31;
    return ours && (shift == 0 || scale > 0) ? Mem.at(base, Gpr.of(index), shift * scale) : null;
  }

  /** The operand as objdump prints it; empty if it is not printed. */
  String text(Operand operand, @Nullable Size givenSize, long address) {
    Size size = size(givenSize);
    return switch (operand) {
      case Register r ->
          switch (this) {
            case VD, VN -> r + ".8b";
            case BD -> "b" + r.number();
            default -> r.name(size);
          };
      case Cond cond -> this == NAME_COND ? "" : cond.suffix();
      case Shift(Shift.Type type, int amount) -> shiftText(type, amount);
      case Mem mem -> text(mem);
      case Imm(long value) ->
          switch (this) {
            case ADDEND ->
                value < 1 << 12
                    ? "#0x" + Long.toHexString(value)
                    : "#0x" + Long.toHexString(value >>> 12) + ", lsl #12";
            case MASK, BARE_MASK, HALF, NOT_HALF -> "#0x" + hex(value, size);
            case CODE -> "#0x" + hex(value, Size.W);
            case PLACE -> value == 0 ? "" : "lsl #" + value;
            case FLOAT_ZERO -> "#0.0";
            case FLOAT -> "#" + floatText(value, size);
            case J26, J19, J14 -> "0x" + Long.toHexString(address + value);
            default -> "#" + value;
          };
    };
  }

  private static String shiftText(Shift.Type type, int amount) {
    boolean shifted = amount != 0 || type != Shift.Type.LSL;
    return shifted ? type.name().toLowerCase(Locale.ROOT) + " #" + amount : "";
  }

  private static String hex(long value, Size size) {
    return Long.toHexString(size.bits() == 32 ? value & 0xFFFF_FFFFL : value);
  }

  /** As C prints it in the format %.18e. */
  private static String floatText(long bits, Size size) {
    double value =
        size == Size.S ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
    return "%.18e".formatted(value);
  }

  private static String text(Mem mem) {
    String base = mem.base().name(Size.X);
    Gpr index = mem.index();
    if (index != null) {
      String shift = mem.shift() == 0 ? "" : ", lsl #" + mem.shift();
      return "[" + base + ", " + index.name(Size.X) + shift + "]";
    }
    return mem.disp() == 0 ? "[" + base + "]" : "[" + base + ", #" + mem.disp() + "]";
  }
}
