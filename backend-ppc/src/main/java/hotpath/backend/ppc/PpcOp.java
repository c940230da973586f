package hotpath.backend.ppc;

import java.util.List;

/**
 * The instructions this back end knows, each with its encoding: the one table from which encoder,
 * disassembler and the tests' enumeration derive. A row is what the Power ISA 2.07, book I, says of
 * the instruction, or an extended mnemonic for some of its operands (its appendix E); of two rows
 * that fit the same bits the first is printed. Operands stand as the assembler has them.
 */
public enum PpcOp {
  // Constants and moves; aliases stand before what they are aliases of.
  LI("li", 0x38000000, Slot.RT, Slot.SIGNED),
  LIS("lis", 0x3C000000, Slot.RT, Slot.SIGNED),
  MR("mr", 0x7C000378, Slot.RA, Slot.RT_RB),
  NOT("not", 0x7C0000F8, Slot.RA, Slot.RT_RB),
  NOP("nop", 0x60000000),

  // Integer arithmetic.
  ADDI("addi", 0x38000000, Slot.RT, Slot.RA_BASE, Slot.SIGNED),
  ADDIS("addis", 0x3C000000, Slot.RT, Slot.RA_BASE, Slot.SIGNED),
  SUBFIC("subfic", 0x20000000, Slot.RT, Slot.RA, Slot.SIGNED),
  MULLI("mulli", 0x1C000000, Slot.RT, Slot.RA, Slot.SIGNED),
  ADD("add", 0x7C000214, Slot.RT, Slot.RA, Slot.RB),
  SUBF("subf", 0x7C000050, Slot.RT, Slot.RA, Slot.RB),
  MULLW("mullw", 0x7C0001D6, Slot.RT, Slot.RA, Slot.RB),
  MULLD("mulld", 0x7C0001D2, Slot.RT, Slot.RA, Slot.RB),
  MULHW("mulhw", 0x7C000096, Slot.RT, Slot.RA, Slot.RB),
  MULHD("mulhd", 0x7C000092, Slot.RT, Slot.RA, Slot.RB),
  MULHDU("mulhdu", 0x7C000012, Slot.RT, Slot.RA, Slot.RB),
  DIVW("divw", 0x7C0003D6, Slot.RT, Slot.RA, Slot.RB),
  DIVD("divd", 0x7C0003D2, Slot.RT, Slot.RA, Slot.RB),
  ADDZE("addze", 0x7C000194, Slot.RT, Slot.RA),
  NEG("neg", 0x7C0000D0, Slot.RT, Slot.RA),
  CMPW("cmpw", 0x7C000000, Slot.RA, Slot.RB),
  CMPD("cmpd", 0x7C200000, Slot.RA, Slot.RB),
  CMPLW("cmplw", 0x7C000040, Slot.RA, Slot.RB),
  CMPLD("cmpld", 0x7C200040, Slot.RA, Slot.RB),
  CMPWI("cmpwi", 0x2C000000, Slot.RA, Slot.SIGNED),
  CMPDI("cmpdi", 0x2C200000, Slot.RA, Slot.SIGNED),
  CMPLWI("cmplwi", 0x28000000, Slot.RA, Slot.UNSIGNED),
  CMPLDI("cmpldi", 0x28200000, Slot.RA, Slot.UNSIGNED),

