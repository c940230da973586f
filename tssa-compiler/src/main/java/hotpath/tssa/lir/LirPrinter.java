package hotpath.tssa.lir;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** LIR as text, for dumps and failure messages: values before allocation, locations after. */
public final class LirPrinter {
  private final LirCode code;
  private final boolean located;

  /**
   * @param located whether to show the locations that an allocator has set
   */
  public LirPrinter(LirCode code, boolean located) {
    this.code = code;
    this.located = located;
  }

  public String print() {
    StringBuilder text = new StringBuilder();
    for (LirBlock block : code.blocks()) {
      text.append("block ").append(block.number()).append('\n');
      int index = block.first();
      for (LirInsn insn : block.insns()) {
        text.append("  ").append(index++).append(": ").append(print(insn)).append('\n');
      }
    }
    return text.toString();
  }

  public String print(LirInsn insn) {
    StringBuilder text = new StringBuilder(insn.op().name().toLowerCase(Locale.ROOT));
    if (!insn.detail().isEmpty()) {
      text.append(' ').append(insn.detail());
    }
    for (int i = 0; i < insn.operandCount(); i++) {
      int value = insn.operand(i);
      text.append(i == 0 ? " " : ", ");
      if (value == LirInsn.NO_OPERAND) {
        text.append('-');
        continue;
      }
      LirForm.Spec spec = insn.op().form().spec(i);
      text.append(
          switch (spec.role()) {
            case USE -> "";
            case ALIVE -> "!";
            case DEF -> "=";
            case TEMP -> "~";
          });
      text.append(operand(value, insn.location(i)));
    }
    return text + exit(insn.exit());
  }

  private String exit(@Nullable LirExit exit) {
    if (exit == null) {
      return "";
    }
    StringBuilder text = new StringBuilder(" exit ").append(exit.exit().number()).append(" [");
    for (int i = 0; i < exit.stateCount(); i++) {
      int value = exit.state(i);
      text.append(i == 0 ? "" : " ");
      text.append(value == LirInsn.NO_OPERAND ? "-" : operand(value, exit.location(i)));
    }
    return text.append(']').toString();
  }

  private String operand(int value, int location) {
    String name = value(value);
    if (!located || !code.isVirtual(value)) {
      return name;
    }
    return name + "@" + location(location);
  }

  private String value(int value) {
    int fixed = code.fixed(value);
    return fixed == Location.NONE ? "t" + value + ":" + code.kind(value) : location(fixed);
  }

  /** A location with the names of registers and the values of constants. */
  public String location(int location) {
    return switch (Location.sort(location)) {
      case Location.REG -> code.registers().name(location);
      case Location.CONST -> "#" + code.constantAt(location);
      case Location.CELL -> "cell[" + code.constantAt(location) + "]";
      default -> Location.text(location);
    };
  }
}
