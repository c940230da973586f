package hotpath.backend.x86;

/**
 * What may stand at one operand position of a {@link Form}, and where its bits go.
 *
 * <p>The names are those of SDM vol. 2, appendix A.2: the first letter is the addressing method (E:
 * ModR/M.rm, register or memory; M: the same, memory only; R: the same, register only; G:
 * ModR/M.reg; V, W: the same as G, E for XMM; Z: low bits of the opcode; I: immediate; J: relative
 * jump), the rest the type (V: operand size, B, W, D, Q: 8 to 64 bits, SS, SD, PS: 32, 64, 128 bits
 * of an XMM register).
 */
enum Slot {
  EV(Place.RM, Bank.GPR, true, 0),
  EB(Place.RM, Bank.GPR, true, 8),
  EW(Place.RM, Bank.GPR, true, 16),
  ED(Place.RM, Bank.GPR, true, 32),
  EQ(Place.RM, Bank.GPR, true, 64),
  RV(Place.RM, Bank.GPR, false, 0),
  MV(Place.RM, Bank.NONE, true, 0),
  /** An address that is computed and not accessed, as in lea: it has no width. */
  MA(Place.RM, Bank.NONE, true, -1),
  MSS(Place.RM, Bank.NONE, true, 32),
  MSD(Place.RM, Bank.NONE, true, 64),
  MPS(Place.RM, Bank.NONE, true, 128),
  WSS(Place.RM, Bank.XMM, true, 32),
  WSD(Place.RM, Bank.XMM, true, 64),
  WPS(Place.RM, Bank.XMM, true, 128),
  GV(Place.REG, Bank.GPR, false, 0),
  VX(Place.REG, Bank.XMM, false, 128),
  ZV(Place.OPCODE, Bank.GPR, false, 0),
  ZQ(Place.OPCODE, Bank.GPR, false, 64),
  /** An immediate byte, sign-extended to the operand size. */
  IB(Place.IMM, Bank.NONE, false, 0),
  /** An immediate byte without sign: a shift count or rounding mode. */
  UB(Place.IMM, Bank.NONE, false, 8),
  /** An immediate of the operand size, of which a quadword has 32 bits, sign-extended. */
  IZ(Place.IMM, Bank.NONE, false, 0),
  IQ(Place.IMM, Bank.NONE, false, 64),
  JB(Place.IMM, Bank.NONE, false, 64),
  JZ(Place.IMM, Bank.NONE, false, 64),
  /** The accumulator, the count register and the constant 1, which the opcode implies. */
  AV(Place.IMPLIED, Bank.GPR, false, 0),
  CL(Place.IMPLIED, Bank.GPR, false, 8),
  ONE(Place.IMPLIED, Bank.NONE, false, 0);

  enum Place {
    RM,
    REG,
    OPCODE,
    IMM,
    IMPLIED
  }

  enum Bank {
    NONE,
    GPR,
    XMM
  }

  final Place place;
  final Bank bank;
  final boolean memory;
  private final int bits;

  Slot(Place place, Bank bank, boolean memory, int bits) {
    this.place = place;
    this.bank = bank;
    this.memory = memory;
    this.bits = bits;
  }

  /** The width of the operand in an instruction of that size; -1 is none. */
  int bits(int operandSize) {
    return bits == 0 ? operandSize : bits;
  }

  /** The bytes an immediate takes in an instruction of that size; 0 for other slots. */
  int immediateBytes(int operandSize) {
    return switch (this) {
      case IB, UB, JB -> 1;
      case IZ -> Math.min(operandSize, 32) / 8;
      case JZ -> 4;
      case IQ -> 8;
      default -> 0;
    };
  }

  boolean isJump() {
    return this == JB || this == JZ;
  }

  boolean accepts(Operand operand, int operandSize) {
    return switch (operand) {
      case Mem _ -> memory;
      case Xmm _ -> bank == Bank.XMM;
      case Gpr gpr ->
          switch (this) {
            case AV -> gpr == Gpr.RAX;
            case CL -> gpr == Gpr.RCX;
            default -> bank == Bank.GPR;
          };
      case Operand.Imm(long value) -> {
        int room = 64 - 8 * immediateBytes(operandSize);
        yield switch (this) {
          case ONE -> value == 1;
          case UB -> value == (value & 0xFF);
          default -> place == Place.IMM && value << room >> room == value;
        };
      }
    };
  }

  /** The register of that number in this slot's bank. */
  Register register(int number) {
    return bank == Bank.XMM ? Xmm.of(number) : Gpr.of(number);
  }

  /** Whether the register is spl, bpl, sil or dil, reached only with a REX prefix, even empty. */
  boolean needsRex(Register register, int operandSize) {
    return place != Place.IMPLIED
        && bits(operandSize) == 8
        && register.number() >= 4
        && register.number() < 8;
  }
}
