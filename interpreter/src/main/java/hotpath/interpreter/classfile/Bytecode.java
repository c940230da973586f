package hotpath.interpreter.classfile;

import static hotpath.interpreter.classfile.OperandFormat.ARRAY_TYPE;
import static hotpath.interpreter.classfile.OperandFormat.BRANCH;
import static hotpath.interpreter.classfile.OperandFormat.BRANCH_WIDE;
import static hotpath.interpreter.classfile.OperandFormat.BYTE;
import static hotpath.interpreter.classfile.OperandFormat.CONSTANT;
import static hotpath.interpreter.classfile.OperandFormat.CONSTANT_WIDE;
import static hotpath.interpreter.classfile.OperandFormat.DYNAMIC;
import static hotpath.interpreter.classfile.OperandFormat.FIELD;
import static hotpath.interpreter.classfile.OperandFormat.INCREMENT;
import static hotpath.interpreter.classfile.OperandFormat.INTERFACE_METHOD;
import static hotpath.interpreter.classfile.OperandFormat.LOCAL;
import static hotpath.interpreter.classfile.OperandFormat.LOOKUP_SWITCH;
import static hotpath.interpreter.classfile.OperandFormat.METHOD;
import static hotpath.interpreter.classfile.OperandFormat.NONE;
import static hotpath.interpreter.classfile.OperandFormat.PREFIX;
import static hotpath.interpreter.classfile.OperandFormat.SHORT;
import static hotpath.interpreter.classfile.OperandFormat.TABLE_SWITCH;
import static hotpath.interpreter.classfile.OperandFormat.TYPE;
import static hotpath.interpreter.classfile.OperandFormat.TYPE_DIMENSIONS;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The table of all bytecodes of the class file format: one row each, in the order of their codes.
 *
 * <p>The stack effect is written {@code pops>pushes}, one character a value, deepest first: I int,
 * J long, F float, D double, A reference. It is null where it depends on the operand or on what
 * lies on the stack (constants, fields, calls, {@code dup} and its family). Invariant, checked when
 * the class is loaded: the row's position is its code.
 */
