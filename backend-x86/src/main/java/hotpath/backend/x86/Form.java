package hotpath.backend.x86;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One encoding of an instruction, as a row of the tables of SDM vol. 2, chapters 3 to 5.
 *
 * @param sizes the operand sizes it exists in, as a set of {@link Size#mask()}; W adds prefix 66, Q
 *     adds REX.W. None for an instruction whose encoding does not depend on a size
 * @param prefix the mandatory prefix (66, F2, F3) or 0
 * @param opcode 1 to 3 bytes, the first one highest
 * @param digit what stands in ModR/M.reg when no operand does (the manual's /digit), or -1
 * @param slots the operands in Intel's order
 */
record Form(int sizes, int prefix, int opcode, int digit, List<Slot> slots) {

  static final int B = 1;
  static final int W = 2;
  static final int D = 4;
  static final int Q = 8;

  /** The usual sizes. */
  static final int V = D | Q;

  static final int UNSIZED = 0;

  static Form form(int sizes, int opcode, Slot... slots) {
    return new Form(sizes, 0, opcode, -1, List.of(slots));
  }

  static Form digit(int sizes, int opcode, int digit, Slot... slots) {
    return new Form(sizes, 0, opcode, digit, List.of(slots));
  }

  static Form prefixed(int sizes, int prefix, int opcode, Slot... slots) {
    return new Form(sizes, prefix, opcode, -1, List.of(slots));
  }

  /** An instruction on XMM registers whose types the opcode fixes. */
  static Form sse(int prefix, int opcode, Slot... slots) {
    return prefixed(UNSIZED, prefix, opcode, slots);
  }

  /** The eight operations of two operands with a common layout; gas too prefers their order. */
  static Form[] arithmetic(int number) {
    int opcode = number << 3;
    return new Form[] {
      form(V, opcode + 1, Slot.EV, Slot.GV),
      form(V, opcode + 3, Slot.GV, Slot.EV),
      digit(V, 0x83, number, Slot.EV, Slot.IB),
      form(V, opcode + 5, Slot.AV, Slot.IZ),
      digit(V, 0x81, number, Slot.EV, Slot.IZ),
      digit(B, 0x80, number, Slot.MV, Slot.IB),
    };
  }

  /** The shifts and rotations, by one, by a constant, by cl. */
  static Form[] shift(int number) {
    return new Form[] {
      digit(V, 0xD1, number, Slot.EV, Slot.ONE),
      digit(V, 0xC1, number, Slot.EV, Slot.UB),
      digit(V, 0xD3, number, Slot.EV, Slot.CL),
    };
  }

  boolean hasModRm() {
    return digit >= 0 || slots.stream().anyMatch(slot -> slot.place == Slot.Place.RM);
  }

  /** A null size stands for the only one. */
  boolean hasSize(@Nullable Size size) {
    return size == null ? Integer.bitCount(sizes) <= 1 : (sizes & size.mask()) != 0;
  }

  /** The operand size in bits of an instruction of this form, 0 when it has none. */
  int operandSize(@Nullable Size size) {
    if (sizes == UNSIZED) {
      return 0;
    }
    return size == null ? 8 << Integer.numberOfTrailingZeros(sizes) : size.bits();
  }

  boolean accepts(@Nullable Size size, Operand... operands) {
    if (!hasSize(size) || operands.length != slots.size()) {
      return false;
    }
    int operandSize = operandSize(size);
    for (int i = 0; i < operands.length; i++) {
      if (!slots.get(i).accepts(operands[i], operandSize)) {
        return false;
      }
    }
    return true;
  }
}
