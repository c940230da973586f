package hotpath.backend.arm;

import static hotpath.backend.arm.Operand.imm;

import java.util.Arrays;

/**
 * Bytes of exit stubs and jumps, which are written and re-written outside an assembler. A stub is
 * {@code movz w16, exit; movk w16, trace, lsl #16; b routine}: it changes no register that holds a
 * value, and a jump fits over its first instruction.
 */
final class ArmStubs {
  static final int JUMP_BYTES = 4;
  static final int EXIT_BYTES = 12;

  private ArmStubs() {}

  static byte[] exit(int exit, int at, int routine) {
    byte[] stub = new byte[EXIT_BYTES];
    Gpr number = ArmRegisters.SCRATCH;
    put(stub, 0, ArmOp.MOVZ.encode(Size.W, number, imm(exit & 0xFFFF)));
    put(stub, 4, ArmOp.MOVK.encode(Size.W, number, imm(exit >>> 16), imm(16)));
    put(stub, 8, ArmOp.B.encode(null, imm(routine - (at + 8))));
    return stub;
  }

  static byte[] jump(int at, int target) {
    byte[] jump = new byte[JUMP_BYTES];
    put(jump, 0, ArmOp.B.encode(null, imm(target - at)));
    return jump;
  }

  private static void put(byte[] bytes, int at, int word) {
    ArmDisassembler.WORD.set(bytes, at, word);
  }

  /** Sets the distance of the jump at {@code bytes[field]}, whose place is {@code at}. */
  static void reach(byte[] bytes, int field, int at, int target) {
    int word = (int) ArmDisassembler.WORD.get(bytes, field);
    put(bytes, field, ArmAssembler.reach(word, target - at));
  }

  static void fillWithTraps(byte[] bytes) {
    Arrays.fill(bytes, (byte) 0);
    for (int at = 0; at + 4 <= bytes.length; at += 4) {
      put(bytes, at, ArmOp.BRK.encode(null, imm(1)));
    }
  }
}