public enum Bytecode {
  NOP(0x00, NONE, ">", 0),
  ACONST_NULL(0x01, NONE, ">A", 0),
  ICONST_M1(0x02, NONE, ">I", 0),
  ICONST_0(0x03, NONE, ">I", 0),
  ICONST_1(0x04, NONE, ">I", 0),
  ICONST_2(0x05, NONE, ">I", 0),
  ICONST_3(0x06, NONE, ">I", 0),
  ICONST_4(0x07, NONE, ">I", 0),
  ICONST_5(0x08, NONE, ">I", 0),
  LCONST_0(0x09, NONE, ">J", 0),
  LCONST_1(0x0a, NONE, ">J", 0),
  FCONST_0(0x0b, NONE, ">F", 0),
  FCONST_1(0x0c, NONE, ">F", 0),
  FCONST_2(0x0d, NONE, ">F", 0),
  DCONST_0(0x0e, NONE, ">D", 0),
  DCONST_1(0x0f, NONE, ">D", 0),
  BIPUSH(0x10, BYTE, ">I", 0),
  SIPUSH(0x11, SHORT, ">I", 0),
  LDC(0x12, CONSTANT, null, Flag.MAY_THROW),
  LDC_W(0x13, CONSTANT_WIDE, null, Flag.MAY_THROW),
  LDC2_W(0x14, CONSTANT_WIDE, null, Flag.MAY_THROW),
  ILOAD(0x15, LOCAL, ">I", 0),
  LLOAD(0x16, LOCAL, ">J", 0),
  FLOAD(0x17, LOCAL, ">F", 0),
  DLOAD(0x18, LOCAL, ">D", 0),
  ALOAD(0x19, LOCAL, ">A", 0),
  ILOAD_0(0x1a, NONE, ">I", 0),
  ILOAD_1(0x1b, NONE, ">I", 0),
  ILOAD_2(0x1c, NONE, ">I", 0),
  ILOAD_3(0x1d, NONE, ">I", 0),
  LLOAD_0(0x1e, NONE, ">J", 0),
  LLOAD_1(0x1f, NONE, ">J", 0),
  LLOAD_2(0x20, NONE, ">J", 0),
  LLOAD_3(0x21, NONE, ">J", 0),
  FLOAD_0(0x22, NONE, ">F", 0),
  FLOAD_1(0x23, NONE, ">F", 0),
  FLOAD_2(0x24, NONE, ">F", 0),
  FLOAD_3(0x25, NONE, ">F", 0),
  DLOAD_0(0x26, NONE, ">D", 0),
  DLOAD_1(0x27, NONE, ">D", 0),
  DLOAD_2(0x28, NONE, ">D", 0),
  DLOAD_3(0x29, NONE, ">D", 0),
  ALOAD_0(0x2a, NONE, ">A", 0),
  ALOAD_1(0x2b, NONE, ">A", 0),
  ALOAD_2(0x2c, NONE, ">A", 0),
  ALOAD_3(0x2d, NONE, ">A", 0),
  IALOAD(0x2e, NONE, "AI>I", Flag.MAY_THROW),
  LALOAD(0x2f, NONE, "AI>J", Flag.MAY_THROW),
  FALOAD(0x30, NONE, "AI>F", Flag.MAY_THROW),
  DALOAD(0x31, NONE, "AI>D", Flag.MAY_THROW),
  AALOAD(0x32, NONE, "AI>A", Flag.MAY_THROW),
  BALOAD(0x33, NONE, "AI>I", Flag.MAY_THROW),
  CALOAD(0x34, NONE, "AI>I", Flag.MAY_THROW),
  SALOAD(0x35, NONE, "AI>I", Flag.MAY_THROW),
  ISTORE(0x36, LOCAL, "I>", 0),
  LSTORE(0x37, LOCAL, "J>", 0),
  FSTORE(0x38, LOCAL, "F>", 0),
  DSTORE(0x39, LOCAL, "D>", 0),
  ASTORE(0x3a, LOCAL, "A>", 0),
  ISTORE_0(0x3b, NONE, "I>", 0),
  ISTORE_1(0x3c, NONE, "I>", 0),
  ISTORE_2(0x3d, NONE, "I>", 0),
  ISTORE_3(0x3e, NONE, "I>", 0),
  LSTORE_0(0x3f, NONE, "J>", 0),
  LSTORE_1(0x40, NONE, "J>", 0),
  LSTORE_2(0x41, NONE, "J>", 0),
  LSTORE_3(0x42, NONE, "J>", 0),
  FSTORE_0(0x43, NONE, "F>", 0),
  FSTORE_1(0x44, NONE, "F>", 0),
  FSTORE_2(0x45, NONE, "F>", 0),
  FSTORE_3(0x46, NONE, "F>", 0),
  DSTORE_0(0x47, NONE, "D>", 0),
  DSTORE_1(0x48, NONE, "D>", 0),
  DSTORE_2(0x49, NONE, "D>", 0),
  DSTORE_3(0x4a, NONE, "D>", 0),
  ASTORE_0(0x4b, NONE, "A>", 0),
  ASTORE_1(0x4c, NONE, "A>", 0),
  ASTORE_2(0x4d, NONE, "A>", 0),
  ASTORE_3(0x4e, NONE, "A>", 0),
  IASTORE(0x4f, NONE, "AII>", Flag.MAY_THROW),
  LASTORE(0x50, NONE, "AIJ>", Flag.MAY_THROW),
  FASTORE(0x51, NONE, "AIF>", Flag.MAY_THROW),
  DASTORE(0x52, NONE, "AID>", Flag.MAY_THROW),
  AASTORE(0x53, NONE, "AIA>", Flag.MAY_THROW),
  BASTORE(0x54, NONE, "AII>", Flag.MAY_THROW),
  CASTORE(0x55, NONE, "AII>", Flag.MAY_THROW),
  SASTORE(0x56, NONE, "AII>", Flag.MAY_THROW),
  POP(0x57, NONE, null, 0),
  POP2(0x58, NONE, null, 0),
  DUP(0x59, NONE, null, 0),
  DUP_X1(0x5a, NONE, null, 0),
  DUP_X2(0x5b, NONE, null, 0),
  DUP2(0x5c, NONE, null, 0),
  DUP2_X1(0x5d, NONE, null, 0),
  DUP2_X2(0x5e, NONE, null, 0),
  SWAP(0x5f, NONE, null, 0),
  IADD(0x60, NONE, "II>I", 0),
  LADD(0x61, NONE, "JJ>J", 0),
  FADD(0x62, NONE, "FF>F", 0),
  DADD(0x63, NONE, "DD>D", 0),
  ISUB(0x64, NONE, "II>I", 0),
  LSUB(0x65, NONE, "JJ>J", 0),
  FSUB(0x66, NONE, "FF>F", 0),
  DSUB(0x67, NONE, "DD>D", 0),
  IMUL(0x68, NONE, "II>I", 0),
  LMUL(0x69, NONE, "JJ>J", 0),
  FMUL(0x6a, NONE, "FF>F", 0),
  DMUL(0x6b, NONE, "DD>D", 0),
  IDIV(0x6c, NONE, "II>I", Flag.MAY_THROW),
  LDIV(0x6d, NONE, "JJ>J", Flag.MAY_THROW),
  FDIV(0x6e, NONE, "FF>F", 0),
  DDIV(0x6f, NONE, "DD>D", 0),
  IREM(0x70, NONE, "II>I", Flag.MAY_THROW),
  LREM(0x71, NONE, "JJ>J", Flag.MAY_THROW),
  FREM(0x72, NONE, "FF>F", 0),
  DREM(0x73, NONE, "DD>D", 0),
  INEG(0x74, NONE, "I>I", 0),
  LNEG(0x75, NONE, "J>J", 0),
  FNEG(0x76, NONE, "F>F", 0),
  DNEG(0x77, NONE, "D>D", 0),
  ISHL(0x78, NONE, "II>I", 0),
  LSHL(0x79, NONE, "JI>J", 0),
  ISHR(0x7a, NONE, "II>I", 0),
  LSHR(0x7b, NONE, "JI>J", 0),
  IUSHR(0x7c, NONE, "II>I", 0),
  LUSHR(0x7d, NONE, "JI>J", 0),
  IAND(0x7e, NONE, "II>I", 0),
  LAND(0x7f, NONE, "JJ>J", 0),
  IOR(0x80, NONE, "II>I", 0),
  LOR(0x81, NONE, "JJ>J", 0),
  IXOR(0x82, NONE, "II>I", 0),
  LXOR(0x83, NONE, "JJ>J", 0),
  IINC(0x84, INCREMENT, ">", 0),
  I2L(0x85, NONE, "I>J", 0),
  I2F(0x86, NONE, "I>F", 0),
  I2D(0x87, NONE, "I>D", 0),
  L2I(0x88, NONE, "J>I", 0),
  L2F(0x89, NONE, "J>F", 0),
  L2D(0x8a, NONE, "J>D", 0),
  F2I(0x8b, NONE, "F>I", 0),
  F2L(0x8c, NONE, "F>J", 0),
  F2D(0x8d, NONE, "F>D", 0),
  D2I(0x8e, NONE, "D>I", 0),
  D2L(0x8f, NONE, "D>J", 0),
  D2F(0x90, NONE, "D>F", 0),
  I2B(0x91, NONE, "I>I", 0),
  I2C(0x92, NONE, "I>I", 0),
  I2S(0x93, NONE, "I>I", 0),
  LCMP(0x94, NONE, "JJ>I", 0),
  FCMPL(0x95, NONE, "FF>I", 0),
  FCMPG(0x96, NONE, "FF>I", 0),
  DCMPL(0x97, NONE, "DD>I", 0),
  DCMPG(0x98, NONE, "DD>I", 0),
  IFEQ(0x99, BRANCH, "I>", Flag.BRANCH | Flag.CONDITIONAL),
  IFNE(0x9a, BRANCH, "I>", Flag.BRANCH | Flag.CONDITIONAL),
  IFLT(0x9b, BRANCH, "I>", Flag.BRANCH | Flag.CONDITIONAL),
  IFGE(0x9c, BRANCH, "I>", Flag.BRANCH | Flag.CONDITIONAL),
  IFGT(0x9d, BRANCH, "I>", Flag.BRANCH | Flag.CONDITIONAL),
  IFLE(0x9e, BRANCH, "I>", Flag.BRANCH | Flag.CONDITIONAL),
  IF_ICMPEQ(0x9f, BRANCH, "II>", Flag.BRANCH | Flag.CONDITIONAL),
  IF_ICMPNE(0xa0, BRANCH, "II>", Flag.BRANCH | Flag.CONDITIONAL),
  IF_ICMPLT(0xa1, BRANCH, "II>", Flag.BRANCH | Flag.CONDITIONAL),
  IF_ICMPGE(0xa2, BRANCH, "II>", Flag.BRANCH | Flag.CONDITIONAL),
  IF_ICMPGT(0xa3, BRANCH, "II>", Flag.BRANCH | Flag.CONDITIONAL),
  IF_ICMPLE(0xa4, BRANCH, "II>", Flag.BRANCH | Flag.CONDITIONAL),
  IF_ACMPEQ(0xa5, BRANCH, "AA>", Flag.BRANCH | Flag.CONDITIONAL),
  IF_ACMPNE(0xa6, BRANCH, "AA>", Flag.BRANCH | Flag.CONDITIONAL),
  GOTO(0xa7, BRANCH, ">", Flag.BRANCH | Flag.ENDS_BLOCK),
  JSR(0xa8, BRANCH, null, Flag.BRANCH | Flag.ENDS_BLOCK),
  RET(0xa9, LOCAL, ">", Flag.ENDS_BLOCK),
  TABLESWITCH(0xaa, TABLE_SWITCH, "I>", Flag.BRANCH | Flag.ENDS_BLOCK),
  LOOKUPSWITCH(0xab, LOOKUP_SWITCH, "I>", Flag.BRANCH | Flag.ENDS_BLOCK),
  IRETURN(0xac, NONE, "I>", Flag.RETURN | Flag.MAY_THROW | Flag.ENDS_BLOCK),
  LRETURN(0xad, NONE, "J>", Flag.RETURN | Flag.MAY_THROW | Flag.ENDS_BLOCK),
  FRETURN(0xae, NONE, "F>", Flag.RETURN | Flag.MAY_THROW | Flag.ENDS_BLOCK),
  DRETURN(0xaf, NONE, "D>", Flag.RETURN | Flag.MAY_THROW | Flag.ENDS_BLOCK),
  ARETURN(0xb0, NONE, "A>", Flag.RETURN | Flag.MAY_THROW | Flag.ENDS_BLOCK),
  RETURN(0xb1, NONE, ">", Flag.RETURN | Flag.MAY_THROW | Flag.ENDS_BLOCK),
  GETSTATIC(0xb2, FIELD, null, Flag.MAY_THROW),
  PUTSTATIC(0xb3, FIELD, null, Flag.MAY_THROW),
  GETFIELD(0xb4, FIELD, null, Flag.MAY_THROW),
  PUTFIELD(0xb5, FIELD, null, Flag.MAY_THROW),
  INVOKEVIRTUAL(0xb6, METHOD, null, Flag.INVOKE | Flag.MAY_THROW),
  INVOKESPECIAL(0xb7, METHOD, null, Flag.INVOKE | Flag.MAY_THROW),
  INVOKESTATIC(0xb8, METHOD, null, Flag.INVOKE | Flag.MAY_THROW),
  INVOKEINTERFACE(0xb9, INTERFACE_METHOD, null, Flag.INVOKE | Flag.MAY_THROW),
  INVOKEDYNAMIC(0xba, DYNAMIC, null, Flag.INVOKE | Flag.MAY_THROW),
  NEW(0xbb, TYPE, ">A", Flag.MAY_THROW),
  NEWARRAY(0xbc, ARRAY_TYPE, "I>A", Flag.MAY_THROW),
  ANEWARRAY(0xbd, TYPE, "I>A", Flag.MAY_THROW),
  ARRAYLENGTH(0xbe, NONE, "A>I", Flag.MAY_THROW),
  ATHROW(0xbf, NONE, "A>", Flag.MAY_THROW | Flag.ENDS_BLOCK),
  CHECKCAST(0xc0, TYPE, "A>A", Flag.MAY_THROW),
  INSTANCEOF(0xc1, TYPE, "A>I", Flag.MAY_THROW),
  MONITORENTER(0xc2, NONE, "A>", Flag.MAY_THROW),
  MONITOREXIT(0xc3, NONE, "A>", Flag.MAY_THROW),
  WIDE(0xc4, PREFIX, null, 0),
  MULTIANEWARRAY(0xc5, TYPE_DIMENSIONS, null, Flag.MAY_THROW),
  IFNULL(0xc6, BRANCH, "A>", Flag.BRANCH | Flag.CONDITIONAL),
  IFNONNULL(0xc7, BRANCH, "A>", Flag.BRANCH | Flag.CONDITIONAL),
  GOTO_W(0xc8, BRANCH_WIDE, ">", Flag.BRANCH | Flag.ENDS_BLOCK),
  JSR_W(0xc9, BRANCH_WIDE, null, Flag.BRANCH | Flag.ENDS_BLOCK);

