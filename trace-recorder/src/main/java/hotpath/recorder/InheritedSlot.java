package hotpath.recorder;

/**
 * A slot of the interpreter's state at a side exit that is not in the frame.
 *
 * @param slot its number from the frame pointer of the parent's entry
 */
record InheritedSlot(int slot, InheritedValue value) {}
