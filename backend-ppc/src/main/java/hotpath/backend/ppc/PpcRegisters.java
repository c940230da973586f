package hotpath.backend.ppc;

import hotpath.tssa.lir.RegisterFile;
import java.util.Arrays;

/**
 * How the registers are used: r31 holds the region's base, r30 the frame pointer, r29 the thread
 * block; handlers keep the interpreter's state in r14 to r16 and the address of their table in r17;
 * r0, r11, r12 and f0 are scratch for copies and for the insides of longer operations, and so are
 * the count register, the carry and condition register field 0. r1 is the stack pointer, r2 the
 * table of contents, r13 the host's thread. All others hold values. The calling convention is that
 * of the 64-bit ELF V2 ABI (2.2.1).
 */
final class PpcRegisters {
  static final Gpr BASE = Gpr.R31;
  static final Gpr FRAME = Gpr.R30;
  static final Gpr THREAD = Gpr.R29;

  /** Of handlers only: code word, end of the operand stack, instruction count, table. */
  static final Gpr CODE = Gpr.R14;

  static final Gpr STACK = Gpr.R15;
  static final Gpr COUNT = Gpr.R16;
  static final Gpr TABLE = Gpr.R17;

  static final Gpr SCRATCH = Gpr.R12;

  /** What an address needs: an offset, or an index. */
  static final Gpr SCRATCH2 = Gpr.R11;

  /** Stands for zero in some places, so it holds what is no base. */
  static final Gpr SCRATCH3 = Gpr.R0;

  static final Fpr FLOAT_SCRATCH = Fpr.F0;

  /** Arguments and results of C functions are in r3 to r10 and f1 to f13. */
  static final int FIRST_ARGUMENT = 3;

  static final int ARGUMENTS = 8;

  static final int GPRS = 32;
  static final int FPRS = 32;

  /** The first of those that a C function must leave as they were; the others follow. */
  static final int FIRST_SAVED = 14;

  static final RegisterFile FILE = file(new int[] {3, 10, 18, 28, 14, 17});

  /** Handlers call nothing that wants registers to be free, so the order is the same. */
  static final RegisterFile HANDLER_FILE =
      file(new int[] {3, 10, 18, 28}).forHandlers(CODE.number(), STACK.number(), COUNT.number());

  private PpcRegisters() {}

  /** {@code gprs} are first and last numbers of the registers that hold values. */
  private static RegisterFile file(int[] gprs) {
    String[] names = new String[GPRS + FPRS];
    long callerSaved = 0;
    for (int i = 0; i < 32; i++) {
      names[i] = Gpr.of(i).toString();
      names[GPRS + i] = Fpr.of(i).toString();
      if (i < FIRST_SAVED) {
        callerSaved |= 1L << i | 1L << (GPRS + i);
      }
    }
    return new RegisterFile(
            names,
            GPRS,
            order(gprs, 0),
            order(new int[] {1, 31}, GPRS),
            callerSaved,
            BASE.number(),
            FRAME.number(),
            THREAD.number())
        .withWideFloats();
  }

  private static int[] order(int[] ranges, int first) {
    int n = 0;
    int[] order = new int[32];
    for (int i = 0; i < ranges.length; i += 2) {
      for (int r = ranges[i]; r <= ranges[i + 1]; r++) {
        order[n++] = first + r;
      }
    }
    return Arrays.copyOf(order, n);
  }

  /** The number of a register in the register file. */
  static int number(Register register) {
    return register instanceof Fpr ? GPRS + register.number() : register.number();
  }

  static boolean isGpr(int number) {
    return number < GPRS;
  }

  static Gpr gpr(int number) {
    return Gpr.of(number);
  }

  static Fpr fpr(int number) {
    return Fpr.of(number - GPRS);
  }
}
