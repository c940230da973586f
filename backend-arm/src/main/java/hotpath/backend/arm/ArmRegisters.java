package hotpath.backend.arm;

import hotpath.tssa.lir.RegisterFile;

/**
 * How the registers are used: x28 holds the region's base, x27 the frame pointer, x26 the thread
 * block; handlers keep the interpreter's state in x19 to x21 and the address of their table in x22;
 * x16, x17 and v31 are scratch for copies and for the insides of longer operations. x18 is the
 * platform's, x29 is the host's frame pointer. All others but sp and x30 hold values. The calling
 * convention is AAPCS64.
 */
final class ArmRegisters {
  static final Gpr BASE = Gpr.X28;
  static final Gpr FRAME = Gpr.X27;
  static final Gpr THREAD = Gpr.X26;

  /** Of handlers only: code word, end of the operand stack, instruction count, table. */
  static final Gpr CODE = Gpr.X19;

  static final Gpr STACK = Gpr.X20;
  static final Gpr COUNT = Gpr.X21;
  static final Gpr TABLE = Gpr.X22;

  static final Gpr SCRATCH = Gpr.X16;
  static final Gpr SCRATCH2 = Gpr.X17;
  static final Fpr FLOAT_SCRATCH = Fpr.V31;

  /** Arguments and results of C functions are in x0 to x7 and v0 to v7. */
  static final int ARGUMENTS = 8;

  static final int GPRS = 32;
  static final int FPRS = 32;

  /** The numbers of those that a C function must leave as they were; of the v only 64 bits. */
  static final int FIRST_SAVED = 19;

  static final int FIRST_SAVED_FLOAT = 8;
  static final int LAST_SAVED_FLOAT = 15;

  static final RegisterFile FILE = file(new int[] {8, 15, 0, 7, 19, 25});

  /** Handlers call nothing that wants registers to be free, so the order is the same. */
  static final RegisterFile HANDLER_FILE =
      file(new int[] {8, 15, 0, 7, 23, 25})
          .forHandlers(CODE.number(), STACK.number(), COUNT.number());

  private ArmRegisters() {}

  /** {@code gprs} are first and last numbers of the registers that hold values. */
  private static RegisterFile file(int[] gprs) {
    String[] names = new String[GPRS + FPRS];
    long callerSaved = 0;
    for (int i = 0; i < GPRS; i++) {
      names[i] = Gpr.of(i).name(Size.X);
      callerSaved |= i < FIRST_SAVED ? 1L << i : 0;
    }
    for (int i = 0; i < FPRS; i++) {
      names[GPRS + i] = Fpr.of(i).name(Size.D);
      boolean saved = i >= FIRST_SAVED_FLOAT && i <= LAST_SAVED_FLOAT;
      callerSaved |= saved ? 0 : 1L << (GPRS + i);
    }
    return new RegisterFile(
        names,
        GPRS,
        order(gprs, 0),
        order(new int[] {0, 7, 16, 30, 8, 15}, GPRS),
        callerSaved,
        BASE.number(),
        FRAME.number(),
        THREAD.number());
  }

  private static int[] order(int[] ranges, int first) {
    int n = 0;
    int[] order = new int[32];
    for (int i = 0; i < ranges.length; i += 2) {
      for (int r = ranges[i]; r <= ranges[i + 1]; r++) {
        order[n++] = first + r;
      }
    }
    return java.util.Arrays.copyOf(order, n);
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
