package hotpath.backend.arm;

import java.util.List;

/**
 * A finished piece of code with its literals behind it. It may lie anywhere at a multiple of its
 * alignment, but for its external jumps.
 *
 * @param codeSize where the instructions end
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record ArmCode(byte[] bytes, int codeSize, int alignment, List<Relocation> relocations) {

  /** A jump out of the code: where it stands and what it reaches. */
  record Relocation(int offset, int target) {}
}