  /** Properties of a bytecode that do not depend on its operands. */
  private static final class Flag {
    static final int MAY_THROW = 1;
    static final int BRANCH = 2;
    static final int CONDITIONAL = 4;
    static final int ENDS_BLOCK = 8;
    static final int RETURN = 16;
    static final int INVOKE = 32;
  }

  private static final Bytecode[] BY_CODE = values();

  static {
    for (int code = 0; code < BY_CODE.length; code++) {
      if (BY_CODE[code].code != code) {
        throw new AssertionError(BY_CODE[code] + " is not bytecode " + code);
      }
    }
  }

  /** Number of bytecodes in the class file format. */
  public static final int COUNT = BY_CODE.length;

  private final int code;
  private final OperandFormat format;
  private final @Nullable String effect;
  private final int flags;
  private final String mnemonic;

  Bytecode(int code, OperandFormat format, @Nullable String effect, int flags) {
    this.code = code;
    this.format = format;
    this.effect = effect;
    this.flags = flags;
    this.mnemonic = name().toLowerCase(Locale.ROOT);
  }

  /** The bytecode of an opcode byte, or null if there is none. */
  public static @Nullable Bytecode ofCode(int code) {
    return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
  }

  /** The bytecode of an opcode that is known to exist. */
  static Bytecode at(int code) {
    return BY_CODE[code];
  }

