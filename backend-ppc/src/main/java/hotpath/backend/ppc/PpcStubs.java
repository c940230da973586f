package hotpath.backend.ppc;

import static hotpath.backend.ppc.Operand.imm;

/**
 * Bytes of exit stubs and jumps, which are written and re-written outside an assembler. A stub is
 * {@code lis r12, trace; ori r12, r12, exit; b routine}: it changes no register that holds a value,
 * and a jump fits over its first instruction.
 */
final class PpcStubs {
  static final int JUMP_BYTES = 4;
  static final int EXIT_BYTES = 12;

  private PpcStubs() {}

  /** The register gets the number's sign in its upper half: see {@link PpcBackend}'s exit. */
  static byte[] exit(int exit, int at, int routine) {
    byte[] stub = new byte[EXIT_BYTES];
    Gpr number = PpcRegisters.SCRATCH;
    put(stub, 0, PpcOp.LIS.encode(number, imm(exit >> 16)));
    put(stub, 4, PpcOp.ORI.encode(number, number, imm(exit & 0xFFFF)));
    put(stub, 8, PpcOp.B.encode(imm(routine - (at + 8))));
    return stub;
  }

  static byte[] jump(int at, int target) {
    byte[] jump = new byte[JUMP_BYTES];
    put(jump, 0, PpcOp.B.encode(imm(target - at)));
    return jump;
  }

  private static void put(byte[] bytes, int at, int word) {
    PpcDisassembler.WORD.set(bytes, at, word);
  }

  /** Sets the distance of the jump at {@code bytes[field]}, whose place is {@code at}. */
  static void reach(byte[] bytes, int field, int at, int target) {
    int word = (int) PpcDisassembler.WORD.get(bytes, field);
    put(bytes, field, PpcAssembler.reach(word, target - at));
  }

  static void fillWithTraps(byte[] bytes) {
    for (int at = 0; at + JUMP_BYTES <= bytes.length; at += JUMP_BYTES) {
      put(bytes, at, PpcOp.TRAP.encode());
    }
  }
}
