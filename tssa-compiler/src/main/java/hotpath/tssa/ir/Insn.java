package hotpath.tssa.ir;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One TSSA instruction, which is also the value that it defines. Operation, kind and attributes
 * never change; passes build new instructions, except that they may replace operands ({@link
 * #arg(int, Insn)}) of an instruction they own.
 */
public final class Insn {
  private static final Insn[] NONE = {};
  private static final Block[] NO_TARGETS = {};

  private final int id;
  private final TssaOp op;
  private final Kind kind;
  private Insn[] args;
  private final long imm;
  private final @Nullable Cond cond;
  private final @Nullable Mem mem;
  private final @Nullable Exit exit;
  private Block[] targets = NO_TARGETS;
  private final int origin;

  Insn(int id, Template t, int origin) {
    this.id = id;
    this.op = t.op();
    this.kind = t.kind();
    this.args = t.args().length == 0 ? NONE : t.args();
    this.imm = t.imm();
    this.cond = t.cond();
    this.mem = t.mem();
    this.exit = t.exit();
    this.origin = origin;
  }

  /** What an instruction is made from: all but its number and origin. */
  public record Template(
      TssaOp op,
      Kind kind,
      Insn[] args,
      long imm,
      @Nullable Cond cond,
      @Nullable Mem mem,
      @Nullable Exit exit) {}

  public int id() {
    return id;
  }

  public TssaOp op() {
    return op;
  }

  public Kind kind() {
    return kind;
  }

  public int argCount() {
    return args.length;
  }

  public Insn arg(int i) {
    return args[i];
  }

  public List<Insn> args() {
    return List.of(args);
  }

  /** Replaces operand {@code i}. */
  public void arg(int i, Insn value) {
    args[i] = value;
  }

  /**
   * The immediate: constant bits, slot number, size, routine or trace number, as {@link TssaOp}
   * says.
   */
  public long imm() {
    return imm;
  }

  /** The condition; only operations with {@link TssaOp.Trait#COND} have one. */
  public Cond cond() {
    return require(cond);
  }

  /** The memory operand; only operations with {@link TssaOp.Trait#MEMORY} have one. */
  public Mem mem() {
    return require(mem);
  }

  /** Whether it can change what a load of {@code alias} yields. */
  public boolean mayWrite(Alias alias) {
    if (!op.has(TssaOp.Trait.EFFECT)) {
      return false;
    }
    Mem written = mem;
    return written == null
        ? alias.sort() != Alias.Sort.FROZEN && alias.sort() != Alias.Sort.STATE
        : written.alias().mayTouch(alias);
  }

  /** The exit; only operations with {@link TssaOp.Trait#EXIT} have one. */
  public Exit exit() {
    return require(exit);
  }

  /** Successor blocks of an instruction that ends its block. */
  public List<Block> targets() {
    return List.of(targets);
  }

  public void targets(Block... blocks) {
    targets = blocks;
  }

  /**
   * Index of the recorded step (or of the routine's line) that this instruction stems from; -1 if
   * none.
   */
  public int origin() {
    return origin;
  }

  public boolean isConst() {
    return op == TssaOp.CONST;
  }

  public boolean isConst(long bits) {
    return op == TssaOp.CONST && imm == bits;
  }

  /** A copy of this instruction's description with other operands and exit. */
  public Template with(Insn[] newArgs, @Nullable Exit newExit) {
    return new Template(op, kind, newArgs, imm, cond, mem, newExit);
  }

  public Template template() {
    return new Template(op, kind, args.clone(), imm, cond, mem, exit);
  }

  private <T> T require(@Nullable T attribute) {
    if (attribute == null) {
      throw new IllegalStateException(op + " has no such attribute");
    }
    return attribute;
  }

  @Override
  public String toString() {
    return "v" + id + ":" + kind + "=" + op;
  }
}
