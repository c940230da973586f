package hotpath.recorder;

import hotpath.tssa.ir.Kind;

/**
 * A slot of the interpreter's state at a side exit that is not in the frame.
 *
 * @param slot its number from the frame pointer of the parent's entry
 * @param kind of its value
 * @param isConstant whether the value is {@code constant}; otherwise the parent has it in a
 *     register or spill word
 */
record InheritedSlot(int slot, Kind kind, boolean isConstant, long constant) {
  /** The constant as the immediate of a CONST: 32 bits are sign-extended. */
  long canonicalConstant() {
    return kind.is64() ? constant : (int) constant;
  }
}
