package hotpath.backend.x86;

import static hotpath.backend.x86.Form.B;
import static hotpath.backend.x86.Form.D;
import static hotpath.backend.x86.Form.Q;
import static hotpath.backend.x86.Form.UNSIZED;
import static hotpath.backend.x86.Form.V;
import static hotpath.backend.x86.Form.W;
import static hotpath.backend.x86.Form.arithmetic;
import static hotpath.backend.x86.Form.digit;
import static hotpath.backend.x86.Form.form;
import static hotpath.backend.x86.Form.prefixed;
import static hotpath.backend.x86.Form.shift;
import static hotpath.backend.x86.Form.sse;
import static hotpath.backend.x86.Slot.AV;
import static hotpath.backend.x86.Slot.EB;
import static hotpath.backend.x86.Slot.ED;
import static hotpath.backend.x86.Slot.EQ;
import static hotpath.backend.x86.Slot.EV;
import static hotpath.backend.x86.Slot.EW;
import static hotpath.backend.x86.Slot.GV;
import static hotpath.backend.x86.Slot.IB;
import static hotpath.backend.x86.Slot.IQ;
import static hotpath.backend.x86.Slot.IZ;
import static hotpath.backend.x86.Slot.JB;
import static hotpath.backend.x86.Slot.JZ;
import static hotpath.backend.x86.Slot.MA;
import static hotpath.backend.x86.Slot.MPS;
import static hotpath.backend.x86.Slot.MSD;
import static hotpath.backend.x86.Slot.MSS;
import static hotpath.backend.x86.Slot.MV;
import static hotpath.backend.x86.Slot.RV;
import static hotpath.backend.x86.Slot.UB;
import static hotpath.backend.x86.Slot.VX;
import static hotpath.backend.x86.Slot.WPS;
import static hotpath.backend.x86.Slot.WSD;
import static hotpath.backend.x86.Slot.WSS;
import static hotpath.backend.x86.Slot.ZQ;
import static hotpath.backend.x86.Slot.ZV;

import hotpath.backend.x86.CpuFeatures.Feature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The instructions this back end knows, each with its encodings: the one table from which encoder,
 * disassembler and the tests' enumeration derive. A row is what SDM vol. 2 says of the instruction.
 *
 * <p>Of several forms that accept the same operands the first is encoded, so shorter ones stand
 * first; the disassembler knows all. An instruction written ...CC takes a condition, which is added
 * to its opcode.
 */
public enum X86Op {
  // Moves. Bytes and words are loaded by movzx and movsx: a partial register write would make the
  // result wait for the register's old value.
  MOV(
      "mov",
      form(V, 0x89, EV, GV),
      form(V, 0x8B, GV, EV),
      form(W, 0x89, MV, GV),
      form(B, 0x88, MV, GV),
      form(D, 0xB8, ZV, IZ),
      digit(V, 0xC7, 0, EV, IZ),
      digit(W, 0xC7, 0, MV, IZ),
      digit(B, 0xC6, 0, MV, IB)),
  MOVABS("movabs", form(Q, 0xB8, ZV, IQ)),
  MOVZX_B("movzx", form(V, 0x0FB6, GV, EB)),
  MOVZX_W("movzx", form(V, 0x0FB7, GV, EW)),
  MOVSX_B("movsx", form(V, 0x0FBE, GV, EB)),
  MOVSX_W("movsx", form(V, 0x0FBF, GV, EW)),
  MOVSXD("movsxd", form(Q, 0x63, GV, ED)),
  LEA("lea", form(V, 0x8D, GV, MA)),
  XCHG("xchg", form(V, 0x87, RV, GV)),
  CMOVCC("cmovcc", form(V, 0x0F40, GV, EV)),
  SETCC("setcc", digit(UNSIZED, 0x0F90, 0, EB)),
  PUSH("push", form(UNSIZED, 0x50, ZQ)),
  POP("pop", form(UNSIZED, 0x58, ZQ)),