  // Bits; the result is the first operand, though its field is the second.
  ANDI("andi.", 0x70000000, Slot.RA, Slot.RT, Slot.UNSIGNED),
  ANDIS("andis.", 0x74000000, Slot.RA, Slot.RT, Slot.UNSIGNED),
  ORI("ori", 0x60000000, Slot.RA, Slot.RT, Slot.UNSIGNED),
  ORIS("oris", 0x64000000, Slot.RA, Slot.RT, Slot.UNSIGNED),
  XORI("xori", 0x68000000, Slot.RA, Slot.RT, Slot.UNSIGNED),
  XORIS("xoris", 0x6C000000, Slot.RA, Slot.RT, Slot.UNSIGNED),
  AND("and", 0x7C000038, Slot.RA, Slot.RT, Slot.RB),
  AND_TEST("and.", 0x7C000039, Slot.RA, Slot.RT, Slot.RB),
  OR("or", 0x7C000378, Slot.RA, Slot.RT, Slot.RB),
  XOR("xor", 0x7C000278, Slot.RA, Slot.RT, Slot.RB),
  NOR("nor", 0x7C0000F8, Slot.RA, Slot.RT, Slot.RB),
  ANDC("andc", 0x7C000078, Slot.RA, Slot.RT, Slot.RB),
  EXTSB("extsb", 0x7C000774, Slot.RA, Slot.RT),
  EXTSH("extsh", 0x7C000734, Slot.RA, Slot.RT),
  EXTSW("extsw", 0x7C0007B4, Slot.RA, Slot.RT),
  CNTLZW("cntlzw", 0x7C000034, Slot.RA, Slot.RT),
  CNTLZD("cntlzd", 0x7C000074, Slot.RA, Slot.RT),
  POPCNTW("popcntw", 0x7C0002F4, Slot.RA, Slot.RT),
  POPCNTD("popcntd", 0x7C0003F4, Slot.RA, Slot.RT),
  SLW("slw", 0x7C000030, Slot.RA, Slot.RT, Slot.RB),
  SRW("srw", 0x7C000430, Slot.RA, Slot.RT, Slot.RB),
  SRAW("sraw", 0x7C000630, Slot.RA, Slot.RT, Slot.RB),
  SLD("sld", 0x7C000036, Slot.RA, Slot.RT, Slot.RB),
  SRD("srd", 0x7C000436, Slot.RA, Slot.RT, Slot.RB),
  SRAD("srad", 0x7C000634, Slot.RA, Slot.RT, Slot.RB),
  SRAWI("srawi", 0x7C000670, Slot.RA, Slot.RT, Slot.SH),
  SRADI("sradi", 0x7C000674, Slot.RA, Slot.RT, Slot.SH_D),
  SLWI("slwi", 0x54000000, Slot.RA, Slot.RT, Slot.SLWI),
  SRWI("srwi", 0x54000000, Slot.RA, Slot.RT, Slot.SRWI),
  CLRLWI("clrlwi", 0x54000000, Slot.RA, Slot.RT, Slot.CLRLWI),
  ROTLWI("rotlwi", 0x54000000, Slot.RA, Slot.RT, Slot.ROTLWI),
  CLRRWI("clrrwi", 0x54000000, Slot.RA, Slot.RT, Slot.CLRRWI),
  RLWINM("rlwinm", 0x54000000, Slot.RA, Slot.RT, Slot.SH, Slot.MB, Slot.ME),
  RLWIMI("rlwimi", 0x50000000, Slot.RA, Slot.RT, Slot.SH, Slot.MB, Slot.ME),
  SRDI("srdi", 0x78000000, Slot.RA, Slot.RT, Slot.SRDI),
  CLRLDI("clrldi", 0x78000000, Slot.RA, Slot.RT, Slot.CLRLDI),
  ROTLDI("rotldi", 0x78000000, Slot.RA, Slot.RT, Slot.ROTLDI),
  SLDI("sldi", 0x78000004, Slot.RA, Slot.RT, Slot.SLDI),
  CLRRDI("clrrdi", 0x78000004, Slot.RA, Slot.RT, Slot.CLRRDI),
  RLDICL("rldicl", 0x78000000, Slot.RA, Slot.RT, Slot.SH_D, Slot.END_D),
  RLDICR("rldicr", 0x78000004, Slot.RA, Slot.RT, Slot.SH_D, Slot.END_D),
  RLDIC("rldic", 0x78000008, Slot.RA, Slot.RT, Slot.SH_D, Slot.END_D),
  RLDIMI("rldimi", 0x7800000C, Slot.RA, Slot.RT, Slot.SH_D, Slot.END_D),

  // Choices and the condition register.
  ISEL("isel", 0x7C00001E, Slot.RT, Slot.RA_OR_ZERO, Slot.RB, Slot.BIT_C),
  CROR("cror", 0x4C000382, Slot.BIT_T, Slot.BIT_A, Slot.BIT_B),

