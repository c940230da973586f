package hotpath.tssa.pass;

import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Copies instructions of one piece of code into another through a {@link FoldingBuilder}, and keeps
 * account of what each became. A value that has no counterpart yet must not be asked for; constants
 * always have one.
 */
class Reemitter implements UnaryOperator<Insn> {
  final FoldingBuilder out;
  private final @Nullable Insn[] map;
  private final PassContext context;
  private final int copy;

  /**
   * @param copy see {@link RemovalLog.Removal}
   */
  Reemitter(Tssa from, FoldingBuilder out, PassContext context, int copy) {
    this.out = out;
    this.map = new Insn[from.idLimit()];
    this.context = context;
    this.copy = copy;
  }

  /** From now on {@code old} is {@code value}. */
  void map(Insn old, Insn value) {
    map[old.id()] = value;
  }

  boolean isMapped(Insn old) {
    return map[old.id()] != null;
  }

  /** What {@code old} became. */
  @Override
  public Insn apply(Insn old) {
    Insn value = map[old.id()];
    if (value == null) {
      value = unplaced(old);
      map[old.id()] = value;
    }
    return value;
  }

  /**
   * The counterpart of what stands in no block: a constant, or an allocation that only snapshots
   * describe.
   */
  private Insn unplaced(Insn old) {
    if (old.isConst()) {
      return out.constant(old.kind(), old.imm());
    }
    if (old.op().has(TssaOp.Trait.FRESH)) {
      return out.tssa().create(old.with(args(old), null), old.origin());
    }
    throw new IllegalStateException(old + " is used before it is emitted");
  }

  private Insn[] args(Insn old) {
    Insn[] args = new Insn[old.argCount()];
    for (int i = 0; i < args.length; i++) {
      args[i] = apply(old.arg(i));
    }
    return args;
  }

  /** The counterpart of an exit. */
  Exit exit(Exit old) {
    Snapshot snapshot = old.snapshot();
    return snapshot == null ? old : old.withSnapshot(snapshot(snapshot));
  }

  /** The counterpart of a snapshot. */
  Snapshot snapshot(Snapshot old) {
    return old.mapped(this);
  }

  /** The description of {@code old} with its operands and exit replaced. */
  Insn.Template template(Insn old) {
    boolean leaves = old.op().has(TssaOp.Trait.EXIT);
    return old.with(args(old), leaves ? exit(old.exit()) : null);
  }

  /**
   * Emits the counterpart of {@code old}; null if nothing was emitted for an instruction without
   * value.
   */
  @Nullable Insn emit(Insn old) {
    if (old.isConst()) {
      return apply(old);
    }
    Insn value = out.emit(template(old), old.origin());
    if (value != null) {
      map[old.id()] = value;
    }
    Feature feature = out.feature();
    if (feature != null && context.log != null) {
      String rule = out.rule();
      context.removed(old, copy, feature.toString(), rule == null ? "" : rule, value);
    }
    return value;
  }
}
