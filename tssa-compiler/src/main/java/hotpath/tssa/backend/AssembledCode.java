package hotpath.tssa.backend;

import java.util.List;

/**
 * A finished piece of code with its literals behind it. It may lie anywhere at a multiple of its
 * alignment: only its external jumps depend on the place.
 *
 * @param codeSize where the instructions end
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record AssembledCode(
    byte[] bytes, int codeSize, int alignment, List<Relocation> relocations) {

  /**
   * A jump out of the code.
   *
   * @param offset of what {@link Backend#relocate} sets
   * @param target the label's number
   */
  public record Relocation(int offset, int target) {}
}