  /** The opcode byte. */
  public int code() {
    return code;
  }

  public String mnemonic() {
    return mnemonic;
  }

  public OperandFormat format() {
    return format;
  }

  /** The fixed stack effect, {@code pops>pushes}, or null where there is none. */
  public @Nullable String effect() {
    return effect;
  }

  /** Whether executing it can throw, by the specification of the instruction. */
  public boolean mayThrow() {
    return (flags & Flag.MAY_THROW) != 0;
  }

  /**
   * Whether it names a target instruction or several: conditional branches, goto, jsr, switches.
   */
  public boolean isBranch() {
    return (flags & Flag.BRANCH) != 0;
  }

  /** Whether it is a branch that may also fall through. */
  public boolean isConditional() {
    return (flags & Flag.CONDITIONAL) != 0;
  }

  public boolean isSwitch() {
    return this == TABLESWITCH || this == LOOKUPSWITCH;
  }

  /** Whether control never continues at the next instruction by itself. */
  public boolean endsBlock() {
    return (flags & Flag.ENDS_BLOCK) != 0;
  }

  public boolean isReturn() {
    return (flags & Flag.RETURN) != 0;
  }

  public boolean isInvoke() {
    return (flags & Flag.INVOKE) != 0;
  }

  public boolean isField() {
    return format == FIELD;
  }

