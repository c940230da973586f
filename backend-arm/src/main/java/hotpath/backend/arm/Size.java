package hotpath.backend.arm;

/**
 * What an instruction works on, as the letters of register names say it: general-purpose registers
 * of 32 or 64 bits, floating-point registers of 32 or 64 bits.
 */
public enum Size {
  W,
  X,
  S,
  D;

  public int bits() {
    return this == W || this == S ? 32 : 64;
  }
}
