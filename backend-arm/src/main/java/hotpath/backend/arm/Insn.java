package hotpath.backend.arm;

import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A decoded instruction.
 *
 * @param size that it works on, null if its row has one only
 */
record Insn(ArmOp op, @Nullable Size size, List<Operand> operands) {

  /** The instruction at {@code address}, as objdump prints it. */
  String text(long address) {
    StringJoiner joined = new StringJoiner(", ");
    joined.setEmptyValue("");
    for (int i = 0; i < operands.size(); i++) {
      String text = op.slots().get(i).text(operands.get(i), size, address);
      if (!text.isEmpty()) {
        joined.add(text);
      }
    }
    String name = name();
    String space = " ".repeat(Math.max(1, 7 - name.length()));
    return operands.isEmpty() ? name : name + space + joined;
  }

  private String name() {
    String mnemonic = op.mnemonic();
    for (Operand operand : operands) {
      if (operand instanceof Cond cond && op == ArmOp.BCC) {
        return mnemonic + cond.suffix();
      }
      boolean unscaled =
          operand instanceof Mem mem
              && op.slots().contains(Slot.MEM)
              && mem.index() == null
              && !Mem.fitsScaled(mem.disp(), op.scale());
      if (unscaled) {
        return mnemonic.substring(0, 2).replace("ld", "ldu").replace("st", "stu")
            + mnemonic.substring(2);
      }
    }
    return mnemonic;
  }
}
