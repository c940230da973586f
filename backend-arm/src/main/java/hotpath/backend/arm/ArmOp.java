package hotpath.backend.arm;

import static hotpath.backend.arm.ArmOp.Sizes.NONE;
import static hotpath.backend.arm.ArmOp.Sizes.SD;
import static hotpath.backend.arm.ArmOp.Sizes.WX;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The instructions this back end knows, each with its encoding: the one table from which encoder,
 * disassembler and the tests' enumeration derive. A row is what the Arm ARM, chapter C6 and C7,
 * says of the instruction or of an alias of it; of two rows that fit the same bits the one with
 * more bits fixed is printed.
 */
public enum ArmOp {
  // Moves and constants.
  MOV("mov", 0x2A0003E0, WX, Slot.RD, Slot.RM),
  MOVZ("mov", 0x52800000, WX, Slot.RD, Slot.HALF),
  MOVN("mov", 0x12800000, WX, Slot.RD, Slot.NOT_HALF),
  MOVK("movk", 0x72800000, WX, Slot.RD, Slot.CODE, Slot.PLACE),
  MOV_MASK("mov", 0x320003E0, WX, Slot.RSD, Slot.BARE_MASK),

  // Integer arithmetic.
  ADD("add", 0x0B000000, WX, Slot.RD, Slot.RN, Slot.RM, Slot.SHIFT),
  ADD_I("add", 0x11000000, WX, Slot.RSD, Slot.RSN, Slot.ADDEND),
  SUB("sub", 0x4B000000, WX, Slot.RD, Slot.RN, Slot.RM, Slot.SHIFT),
  SUB_I("sub", 0x51000000, WX, Slot.RSD, Slot.RSN, Slot.ADDEND),
  NEG("neg", 0x4B0003E0, WX, Slot.RD, Slot.RM, Slot.SHIFT),
  MUL("mul", 0x1B007C00, WX, Slot.RD, Slot.RN, Slot.RM),
  MADD("madd", 0x1B000000, WX, Slot.RD, Slot.RN, Slot.RM, Slot.RA),
  MSUB("msub", 0x1B008000, WX, Slot.RD, Slot.RN, Slot.RM, Slot.RA),
  SMULL("smull", 0x9B207C00, NONE, Slot.XD, Slot.WN, Slot.WM),
  SMULH("smulh", 0x9B407C00, NONE, Slot.XD, Slot.XN, Slot.XM),
  UMULH("umulh", 0x9BC07C00, NONE, Slot.XD, Slot.XN, Slot.XM),
  SDIV("sdiv", 0x1AC00C00, WX, Slot.RD, Slot.RN, Slot.RM),
  CMP("cmp", 0x6B00001F, WX, Slot.RN, Slot.RM, Slot.SHIFT),
  CMP_I("cmp", 0x7100001F, WX, Slot.RSN, Slot.ADDEND),
  CMN_I("cmn", 0x3100001F, WX, Slot.RSN, Slot.ADDEND),

  // Bits.
  AND("and", 0x0A000000, WX, Slot.RD, Slot.RN, Slot.RM, Slot.SHIFT),
  AND_I("and", 0x12000000, WX, Slot.RSD, Slot.RN, Slot.MASK),
  ORR("orr", 0x2A000000, WX, Slot.RD, Slot.RN, Slot.RM, Slot.SHIFT),
  ORR_I("orr", 0x32000000, WX, Slot.RSD, Slot.RN, Slot.MASK),
  EOR("eor", 0x4A000000, WX, Slot.RD, Slot.RN, Slot.RM, Slot.SHIFT),
  EOR_I("eor", 0x52000000, WX, Slot.RSD, Slot.RN, Slot.MASK),
  MVN("mvn", 0x2A2003E0, WX, Slot.RD, Slot.RM, Slot.SHIFT),
  TST("tst", 0x6A00001F, WX, Slot.RN, Slot.RM, Slot.SHIFT),
  TST_I("tst", 0x7200001F, WX, Slot.RN, Slot.MASK),
  LSL("lsl", 0x1AC02000, WX, Slot.RD, Slot.RN, Slot.RM),
  LSL_I("lsl", 0x53000000, WX, Slot.RD, Slot.RN, Slot.LEFT),
  LSR("lsr", 0x1AC02400, WX, Slot.RD, Slot.RN, Slot.RM),
  LSR_I("lsr", 0x53000000, WX, Slot.RD, Slot.RN, Slot.RIGHT),
  ASR("asr", 0x1AC02800, WX, Slot.RD, Slot.RN, Slot.RM),
  ASR_I("asr", 0x13000000, WX, Slot.RD, Slot.RN, Slot.RIGHT),
  SXTB("sxtb", 0x13001C00, NONE, Slot.WD, Slot.WN),
  SXTH("sxth", 0x13003C00, NONE, Slot.WD, Slot.WN),
  SXTW("sxtw", 0x93407C00, NONE, Slot.XD, Slot.WN),
  UXTB("uxtb", 0x53001C00, NONE, Slot.WD, Slot.WN),
  UXTH("uxth", 0x53003C00, NONE, Slot.WD, Slot.WN),
  CLZ("clz", 0x5AC01000, WX, Slot.RD, Slot.RN),
  RBIT("rbit", 0x5AC00000, WX, Slot.RD, Slot.RN),
  REV_W("rev", 0x5AC00800, NONE, Slot.WD, Slot.WN),
  REV_X("rev", 0xDAC00C00, NONE, Slot.XD, Slot.XN),

