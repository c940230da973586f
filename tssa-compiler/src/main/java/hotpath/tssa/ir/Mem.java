package hotpath.tssa.ir;

/**
 * How a load or store forms its address: operand 0 (a ref, counted from the region's base, or an
 * addr), plus operand "index" shifted left by {@code scale} if the instruction has one (an i32,
 * zero-extended), plus {@code disp}.
 *
 * @param type what is moved
 * @param scale 0 to 3
 * @param disp bytes, signed 32 bits
 * @param alias which locations it can be
 */
public record Mem(MemType type, int scale, int disp, Alias alias) {
  public Mem {
    if (scale < 0 || scale > 3) {
      throw new IllegalArgumentException("scale " + scale);
    }
  }

  public Mem(MemType type, int disp, Alias alias) {
    this(type, 0, disp, alias);
  }
}
