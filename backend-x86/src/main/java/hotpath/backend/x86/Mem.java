package hotpath.backend.x86;

import hotpath.tssa.backend.Label;
import org.jspecify.annotations.Nullable;

/**
 * A place in memory: {@code base + index * scale + disp}, or relative to the next instruction when
 * there is no base (then {@code label}, if given, says where, and the assembler fills in {@code
 * disp}). Absolute addresses and segments do not exist: code must be position independent.
 */
public record Mem(
    @Nullable Gpr base, @Nullable Gpr index, int scale, int disp, @Nullable Label label)
    implements Operand {

  public Mem {
    if (index == Gpr.RSP) {
      throw new IllegalArgumentException("rsp cannot be an index");
    }
    if (base == null ? index != null : label != null) {
      throw new IllegalArgumentException("an index needs a base, a label excludes one");
    }
    if (Integer.bitCount(scale) != 1 || scale < 1 || scale > 8 || (index == null && scale != 1)) {
      throw new IllegalArgumentException("scale " + scale);
    }
  }

  public static Mem at(Gpr base, int disp) {
    return new Mem(base, null, 1, disp, null);
  }

  public static Mem at(Gpr base, Gpr index, int scale, int disp) {
    return new Mem(base, index, scale, disp, null);
  }

  /** The place of a label of the same code, such as a literal. */
  public static Mem at(Label label) {
    return new Mem(null, null, 1, 0, label);
  }

  /** {@code disp} bytes behind the end of the instruction. */
  static Mem ripRelative(int disp) {
    return new Mem(null, null, 1, disp, null);
  }
}