  // Choices.
  CSEL("csel", 0x1A800000, WX, Slot.RD, Slot.RN, Slot.RM, Slot.COND),
  CSINV("csinv", 0x5A800000, WX, Slot.RD, Slot.RN, Slot.RM, Slot.COND),
  CSET("cset", 0x1A9F07E0, WX, Slot.RD, Slot.NOT_COND),
  CNEG("cneg", 0x5A800400, WX, Slot.RD, Slot.RNM, Slot.NOT_COND),

  // Memory.
  LDRB("ldrb", 0x38400000, NONE, Slot.WD, Slot.MEM),
  LDRSB("ldrsb", 0x38C00000, NONE, Slot.WD, Slot.MEM),
  LDRH("ldrh", 0x78400000, NONE, Slot.WD, Slot.MEM),
  LDRSH("ldrsh", 0x78C00000, NONE, Slot.WD, Slot.MEM),
  LDR_W("ldr", 0xB8400000, NONE, Slot.WD, Slot.MEM),
  LDRSW("ldrsw", 0xB8800000, NONE, Slot.XD, Slot.MEM),
  LDR_X("ldr", 0xF8400000, NONE, Slot.XD, Slot.MEM),
  LDR_S("ldr", 0xBC400000, NONE, Slot.SD, Slot.MEM),
  LDR_D("ldr", 0xFC400000, NONE, Slot.DD, Slot.MEM),
  STRB("strb", 0x38000000, NONE, Slot.WD, Slot.MEM),
  STRH("strh", 0x78000000, NONE, Slot.WD, Slot.MEM),
  STR_W("str", 0xB8000000, NONE, Slot.WD, Slot.MEM),
  STR_X("str", 0xF8000000, NONE, Slot.XD, Slot.MEM),
  STR_S("str", 0xBC000000, NONE, Slot.SD, Slot.MEM),
  STR_D("str", 0xFC000000, NONE, Slot.DD, Slot.MEM),
  LDP_X("ldp", 0xA9400000, NONE, Slot.XD, Slot.XT2, Slot.PAIR),
  STP_X("stp", 0xA9000000, NONE, Slot.XD, Slot.XT2, Slot.PAIR),
  LDP_D("ldp", 0x6D400000, NONE, Slot.DD, Slot.DT2, Slot.PAIR),
  STP_D("stp", 0x6D000000, NONE, Slot.DD, Slot.DT2, Slot.PAIR),
  LDR_S_LITERAL("ldr", 0x1C000000, NONE, Slot.SD, Slot.J19),
  LDR_D_LITERAL("ldr", 0x5C000000, NONE, Slot.DD, Slot.J19),

  // Control.
  B("b", 0x14000000, NONE, Slot.J26),
  BCC("b.", 0x54000000, NONE, Slot.NAME_COND, Slot.J19),
  CBZ("cbz", 0x34000000, WX, Slot.RD, Slot.J19),
  CBNZ("cbnz", 0x35000000, WX, Slot.RD, Slot.J19),
  TBZ("tbz", 0x36000000, WX, Slot.RD, Slot.BIT, Slot.J14),
  TBNZ("tbnz", 0x37000000, WX, Slot.RD, Slot.BIT, Slot.J14),
  BR("br", 0xD61F0000, NONE, Slot.XN),
  BLR("blr", 0xD63F0000, NONE, Slot.XN),
  RET("ret", 0xD65F03C0, NONE),
  BRK("brk", 0xD4200000, NONE, Slot.CODE),
  NOP("nop", 0xD503201F, NONE),

  // Caches.
  DC_CVAU("dc cvau,", 0xD50B7B20, NONE, Slot.XD),
  IC_IVAU("ic ivau,", 0xD50B7520, NONE, Slot.XD),
  DSB_ISH("dsb ish", 0xD5033B9F, NONE),
  ISB("isb", 0xD5033FDF, NONE),