  // Memory: with a displacement, with an index.
  LBZ("lbz", 0x88000000, Slot.RT, Slot.MEM_D),
  LHZ("lhz", 0xA0000000, Slot.RT, Slot.MEM_D),
  LHA("lha", 0xA8000000, Slot.RT, Slot.MEM_D),
  LWZ("lwz", 0x80000000, Slot.RT, Slot.MEM_D),
  STB("stb", 0x98000000, Slot.RT, Slot.MEM_D),
  STH("sth", 0xB0000000, Slot.RT, Slot.MEM_D),
  STW("stw", 0x90000000, Slot.RT, Slot.MEM_D),
  LD("ld", 0xE8000000, Slot.RT, Slot.MEM_DS),
  STD("std", 0xF8000000, Slot.RT, Slot.MEM_DS),
  STDU("stdu", 0xF8000001, Slot.RT, Slot.MEM_DS),
  LFS("lfs", 0xC0000000, Slot.FT, Slot.MEM_D),
  LFD("lfd", 0xC8000000, Slot.FT, Slot.MEM_D),
  STFS("stfs", 0xD0000000, Slot.FT, Slot.MEM_D),
  STFD("stfd", 0xD8000000, Slot.FT, Slot.MEM_D),
  LBZX("lbzx", 0x7C0000AE, Slot.RT, Slot.MEM_X),
  LHZX("lhzx", 0x7C00022E, Slot.RT, Slot.MEM_X),
  LHAX("lhax", 0x7C0002AE, Slot.RT, Slot.MEM_X),
  LWZX("lwzx", 0x7C00002E, Slot.RT, Slot.MEM_X),
  LDX("ldx", 0x7C00002A, Slot.RT, Slot.MEM_X),
  LDBRX("ldbrx", 0x7C000428, Slot.RT, Slot.MEM_X),
  STBX("stbx", 0x7C0001AE, Slot.RT, Slot.MEM_X),
  STHX("sthx", 0x7C00032E, Slot.RT, Slot.MEM_X),
  STWX("stwx", 0x7C00012E, Slot.RT, Slot.MEM_X),
  STDX("stdx", 0x7C00012A, Slot.RT, Slot.MEM_X),
  LFSX("lfsx", 0x7C00042E, Slot.FT, Slot.MEM_X),
  LFDX("lfdx", 0x7C0004AE, Slot.FT, Slot.MEM_X),
  STFSX("stfsx", 0x7C00052E, Slot.FT, Slot.MEM_X),
  STFDX("stfdx", 0x7C0005AE, Slot.FT, Slot.MEM_X),

  // Control.
  B("b", 0x48000000, Slot.J24),
  BC("b", 0x40800000, Slot.COND, Slot.J14),
  BLR("blr", 0x4E800020),
  BCTR("bctr", 0x4E800420),
  BCTRL("bctrl", 0x4E800421),
  MTCTR("mtctr", 0x7C0903A6, Slot.RT),
  MFLR("mflr", 0x7C0802A6, Slot.RT),
  MTLR("mtlr", 0x7C0803A6, Slot.RT),
  TRAP("trap", 0x7FE00008),

  // Caches.
  DCBST("dcbst 0,", 0x7C00006C, Slot.RB),
  ICBI("icbi 0,", 0x7C0007AC, Slot.RB),
  SYNC("hwsync", 0x7C0004AC),
  ISYNC("isync", 0x4C00012C),