  // Integer arithmetic.
  ADD("add", arithmetic(0)),
  OR("or", arithmetic(1)),
  ADC("adc", arithmetic(2)),
  SBB("sbb", arithmetic(3)),
  AND("and", arithmetic(4)),
  SUB("sub", arithmetic(5)),
  XOR("xor", arithmetic(6)),
  CMP("cmp", arithmetic(7)),
  TEST(
      "test",
      form(V, 0x85, EV, GV),
      form(V, 0xA9, AV, IZ),
      digit(V, 0xF7, 0, EV, IZ),
      digit(B, 0xF6, 0, MV, IB)),
  INC("inc", digit(V, 0xFF, 0, EV)),
  DEC("dec", digit(V, 0xFF, 1, EV)),
  NOT("not", digit(V, 0xF7, 2, EV)),
  NEG("neg", digit(V, 0xF7, 3, EV)),
  MUL("mul", digit(V, 0xF7, 4, EV)),
  IMUL(
      "imul",
      form(V, 0x0FAF, GV, EV),
      form(V, 0x6B, GV, EV, IB),
      form(V, 0x69, GV, EV, IZ),
      digit(V, 0xF7, 5, EV)),
  DIV("div", digit(V, 0xF7, 6, EV)),
  IDIV("idiv", digit(V, 0xF7, 7, EV)),
  CDQ("cdq", form(D, 0x99)),
  CQO("cqo", form(Q, 0x99)),

  // Shifts and bits.
  ROL("rol", shift(0)),
  ROR("ror", shift(1)),
  SHL("shl", shift(4)),
  SHR("shr", shift(5)),
  SAR("sar", shift(7)),
  BSWAP("bswap", form(V, 0x0FC8, ZV)),
  BSF("bsf", form(V, 0x0FBC, GV, EV)),
  BSR("bsr", form(V, 0x0FBD, GV, EV)),
  POPCNT("popcnt", Feature.POPCNT, prefixed(V, 0xF3, 0x0FB8, GV, EV)),
  LZCNT("lzcnt", Feature.LZCNT, prefixed(V, 0xF3, 0x0FBD, GV, EV)),
  TZCNT("tzcnt", Feature.BMI1, prefixed(V, 0xF3, 0x0FBC, GV, EV)),

  // Control.
  JCC("jcc", form(UNSIZED, 0x70, JB), form(UNSIZED, 0x0F80, JZ)),
  JMP("jmp", form(UNSIZED, 0xEB, JB), form(UNSIZED, 0xE9, JZ), digit(UNSIZED, 0xFF, 4, EQ)),
  CALL("call", form(UNSIZED, 0xE8, JZ), digit(UNSIZED, 0xFF, 2, EQ)),
  RET("ret", form(UNSIZED, 0xC3)),
  NOP("nop", form(UNSIZED, 0x90), digit(W | D, 0x0F1F, 0, MV)),
  NOP2("xchg   ax,ax", sse(0x66, 0x90)),
  INT3("int3", form(UNSIZED, 0xCC)),
  UD2("ud2", form(UNSIZED, 0x0F0B)),
  CPUID("cpuid", form(UNSIZED, 0x0FA2)),

