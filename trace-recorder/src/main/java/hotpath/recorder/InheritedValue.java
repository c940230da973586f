package hotpath.recorder;

import hotpath.tssa.ir.Kind;

/** What a bridge finds of its parent's exit in the place of a slot or of an object's field. */
sealed interface InheritedValue {
  /** Known when the parent was compiled. */
  record Constant(Kind kind, long bits) implements InheritedValue {
    /** The constant as the immediate of a CONST: 32 bits are sign-extended. */
    long canonical() {
      return kind.is64() ? bits : (int) bits;
    }
  }

  /**
   * In a register, spill word or slot of the parent.
   *
   * @param input what names it as the immediate of a SLOT: the slot's number, or of a field its
   *     number behind all slots ({@link hotpath.tssa.code.ExitState#FIELDS})
   */
  record Held(Kind kind, int input) implements InheritedValue {}

  /** An object that the parent did not make: the bridge begins with making it. */
  record Unmade(int object) implements InheritedValue {}
}
