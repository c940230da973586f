package hotpath.backend.x86;

import static hotpath.backend.x86.Gpr.R10;
import static hotpath.backend.x86.Gpr.R11;
import static hotpath.backend.x86.Gpr.R12;
import static hotpath.backend.x86.Gpr.R13;
import static hotpath.backend.x86.Gpr.R14;
import static hotpath.backend.x86.Gpr.R15;
import static hotpath.backend.x86.Gpr.R8;
import static hotpath.backend.x86.Gpr.R9;
import static hotpath.backend.x86.Gpr.RAX;
import static hotpath.backend.x86.Gpr.RBP;
import static hotpath.backend.x86.Gpr.RBX;
import static hotpath.backend.x86.Gpr.RCX;
import static hotpath.backend.x86.Gpr.RDI;
import static hotpath.backend.x86.Gpr.RDX;
import static hotpath.backend.x86.Gpr.RSI;

import hotpath.tssa.lir.RegisterFile;

/**
 * How the registers are used: r15 holds the region's base, r14 the frame pointer, r13 the thread
 * block, rsp the host's stack; handlers keep the interpreter's state in rbx, rbp and r12; xmm15 is
 * scratch for copies and for the insides of longer operations. All others hold values. The calling
 * convention is System V's.
 */
final class X86Registers {
  static final Gpr BASE = R15;
  static final Gpr FRAME = R14;
  static final Gpr THREAD = R13;

  /** Of handlers only: the code word's address, the operand stack's end, the instruction count. */
  static final Gpr CODE = RBX;

  static final Gpr STACK = RBP;
  static final Gpr COUNT = R12;

  static final Xmm SCRATCH = Xmm.XMM15;

  /** Where a C function expects its integer arguments. */
  static final Gpr[] ARGUMENTS = {RDI, RSI, RDX, RCX, R8, R9};

  static final int FLOAT_ARGUMENTS = 8;

  /** Those that a C function must leave as they were, in the order in which they are pushed. */
  static final Gpr[] CALLEE_SAVED = {RBX, RBP, R12, R13, R14, R15};

  private static final int GPRS = 16;
  private static final int XMMS = 16;

  /** The short ones first; those that shifts, divisions and calls want last among them. */
  private static final Gpr[] GPR_ORDER = {RSI, RDI, RBX, RBP, RAX, RDX, RCX, R8, R9, R10, R11, R12};

  static final RegisterFile FILE = file();

  static final RegisterFile HANDLER_FILE =
      FILE.forHandlers(CODE.number(), STACK.number(), COUNT.number());

  private X86Registers() {}

  private static RegisterFile file() {
    String[] names = new String[GPRS + XMMS];
    long callerSaved = 0;
    for (int i = 0; i < GPRS; i++) {
      names[i] = Gpr.of(i).name(64);
      callerSaved |= 1L << i;
    }
    for (Gpr saved : CALLEE_SAVED) {
      callerSaved &= ~(1L << saved.number());
    }
    callerSaved &= ~(1L << Gpr.RSP.number());
    int[] gprOrder = new int[GPR_ORDER.length];
    for (int i = 0; i < gprOrder.length; i++) {
      gprOrder[i] = GPR_ORDER[i].number();
    }
    int[] fprOrder = new int[XMMS - 1];
    for (int i = 0; i < XMMS; i++) {
      names[GPRS + i] = Xmm.of(i).name(64);
      callerSaved |= 1L << (GPRS + i);
      if (i < fprOrder.length) {
        fprOrder[i] = GPRS + i;
      }
    }
    return new RegisterFile(
        names,
        GPRS,
        gprOrder,
        fprOrder,
        callerSaved,
        BASE.number(),
        FRAME.number(),
        THREAD.number());
  }

  /** The number of a register in the register file. */
  static int number(Register register) {
    return register instanceof Xmm ? GPRS + register.number() : register.number();
  }

  static boolean isGpr(int number) {
    return number < GPRS;
  }

  static Gpr gpr(int number) {
    return Gpr.of(number);
  }

  static Xmm xmm(int number) {
    return Xmm.of(number - GPRS);
  }
}