  // Floating point.
  FMOV("fmov", 0x1E204000, SD, Slot.FD, Slot.FN),
  FMOV_I("fmov", 0x1E201000, SD, Slot.FD, Slot.FLOAT),
  FMOV_SW("fmov", 0x1E270000, NONE, Slot.SD, Slot.WN),
  FMOV_DX("fmov", 0x9E670000, NONE, Slot.DD, Slot.XN),
  FMOV_WS("fmov", 0x1E260000, NONE, Slot.WD, Slot.SN),
  FMOV_XD("fmov", 0x9E660000, NONE, Slot.XD, Slot.DN),
  FADD("fadd", 0x1E202800, SD, Slot.FD, Slot.FN, Slot.FM),
  FSUB("fsub", 0x1E203800, SD, Slot.FD, Slot.FN, Slot.FM),
  FMUL("fmul", 0x1E200800, SD, Slot.FD, Slot.FN, Slot.FM),
  FDIV("fdiv", 0x1E201800, SD, Slot.FD, Slot.FN, Slot.FM),
  FMAX("fmax", 0x1E204800, SD, Slot.FD, Slot.FN, Slot.FM),
  FMIN("fmin", 0x1E205800, SD, Slot.FD, Slot.FN, Slot.FM),
  FABS("fabs", 0x1E20C000, SD, Slot.FD, Slot.FN),
  FNEG("fneg", 0x1E214000, SD, Slot.FD, Slot.FN),
  FSQRT("fsqrt", 0x1E21C000, SD, Slot.FD, Slot.FN),
  FRINTN("frintn", 0x1E244000, SD, Slot.FD, Slot.FN),
  FRINTP("frintp", 0x1E24C000, SD, Slot.FD, Slot.FN),
  FRINTM("frintm", 0x1E254000, SD, Slot.FD, Slot.FN),
  FCVT_DS("fcvt", 0x1E22C000, NONE, Slot.DD, Slot.SN),
  FCVT_SD("fcvt", 0x1E624000, NONE, Slot.SD, Slot.DN),
  SCVTF_S("scvtf", 0x1E220000, WX, Slot.SD, Slot.RN),
  SCVTF_D("scvtf", 0x1E620000, WX, Slot.DD, Slot.RN),
  FCVTZS_S("fcvtzs", 0x1E380000, WX, Slot.RD, Slot.SN),
  FCVTZS_D("fcvtzs", 0x1E780000, WX, Slot.RD, Slot.DN),
  FCMP("fcmp", 0x1E202000, SD, Slot.FN, Slot.FM),
  FCMP_ZERO("fcmp", 0x1E202008, SD, Slot.FN, Slot.FLOAT_ZERO),
  FCSEL("fcsel", 0x1E200C00, SD, Slot.FD, Slot.FN, Slot.FM, Slot.COND),
  CNT("cnt", 0x0E205800, NONE, Slot.VD, Slot.VN),
  ADDV("addv", 0x0E31B800, NONE, Slot.BD, Slot.VN);

  /** The sizes that an instruction has, and the bit that tells them. */
  enum Sizes {
    NONE(0),
    WX(1 << 31, Size.W, Size.X),
    SD(1 << 22, Size.S, Size.D);

    final int bit;
    final List<Size> members;

    Sizes(int bit, Size... members) {
      this.bit = bit;
      this.members = List.of(members);
    }
  }

  private final String mnemonic;
  private final int bits;
  private final Sizes sizes;
  private final List<Slot> slots;
  private final int fixed;

  ArmOp(String mnemonic, int bits, Sizes sizes, Slot... slots) {
    this.mnemonic = mnemonic;
    this.bits = bits;
    this.sizes = sizes;
    this.slots = List.of(slots);
    int free = sizes.bit;
    for (Slot slot : slots) {
      free |= slot.mask();
    }
    fixed = ~free;
  }

  String mnemonic() {
    return mnemonic;
  }

  Sizes sizes() {
    return sizes;
  }

  List<Slot> slots() {
    return slots;
  }

  int bits() {
    return bits;
  }

  /** The bits that are the same in all instructions of this row. */
  int fixed() {
    return fixed;
  }

  /** Of loads and stores: log2 of the bytes that are moved. */
  int scale() {
    return bits >>> 30;
  }

  /** Whether the bits may be an instruction of this row. */
  boolean fits(int insn) {
    return (insn & fixed) == (bits & fixed);
  }

  @Nullable Size size(int insn) {
    return sizes == NONE ? null : sizes.members.get((insn & sizes.bit) == 0 ? 0 : 1);
  }

  /** Whether such operands can be encoded; trailing ones that are optional may be missing. */
  public boolean accepts(@Nullable Size size, Operand... operands) {
    if (sizes.members.isEmpty() ? size != null : size == null || !sizes.members.contains(size)) {
      return false;
    }
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      if (i < operands.length ? !slot.accepts(operands[i], size, scale()) : !slot.isOptional()) {
        return false;
      }
    }
    return operands.length <= slots.size();
  }

  /** The instruction. */
  public int encode(@Nullable Size size, Operand... operands) {
    if (!accepts(size, operands)) {
      throw new IllegalArgumentException("no " + this + " " + size + " of " + List.of(operands));
    }
    int insn = bits;
    if (size != null && size == sizes.members.getLast()) {
      insn |= sizes.bit;
    }
    for (int i = 0; i < operands.length; i++) {
      insn |= slots.get(i).encode(operands[i], size, scale());
    }
    return insn;
  }
}
