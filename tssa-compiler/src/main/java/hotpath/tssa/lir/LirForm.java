package hotpath.tssa.lir;

import org.jspecify.annotations.Nullable;

/**
 * What an operation of LIR does with its operands: one row of a table, from which allocator,
 * checker, verifier and printer all read.
 *
 * <p>An instruction reads its USE operands when it starts and writes its DEF operands when it ends,
 * so a use and a definition may share a register. An ALIVE operand is read until the end. A TEMP is
 * a register that the instruction clobbers from start to end.
 */
public final class LirForm {

  /** When an operand is read or written. */
  public enum Role {
    USE,
    ALIVE,
    DEF,
    TEMP;

    public boolean isRead() {
      return this == USE || this == ALIVE;
    }
  }

  /** Where an operand may be. */
  public enum Place {
    /** In a register. */
    REG,
    /** In a register, or in a word of memory that the instruction reads itself. */
    REG_OR_SLOT,
    /** Anywhere; for uses this includes constants. */
    ANY
  }

  /**
   * One operand.
   *
   * @param bank null if both may stand there
   * @param fixed the only register allowed, or -1
   * @param tied a use that must be in the register of operand 0, a definition, when the instruction
   *     starts; whoever emits the code copies it there, from wherever it is
   * @param optional whether the operand may be missing
   */
  public record Spec(
      Role role, Place place, @Nullable Bank bank, int fixed, boolean tied, boolean optional) {

    public Spec in(int register) {
      return new Spec(role, place, bank, register, tied, optional);
    }

    public Spec orSlot() {
      return new Spec(role, Place.REG_OR_SLOT, bank, fixed, tied, optional);
    }

    public Spec orNone() {
      return new Spec(role, place, bank, fixed, tied, true);
    }
  }

  private final Spec[] specs;
  private final boolean repeats;
  private final boolean clobbersCallerSaved;

  private LirForm(Spec[] specs, boolean repeats, boolean clobbersCallerSaved) {
    this.specs = specs;
    this.repeats = repeats;
    this.clobbersCallerSaved = clobbersCallerSaved;
    check();
  }

  /**
   * A tied operand is copied into the definition's register before the instruction starts; so
   * whatever else is read must not be there, that is, be ALIVE.
   */
  private void check() {
    boolean hasTied = false;
    for (Spec spec : specs) {
      hasTied |= spec.tied;
    }
    for (int i = 0; hasTied && i < specs.length; i++) {
      boolean right =
          i == 0
              ? specs[i].role == Role.DEF
              : specs[i].tied || specs[i].role == Role.ALIVE || specs[i].role == Role.TEMP;
      if (!right) {
        throw new IllegalArgumentException("operand " + i + " beside a tied one");
      }
    }
  }

  public static LirForm of(Spec... specs) {
    return new LirForm(specs, false, false);
  }

  /** A form whose last operand may be repeated any number of times, or be missing. */
  public static LirForm repeating(Spec... specs) {
    return new LirForm(specs, true, false);
  }

  /** A form that changes all caller-saved registers; its last operand may be repeated. */
  public static LirForm call(Spec... specs) {
    return new LirForm(specs, true, true);
  }

  /** A use in a register of either bank. */
  public static Spec useRegister() {
    return new Spec(Role.USE, Place.REG, null, -1, false, false);
  }

  public static Spec use(Bank bank) {
    return new Spec(Role.USE, Place.REG, bank, -1, false, false);
  }

  public static Spec alive(Bank bank) {
    return new Spec(Role.ALIVE, Place.REG, bank, -1, false, false);
  }

  public static Spec def(Bank bank) {
    return new Spec(Role.DEF, Place.REG, bank, -1, false, false);
  }

  public static Spec temp(Bank bank) {
    return new Spec(Role.TEMP, Place.REG, bank, -1, false, false);
  }

  /** A use tied to operand 0. */
  public static Spec tied(Bank bank) {
    return new Spec(Role.USE, Place.ANY, bank, -1, true, false);
  }

  public static Spec useAny() {
    return new Spec(Role.USE, Place.ANY, null, -1, false, false);
  }

  public static Spec defAny() {
    return new Spec(Role.DEF, Place.ANY, null, -1, false, false);
  }

  /** What holds of operand {@code i}. */
  public Spec spec(int i) {
    return specs[repeats ? Math.min(i, specs.length - 1) : i];
  }

  public boolean acceptsCount(int operands) {
    return repeats ? operands >= specs.length - 1 : operands == specs.length;
  }

  public boolean clobbersCallerSaved() {
    return clobbersCallerSaved;
  }
}
