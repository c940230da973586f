package hotpath.interpreter.engine.portable;

import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Insn;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;

/**
 * The ends of handlers already printed into a method. Most handlers end alike (the next word, one
 * operand less), and a branch is taken alike whatever its condition; an end that refers to nothing
 * but the state and its own values is printed once and jumped to. Without it the loop would be
 * twice as long as the host compiles.
 */
final class Tails {
  private final Map<String, Label> labels = new HashMap<>();

  @Nullable Label known(Block block) {
    String key = key(block.insns());
    return key == null ? null : labels.get(key);
  }

  void printed(Block block, Label label) {
    String key = key(block.insns());
    if (key != null) {
      labels.put(key, label);
    }
  }

  /** The same for an instruction that ends a block, with the expressions of its operands. */
  @Nullable Label known(Insn end) {
    return labels.get(expression(end));
  }

  void printed(Insn end, Label label) {
    String key = expression(end);
    if (!key.contains("load") && !key.contains("call")) {
      labels.put(key, label);
    }
  }

  private static String expression(Insn insn) {
    StringBuilder text = new StringBuilder(head(insn)).append('(');
    for (Insn arg : insn.args()) {
      text.append(expression(arg)).append(',');
    }
    return text.append(')').toString();
  }

  /**
   * A text equal for equal blocks; null if the block uses a value of another one or branches
   * itself.
   */
  private static @Nullable String key(List<Insn> insns) {
    IdentityHashMap<Insn, Integer> numbers = new IdentityHashMap<>();
    StringBuilder text = new StringBuilder();
    for (Insn insn : insns) {
      if (!insn.targets().isEmpty()) {
        return null;
      }
      numbers.put(insn, numbers.size());
      text.append(head(insn));
      for (Insn arg : insn.args()) {
        Integer number = numbers.get(arg);
        if (number == null && !isInput(arg)) {
          return null;
        }
        text.append(' ').append(number == null ? head(arg) : number.toString());
      }
      text.append(';');
    }
    return text.toString();
  }

  private static boolean isInput(Insn insn) {
    return switch (insn.op()) {
      case CONST, PC, SP, FP, TB, COUNT -> true;
      default -> false;
    };
  }

  private static String head(Insn insn) {
    Insn.Template t = insn.template();
    String exit = t.exit() == null ? "" : " exit" + t.exit().reason();
    return insn.op() + "." + insn.kind() + " " + t.imm() + " " + t.cond() + " " + t.mem() + exit;
  }
}