  /** Whether it reads a local: {@code iload} .. {@code aload} and their short forms. */
  public boolean isLoad() {
    return code >= ILOAD.code && code <= ALOAD_3.code;
  }

  /**
   * Whether it writes a local: {@code istore} .. {@code astore} and their short forms ({@code iinc}
   * does not count).
   */
  public boolean isStore() {
    return code >= ISTORE.code && code <= ASTORE_3.code;
  }

  /**
   * The bytecode that stands for this one in {@link MethodCode}: {@code iload_1} is {@code iload}
   * there.
   */
  public Bytecode normalForm() {
    if (code >= ILOAD_0.code && code <= ALOAD_3.code) {
      return BY_CODE[ILOAD.code + (code - ILOAD_0.code) / 4];
    }
    if (code >= ISTORE_0.code && code <= ASTORE_3.code) {
      return BY_CODE[ISTORE.code + (code - ISTORE_0.code) / 4];
    }
    return switch (this) {
      case LDC_W -> LDC;
      case GOTO_W -> GOTO;
      case JSR_W -> JSR;
      default -> this;
    };
  }

  /** The local that a short form such as {@code iload_1} names, else -1. */
  public int impliedLocal() {
    if (code >= ILOAD_0.code && code <= ALOAD_3.code) {
      return (code - ILOAD_0.code) & 3;
    }
    return code >= ISTORE_0.code && code <= ASTORE_3.code ? (code - ISTORE_0.code) & 3 : -1;
  }

  /** Whether {@code wide} may stand before it. */
  public boolean allowsWide() {
    return format == LOCAL || this == IINC;
  }
}
