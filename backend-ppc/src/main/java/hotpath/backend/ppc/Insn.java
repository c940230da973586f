package hotpath.backend.ppc;

import java.util.List;
import java.util.StringJoiner;

/** A decoded instruction. */
record Insn(PpcOp op, List<Operand> operands) {

  /** The instruction at {@code address}, as objdump prints it. */
  String text(long address) {
    StringJoiner joined = new StringJoiner(",");
    joined.setEmptyValue("");
    StringBuilder name = new StringBuilder(op.mnemonic());
    for (int i = 0; i < operands.size(); i++) {
      Operand operand = operands.get(i);
      String text = op.slots().get(i).text(operand, address);
      if (!text.isEmpty()) {
        joined.add(text);
      } else {
        name.append(operand instanceof Cond cond ? cond.suffix() : operand.toString());
      }
    }
    // Some names have a first operand that is always the same.
    int space = name.indexOf(" ");
    String first = space < 0 ? "" : name.substring(space + 1);
    String mnemonic = space < 0 ? name.toString() : name.substring(0, space);
    return operands.isEmpty() ? mnemonic : "%-7s %s%s".formatted(mnemonic, first, joined);
  }
}
