package hotpath.backend.x86;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bytes of exit stubs and jumps, which are written and re-written outside an assembler. A stub is
 * {@code push exit; jmp routine}: it changes no register, and a jump fits over the push.
 */
final class X86Stubs {
  static final int JUMP_BYTES = 5;
  static final int EXIT_BYTES = 10;

  private static final int PUSH_IMM32 = 0x68;
  private static final int JMP_REL32 = 0xE9;
  private static final int INT3 = 0xCC;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private X86Stubs() {}

  static byte[] exit(int exit, int at, int routine) {
    byte[] stub = new byte[EXIT_BYTES];
    stub[0] = PUSH_IMM32;
    INT.set(stub, 1, exit);
    stub[JUMP_BYTES] = (byte) JMP_REL32;
    reach(stub, JUMP_BYTES + 1, at + JUMP_BYTES + 1, routine);
    return stub;
  }

  static byte[] jump(int at, int target) {
    byte[] jump = new byte[JUMP_BYTES];
    jump[0] = (byte) JMP_REL32;
    reach(jump, 1, at + 1, target);
    return jump;
  }

  /** Sets the displacement at {@code bytes[field]}, whose place is {@code at}. */
  static void reach(byte[] bytes, int field, int at, int target) {
    INT.set(bytes, field, target - (at + 4));
  }

  static void fillWithTraps(byte[] bytes) {
    Arrays.fill(bytes, (byte) INT3);
  }
}