  // Floating point. Registers are copied by movaps: movss and movsd between registers merge.
  MOVAPS("movaps", sse(0, 0x0F28, VX, WPS), sse(0, 0x0F29, MPS, VX)),
  MOVUPS("movups", sse(0, 0x0F10, VX, WPS), sse(0, 0x0F11, MPS, VX)),
  MOVSS("movss", sse(0xF3, 0x0F10, VX, MSS), sse(0xF3, 0x0F11, MSS, VX)),
  MOVSD("movsd", sse(0xF2, 0x0F10, VX, MSD), sse(0xF2, 0x0F11, MSD, VX)),
  MOVD("movd", prefixed(D, 0x66, 0x0F6E, VX, RV), prefixed(D, 0x66, 0x0F7E, RV, VX)),
  MOVQ("movq", prefixed(Q, 0x66, 0x0F6E, VX, RV), prefixed(Q, 0x66, 0x0F7E, RV, VX)),
  SQRTSS("sqrtss", sse(0xF3, 0x0F51, VX, WSS)),
  SQRTSD("sqrtsd", sse(0xF2, 0x0F51, VX, WSD)),
  ADDSS("addss", sse(0xF3, 0x0F58, VX, WSS)),
  ADDSD("addsd", sse(0xF2, 0x0F58, VX, WSD)),
  MULSS("mulss", sse(0xF3, 0x0F59, VX, WSS)),
  MULSD("mulsd", sse(0xF2, 0x0F59, VX, WSD)),
  SUBSS("subss", sse(0xF3, 0x0F5C, VX, WSS)),
  SUBSD("subsd", sse(0xF2, 0x0F5C, VX, WSD)),
  MINSS("minss", sse(0xF3, 0x0F5D, VX, WSS)),
  MINSD("minsd", sse(0xF2, 0x0F5D, VX, WSD)),
  DIVSS("divss", sse(0xF3, 0x0F5E, VX, WSS)),
  DIVSD("divsd", sse(0xF2, 0x0F5E, VX, WSD)),
  MAXSS("maxss", sse(0xF3, 0x0F5F, VX, WSS)),
  MAXSD("maxsd", sse(0xF2, 0x0F5F, VX, WSD)),
  UCOMISS("ucomiss", sse(0, 0x0F2E, VX, WSS)),
  UCOMISD("ucomisd", sse(0x66, 0x0F2E, VX, WSD)),
  CVTSI2SS("cvtsi2ss", prefixed(V, 0xF3, 0x0F2A, VX, EV)),
  CVTSI2SD("cvtsi2sd", prefixed(V, 0xF2, 0x0F2A, VX, EV)),
  CVTTSS2SI("cvttss2si", prefixed(V, 0xF3, 0x0F2C, GV, WSS)),
  CVTTSD2SI("cvttsd2si", prefixed(V, 0xF2, 0x0F2C, GV, WSD)),
  CVTSS2SD("cvtss2sd", sse(0xF3, 0x0F5A, VX, WSS)),
  CVTSD2SS("cvtsd2ss", sse(0xF2, 0x0F5A, VX, WSD)),
  ANDPS("andps", sse(0, 0x0F54, VX, WPS)),
  ANDPD("andpd", sse(0x66, 0x0F54, VX, WPS)),
  ANDNPD("andnpd", sse(0x66, 0x0F55, VX, WPS)),
  ORPS("orps", sse(0, 0x0F56, VX, WPS)),
  XORPS("xorps", sse(0, 0x0F57, VX, WPS)),
  XORPD("xorpd", sse(0x66, 0x0F57, VX, WPS)),
  PXOR("pxor", sse(0x66, 0x0FEF, VX, WPS)),
  ROUNDSS("roundss", sse(0x66, 0x0F3A0A, VX, WSS, UB)),
  ROUNDSD("roundsd", sse(0x66, 0x0F3A0B, VX, WSD, UB));

  private final String mnemonic;
  private final Feature feature;
  private final List<Form> forms;
  private final boolean conditional;

  X86Op(String mnemonic, Form... forms) {
    this(mnemonic, Feature.BASELINE, forms);
  }

  X86Op(String mnemonic, Feature feature, Form... forms) {
    this.conditional = mnemonic.endsWith("cc");
    this.mnemonic = conditional ? mnemonic.substring(0, mnemonic.length() - 2) : mnemonic;
    this.feature = feature;
    this.forms = List.of(forms);
  }

  public Feature feature() {
    return feature;
  }

  List<Form> forms() {
    return forms;
  }

  boolean conditional() {
    return conditional;
  }

  String mnemonic(@Nullable Cond cond) {
    return cond == null ? mnemonic : mnemonic + cond.suffix();
  }

  /** Whether some form takes such operands: what selection asks before it folds a load. */
  public boolean accepts(@Nullable Size size, Operand... operands) {
    return find(size, operands) != null;
  }

  /** The form to encode, or null. */
  @Nullable Form find(@Nullable Size size, Operand... operands) {
    for (Form form : forms) {
      if (form.accepts(size, operands)) {
        return form;
      }
    }
    return null;
  }
}
