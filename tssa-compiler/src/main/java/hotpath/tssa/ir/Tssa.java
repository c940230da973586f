package hotpath.tssa.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A piece of code in Trace SSA: blocks in order of emission, the first one is the entry. Three
 * shapes: a trace is an entry block and at most one loop block, a handler is a tree, a leaf routine
 * may loop freely.
 *
 * <p>Every value is defined before it is used: in the same block earlier, or in a block that
 * dominates.
 */
public final class Tssa {

  /** What a piece of code is for; the verifier holds each to its rules. */
  public enum Shape {
    TRACE,
    HANDLER,
    LEAF
  }

  private final String name;
  private final Shape shape;
  private final List<Block> blocks = new ArrayList<>();
  private int nextId;
  private boolean loopNeedsEntry;

  public Tssa(String name, Shape shape) {
    this.name = name;
    this.shape = shape;
  }

  /** Code without blocks that is called and used as {@code other}, for a pass to fill. */
  public static Tssa like(Tssa other) {
    Tssa copy = new Tssa(other.name, other.shape);
    copy.loopNeedsEntry = other.loopNeedsEntry;
    return copy;
  }

  /**
   * Whether the loop relies on how its parameters begin and go on, which the entry has checked:
   * then no bridge may go to the loop with values of its own. The text form does not have this; it
   * is said and asked within one compilation.
   */
  public boolean loopNeedsEntry() {
    return loopNeedsEntry;
  }

  public void requireEntryOfLoop() {
    loopNeedsEntry = true;
  }

  public String name() {
    return name;
  }

  public Shape shape() {
    return shape;
  }

  public List<Block> blocks() {
    return blocks;
  }

  public Block entry() {
    return blocks.getFirst();
  }

  /** Appends an empty block. */
  public Block newBlock() {
    Block block = new Block(blocks.size());
    blocks.add(block);
    return block;
  }

  /**
   * One more than the largest number of an instruction: the size for tables by {@link Insn#id()}.
   */
  public int idLimit() {
    return nextId;
  }

  /** A parameter appended to {@code block}. */
  public Insn newParam(Block block, Kind kind) {
    Insn param =
        new Insn(
            nextId++, new Insn.Template(TssaOp.PARAM, kind, new Insn[0], 0, null, null, null), -1);
    block.params().add(param);
    return param;
  }

  /** A new instruction at the end of {@code block}. */
  public Insn append(Block block, Insn.Template template, int origin) {
    Insn insn = new Insn(nextId++, template, origin);
    block.insns().add(insn);
    return insn;
  }

  /** A new instruction that the caller places itself. */
  public Insn create(Insn.Template template, int origin) {
    return new Insn(nextId++, template, origin);
  }

  /**
   * A constant. It belongs to no block and dominates everything; a constant that does stand in a
   * block is the same to all readers, which skip it there.
   */
  public Insn constant(Kind kind, long bits) {
    return create(new Insn.Template(TssaOp.CONST, kind, new Insn[0], bits, null, null, null), -1);
  }

  public void forEach(Consumer<Insn> action) {
    for (Block block : blocks) {
      block.params().forEach(action);
      block.insns().forEach(action);
    }
  }

  /** Orders the blocks of a tree so that the first target of each branch comes right behind it. */
  public void orderTree() {
    List<Block> ordered = new ArrayList<>(blocks.size());
    Deque<Block> next = new ArrayDeque<>();
    next.push(entry());
    while (!next.isEmpty()) {
      Block block = next.pop();
      block.number(ordered.size());
      ordered.add(block);
      block.end().targets().reversed().forEach(next::push);
    }
    blocks.clear();
    blocks.addAll(ordered);
  }

  /** The block that a trace's loop jumps to; null for a trace without one, and for other shapes. */
  public @Nullable Block loop() {
    return shape == Shape.TRACE && blocks.size() > 1 ? blocks.get(1) : null;
  }
}
