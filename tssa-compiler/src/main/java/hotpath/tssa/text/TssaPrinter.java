package hotpath.tssa.text;

import hotpath.tssa.ir.Alias;
import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.ir.VirtualObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prints TSSA in its text form, which {@link TssaParser} reads back; the grammar is described
 * there.
 *
 * <p>The text depends on the code alone: values are numbered densely in order of definition,
 * whatever their {@link Insn#id()}; constants stand where they are used. So two texts can be
 * compared line by line.
 */
public final class TssaPrinter {
  private final Tssa tssa;
  private final int[] numbers;
  private final StringBuilder out = new StringBuilder();

  public TssaPrinter(Tssa tssa) {
    this.tssa = tssa;
    this.numbers = number(tssa);
  }

  /** The whole text; ends with a line feed. */
  public static String print(Tssa tssa) {
    return new TssaPrinter(tssa).text();
  }

  private static int[] number(Tssa tssa) {
    int[] numbers = new int[tssa.idLimit()];
    int next = 1;
    for (Block block : tssa.blocks()) {
      for (Insn param : block.params()) {
        numbers[param.id()] = next++;
      }
      for (Insn insn : block.insns()) {
        if (insn.kind() != Kind.VOID && !insn.isConst()) {
          numbers[insn.id()] = next++;
        }
      }
    }
    return numbers;
  }

  /**
   * The number of {@code insn} in the text, -1 if it has none: a constant, or no value, or in no
   * block.
   */
  public int number(Insn insn) {
    return insn.isConst() || insn.id() >= numbers.length ? -1 : numbers[insn.id()] - 1;
  }

  /** The line for one instruction, without indentation and line feed. */
  public String line(Insn insn) {
    out.setLength(0);
    insn(insn);
    return out.toString();
  }

  /** How {@code value} reads as an operand. */
  public String operand(Insn value) {
    if (value.isConst()) {
      return Constants.print(value.kind(), value.imm());
    }
    int number = number(value);
    // An operand in no block is a mistake that the verifier reports; the text shows which.
    return number < 0 ? "?" + value.id() : "v" + number;
  }

  /** The whole text; ends with a line feed. */
  public String text() {
    out.setLength(0);
    out.append(keyword(tssa.shape())).append(' ').append(tssa.name()).append('\n');
    Block loop = tssa.loop();
    for (Block block : tssa.blocks()) {
      Insn entering = block == loop ? entryJump(loop) : null;
      header(block, entering);
      Insn implied = block.number() == 0 && loop != null ? entryJump(loop) : null;
      for (Insn insn : block.insns()) {
        if (insn.isConst() || insn == implied) {
          continue;
        }
        out.append("  ");
        insn(insn);
        out.append('\n');
      }
    }
    return out.toString();
  }

  static String keyword(Tssa.Shape shape) {
    return switch (shape) {
      case TRACE -> "trace";
      case HANDLER -> "handler";
      case LEAF -> "leaf";
    };
  }

  /**
   * The jump from the entry that the loop's header stands for; null if the entry ends otherwise.
   */
  private @Nullable Insn entryJump(Block loop) {
    Block entry = tssa.entry();
    if (!entry.isEnded() || entry.end().op() != TssaOp.JUMP) {
      return null;
    }
    Insn jump = entry.end();
    boolean fits = jump.targets().equals(List.of(loop)) && jump.argCount() == loop.params().size();
    return fits ? jump : null;
  }

  private void header(Block block, @Nullable Insn entering) {
    boolean trace = tssa.shape() == Tssa.Shape.TRACE;
    if (trace && block.number() == 0 && block.params().isEmpty()) {
      return;
    }
    out.append(label(block));
    if (trace || !block.params().isEmpty()) {
      out.append(" (");
      for (int i = 0; i < block.params().size(); i++) {
        Insn param = block.params().get(i);
        out.append(i == 0 ? "" : ", ").append(operand(param)).append(':').append(param.kind());
        if (entering != null) {
          out.append(" = ").append(operand(entering.arg(i)));
        }
      }
      out.append(')');
    }
    out.append(trace ? "\n" : ":\n");
  }

  private String label(Block block) {
    boolean loop = tssa.shape() == Tssa.Shape.TRACE && block.number() == 1;
    return loop ? "loop" : "b" + block.number();
  }

  private void insn(Insn insn) {
    TssaOp op = insn.op();
    if (insn.kind() != Kind.VOID) {
      out.append(operand(insn)).append(':').append(insn.kind()).append(" = ");
    }
    out.append(op);
    switch (op) {
      case SLOT -> out.append(' ').append(insn.imm());
      case NEWARRAY -> {
        out.append(' ').append(insn.imm()).append(' ');
        operands(insn, 0);
      }
      case CALL, CALLEFFECT -> {
        out.append(' ').append(insn.imm()).append(" (");
        operands(insn, 0);
        out.append(')');
      }
      case LOAD -> memory(insn, 1);
      case COPY -> {
        Alias alias = insn.mem().alias();
        out.append(" @").append(alias.name()).append(AliasMark.of(alias.sort())).append(' ');
        operands(insn, 0);
      }
      case STORE -> {
        memory(insn, 2);
        out.append(", ").append(operand(insn.arg(1)));
      }
      case LINK -> out.append(' ').append(insn.imm());
      case JUMP -> {
        target(insn, 0);
        out.append(" (");
        operands(insn, 0);
        out.append(')');
      }
      case SET, GUARD, BRANCH -> {
        out.append(' ').append(insn.cond()).append(' ');
        operands(insn, 0);
      }
      default -> {
        if (insn.argCount() > 0) {
          out.append(' ');
          operands(insn, 0);
        }
      }
    }
    if (op == TssaOp.BRANCH) {
      out.append(" ->");
      target(insn, 0);
      out.append(',');
      target(insn, 1);
    }
    if (op.has(TssaOp.Trait.EXIT)) {
      out.append(op.endsBlock() ? " " : " else ");
      exit(insn.exit());
    }
  }

  private void operands(Insn insn, int from) {
    for (int i = from; i < insn.argCount(); i++) {
      out.append(i == from ? "" : ", ").append(operand(insn.arg(i)));
    }
  }

  private void target(Insn insn, int i) {
    List<Block> targets = insn.targets();
    out.append(' ').append(i < targets.size() ? label(targets.get(i)) : "?");
  }

  private void memory(Insn insn, int indexAt) {
    Mem mem = insn.mem();
    out.append('.').append(mem.type()).append(' ').append(operand(insn.arg(0)));
    if (indexAt < insn.argCount()) {
      Insn index = insn.arg(indexAt);
      out.append('+').append(operand(index));
      if (mem.scale() != 0 || index.isConst()) {
        out.append("<<").append(mem.scale());
      }
    }
    if (mem.disp() != 0) {
      out.append(mem.disp() > 0 ? "+" : "").append(mem.disp());
    }
    out.append(" @").append(mem.alias().name()).append(AliasMark.of(mem.alias().sort()));
  }

  private void exit(Exit exit) {
    out.append("exit ").append(exit.number()).append(' ').append(exit.label());
    if (exit.reason() != 0) {
      out.append('#').append(exit.reason());
    }
    Snapshot snapshot = exit.snapshot();
    if (snapshot != null) {
      out.append(' ');
      snapshot(snapshot);
    }
  }

  private void snapshot(Snapshot s) {
    Snapshot.Resume resume = s.resume();
    out.append('[').append(resume.where());
    out.append(" pc 0x").append(Long.toHexString(resume.pc()));
    out.append(" fp ").append(resume.fpSlot()).append(" sp ").append(resume.spSlot());
    Insn count = s.count();
    if (count != null || s.countPlus() != 0) {
      out.append(" count ").append(count == null ? "" : operand(count));
      if (s.countPlus() != 0) {
        out.append(s.countPlus() > 0 ? "+" : "").append(s.countPlus());
      }
    }
    String separator = " | ";
    for (Snapshot.Entry entry : s.slots()) {
      out.append(separator).append(entry.slot()).append('=').append(stateValue(s, entry.value()));
      separator = " ";
    }
    separator = " ; ";
    for (int i = 0; i < s.objects().size(); i++) {
      out.append(separator).append('o').append(i).append('=');
      object(s, s.objects().get(i));
      separator = " ";
    }
    out.append(']');
  }

  private void object(Snapshot s, VirtualObject object) {
    Insn allocation = object.allocation();
    out.append(allocation.op()).append(' ');
    if (object.isArray()) {
      out.append(allocation.imm()).append(' ');
    }
    operands(allocation, 0);
    out.append(" (");
    String separator = "";
    for (VirtualObject.Field field : object.fields()) {
      out.append(separator).append(field.offset()).append('.').append(field.type()).append('=');
      out.append(stateValue(s, field.value()));
      separator = " ";
    }
    out.append(')');
  }

  private String stateValue(Snapshot s, Insn value) {
    int object = s.objects().isEmpty() ? -1 : s.objectOf(value);
    return object < 0 ? operand(value) : "o" + object;
  }
}