  // Floating point.
  FMR("fmr", 0xFC000090, Slot.FT, Slot.FB),
  FADD("fadd", 0xFC00002A, Slot.FT, Slot.FA, Slot.FB),
  FADDS("fadds", 0xEC00002A, Slot.FT, Slot.FA, Slot.FB),
  FSUB("fsub", 0xFC000028, Slot.FT, Slot.FA, Slot.FB),
  FSUBS("fsubs", 0xEC000028, Slot.FT, Slot.FA, Slot.FB),
  FDIV("fdiv", 0xFC000024, Slot.FT, Slot.FA, Slot.FB),
  FDIVS("fdivs", 0xEC000024, Slot.FT, Slot.FA, Slot.FB),
  FMUL("fmul", 0xFC000032, Slot.FT, Slot.FA, Slot.FC),
  FMULS("fmuls", 0xEC000032, Slot.FT, Slot.FA, Slot.FC),
  FSQRT("fsqrt", 0xFC00002C, Slot.FT, Slot.FB),
  FSQRTS("fsqrts", 0xEC00002C, Slot.FT, Slot.FB),
  FNEG("fneg", 0xFC000050, Slot.FT, Slot.FB),
  FABS("fabs", 0xFC000210, Slot.FT, Slot.FB),
  FRSP("frsp", 0xFC000018, Slot.FT, Slot.FB),
  FRIM("frim", 0xFC0003D0, Slot.FT, Slot.FB),
  FRIP("frip", 0xFC000390, Slot.FT, Slot.FB),
  FCTIWZ("fctiwz", 0xFC00001E, Slot.FT, Slot.FB),
  FCTIDZ("fctidz", 0xFC00065E, Slot.FT, Slot.FB),
  FCFID("fcfid", 0xFC00069C, Slot.FT, Slot.FB),
  FCFIDS("fcfids", 0xEC00069C, Slot.FT, Slot.FB),
  FCMPU("fcmpu cr0,", 0xFC000000, Slot.FA, Slot.FB),
  XSRDPIC("xsrdpic", 0xF00001AC, Slot.VT, Slot.VB),
  XSCVDPSPN("xscvdpspn", 0xF000042C, Slot.VT, Slot.VB),
  XSCVSPDPN("xscvspdpn", 0xF000052C, Slot.VT, Slot.VB),
  XSMINDP("xsmindp", 0xF0000540, Slot.VT, Slot.VA, Slot.VB),
  XSMAXDP("xsmaxdp", 0xF0000500, Slot.VT, Slot.VA, Slot.VB),
  XXLXOR("xxlxor", 0xF00004D0, Slot.VT, Slot.VA, Slot.VB),
  MTFPRD("mtfprd", 0x7C000166, Slot.FT, Slot.RA),
  MTFPRWA("mtfprwa", 0x7C0001A6, Slot.FT, Slot.RA),
  MFFPRD("mffprd", 0x7C000066, Slot.RA, Slot.FT),
  MFFPRWZ("mffprwz", 0x7C0000E6, Slot.RA, Slot.FT);

  private final String mnemonic;
  private final int bits;
  private final List<Slot> slots;
  private final int fixed;

  PpcOp(String mnemonic, int bits, Slot... slots) {
    this.mnemonic = mnemonic;
    this.bits = bits;
    this.slots = List.of(slots);
    int free = 0;
    for (Slot slot : slots) {
      free |= slot.mask();
    }
    fixed = ~free;
  }

  String mnemonic() {
    return mnemonic;
  }

  List<Slot> slots() {
    return slots;
  }

  int bits() {
    return bits;
  }

  /** Of a load or store with a displacement: the one with an index. */
  PpcOp indexed() {
    return switch (this) {
      case LBZ -> LBZX;
      case LHZ -> LHZX;
      case LHA -> LHAX;
      case LWZ -> LWZX;
      case LD -> LDX;
      case LFS -> LFSX;
      case LFD -> LFDX;
      case STB -> STBX;
      case STH -> STHX;
      case STW -> STWX;
      case STD -> STDX;
      case STFS -> STFSX;
      case STFD -> STFDX;
      default -> throw new IllegalArgumentException(this + " has no index");
    };
  }

  /** The bits that are the same in all instructions of this row. */
  int fixed() {
    return fixed;
  }

  /** Whether the bits may be an instruction of this row. */
  boolean fits(int insn) {
    return (insn & fixed) == (bits & fixed);
  }

  /** Whether such operands can be encoded. */
  public boolean accepts(Operand... operands) {
    if (operands.length != slots.size()) {
      return false;
    }
    for (int i = 0; i < operands.length; i++) {
      if (!slots.get(i).accepts(operands[i])) {
        return false;
      }
    }
    return true;
  }

  /** The instruction. */
  public int encode(Operand... operands) {
    if (!accepts(operands)) {
      throw new IllegalArgumentException("no " + this + " of " + List.of(operands));
    }
    int insn = bits;
    for (int i = 0; i < operands.length; i++) {
      insn |= slots.get(i).encode(operands[i]);
    }
    return insn;
  }
}
