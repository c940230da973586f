package hotpath.tssa.pass;

import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Emits instructions one after the other and leaves out, on the way, what is not needed: LuaJIT's
 * FOLD engine. An instruction goes through four stations, each a {@link Feature}: fold rules
 * ({@link FoldRule}), the values at hand ({@link ValueTable}), what is known to be in memory
 * ({@link MemoryFacts}), and what guards have established ({@link Facts}).
 *
 * <p>All knowledge is of the place where the next instruction goes. Code must therefore be emitted
 * in the order in which it runs; {@link #mark} and {@link #reset} serve the branches of a tree,
 * {@link #enterLoop} a loop's header.
 *
 * <p>Exits get their numbers here, in order.
 */
public final class FoldingBuilder {
  private static final Insn[] NO_ARGS = {};

  private final Tssa tssa;
  private final boolean fold;
  private final boolean cse;
  private final boolean guards;

  private final ValueTable values;

  /**
   * Constants have a table of their own, which {@link #reset} leaves alone: facts name them by
   * their numbers.
   */
  private final ValueTable constants = new ValueTable(32);

  private final Facts facts;
  private final MemoryStation memory;

  private Block block;
  private int exits;
  private boolean ended;

  /** Instructions in preparation: a rule that emits another one uses the next. */
  private Fold[] folds = new Fold[4];

  private int depth;
  private final Insn nothing;

  private @Nullable Feature feature;
  private @Nullable String rule;

  /** What {@link #reset} goes back to. */
  public static final class Mark {
    private final int values;
    private final Facts.Mark facts;
    private final MemoryStation.Mark memory;

    private Mark(FoldingBuilder b) {
      values = b.values.mark();
      facts = b.facts.mark();
      memory = b.memory.mark();
    }
  }

  /** Appends to {@code block} of {@code tssa}. */
  public FoldingBuilder(Tssa tssa, Block block, PassOptions options) {
    this(tssa, block, options, true);
  }

  private FoldingBuilder(Tssa tssa, Block block, PassOptions options, boolean folding) {
    this.tssa = tssa;
    this.block = block;
    this.values = new ValueTable(folding ? 128 : 16);
    this.fold = folding && options.isOn(Feature.FOLD);
    this.cse = folding && options.isOn(Feature.CSE);
    this.guards = folding && options.isOn(Feature.GUARDS);
    this.nothing = constant(Kind.I32, 0);
    this.facts = new Facts(options.lengthAlias(), constant(Kind.REF, 0));
    boolean forward = folding && options.isOn(Feature.FORWARD);
    this.memory = new MemoryStation(this, forward, facts, options.allocation());
  }

  /** A builder that emits what it is given, for passes that only copy. */
  static FoldingBuilder plain(Tssa tssa, Block block, PassOptions options) {
    return new FoldingBuilder(tssa, block, options, false);
  }

  public Tssa tssa() {
    return tssa;
  }

  public Block block() {
    return block;
  }

  /** Goes on in {@code newBlock}, which the block before dominates. */
  public void block(Block newBlock) {
    block = newBlock;
    ended = false;
  }

  /** Whether the block has its end, perhaps because a guard can only fail. */
  public boolean isEnded() {
    return ended;
  }

  public Mark mark() {
    return new Mark(this);
  }

  /** Forgets what was learned since {@code mark}. */
  public void reset(Mark mark) {
    values.reset(mark.values);
    facts.reset(mark.facts);
    memory.reset(mark.memory);
  }

  /** The one constant with these bits. */
  public Insn constant(Kind kind, long bits) {
    Insn constant = constants.constant(kind, bits);
    if (constant == null) {
      constant = tssa.constant(kind, bits);
      constants.addConstant(constant);
    }
    return constant;
  }

  /** Goes into the loop block {@code header}; see {@link MemoryFacts#enterLoop}. */
  void enterLoop(
      Block header,
      List<Insn> effects,
      MemoryFacts.LoopPolicy policy,
      MemoryStation.Promotion promotes) {
    memory.enterLoop(effects, policy, promotes);
    block(header);
  }

  MemoryStation memory() {
    return memory;
  }

  Facts facts() {
    return facts;
  }

  long range(Insn value) {
    return value.kind() == Kind.I32 ? facts.range(value) : Range.FULL;
  }

  /** Whether {@code value} is known not to be 0 (1), to be 0 (0), or neither (-1). */
  int decideNotZero(Insn value) {
    return facts.decide(Cond.NE, value, constant(value.kind(), 0));
  }

  /** Which feature left out or rewrote the last instruction; null if it was emitted as given. */
  public @Nullable Feature feature() {
    return feature;
  }

  /** The rule of {@link #feature}. */
  public @Nullable String rule() {
    return rule;
  }

  void applied(FoldRule foldRule) {
    if (depth == 1) {
      feature = Feature.FOLD;
      rule = foldRule.toString();
    }
  }

  void applied(Feature by, String name) {
    if (depth == 1) {
      feature = by;
      rule = name;
    }
  }

  public Insn emit(TssaOp op, Kind kind, Insn a, int origin) {
    return required(emit(op, kind, 1, a, nothing, nothing, 0, null, null, null, origin));
  }

  public Insn emit(TssaOp op, Kind kind, Insn a, Insn b, int origin) {
    return required(emit(op, kind, 2, a, b, nothing, 0, null, null, null, origin));
  }

  /** Emits a guard that another one is folded to. */
  void guard(Cond cond, Insn a, Insn b, @Nullable Exit exit, int origin) {
    emit(TssaOp.GUARD, Kind.VOID, 2, a, b, nothing, 0, cond, null, exit, origin);
  }

  private static Insn required(@Nullable Insn value) {
    if (value == null) {
      throw new IllegalStateException("an operation without a value");
    }
    return value;
  }

  /**
   * Emits an instruction whose operands were emitted by this builder. Returns its value, which can
   * be another instruction's; for one without a value, what was emitted, or null if nothing was.
   */
  public @Nullable Insn emit(Insn.Template t, int origin) {
    Insn[] args = t.args();
    if (args.length > 3
        || t.op().endsBlock()
        || t.op().has(TssaOp.Trait.CALL)
        || t.op() == TssaOp.COPY) {
      return emitPlain(t, origin);
    }
    Insn a = args.length > 0 ? args[0] : nothing;
    Insn b = args.length > 1 ? args[1] : nothing;
    Insn c = args.length > 2 ? args[2] : nothing;
    return emit(
        t.op(), t.kind(), args.length, a, b, c, t.imm(), t.cond(), t.mem(), t.exit(), origin);
  }

  /** Ends, calls and copies: nothing about them folds. */
  private Insn emitPlain(Insn.Template t, int origin) {
    feature = null;
    rule = null;
    if (t.op().has(TssaOp.Trait.CALL) || t.op() == TssaOp.JUMP || t.op() == TssaOp.COPY) {
      memory.passed(t.args());
    }
    if (t.op() == TssaOp.CALLEFFECT) {
      memory.clobbered();
    }
    Mem mem = t.mem();
    if (mem != null) {
      memory.copied(mem.alias());
    }
    Insn insn = append(t.op(), t.kind(), t.args(), t.imm(), t.cond(), t.mem(), t.exit(), origin);
    ended |= t.op().endsBlock();
    return insn;
  }

  private @Nullable Insn emit(
      TssaOp op,
      Kind kind,
      int argCount,
      Insn a,
      Insn b,
      Insn c,
      long imm,
      @Nullable Cond cond,
      @Nullable Mem mem,
      @Nullable Exit exit,
      int origin) {
    if (depth == 0) {
      feature = null;
      rule = null;
    }
    Fold f = acquire();
    f.op = op;
    f.kind = kind;
    f.argCount = argCount;
    f.a = a;
    f.b = b;
    f.c = c;
    f.imm = imm;
    f.cond = cond;
    f.mem = mem;
    f.exit = exit;
    f.origin = origin;
    Insn result = emit(f);
    depth--;
    return result;
  }

  private Fold acquire() {
    if (depth == folds.length) {
      folds = java.util.Arrays.copyOf(folds, depth * 2);
    }
    Fold f = folds[depth];
    if (f == null) {
      f = new Fold(this, nothing);
      folds[depth] = f;
    }
    depth++;
    return f;
  }

  private @Nullable Insn emit(Fold f) {
    if (guards) {
      knownConstants(f);
    }
    if (fold) {
      switch (FoldRules.fold(f)) {
        case Fold.VALUE -> {
          return f.result;
        }
        case Fold.ALWAYS -> {
          return decided(f, true);
        }
        case Fold.NEVER -> {
          return decided(f, false);
        }
        default -> {}
      }
    }
    return switch (f.op) {
      case GUARD -> guard(f);
      case LOAD -> load(f);
      case STORE -> store(f);
      case NEW, NEWARRAY -> {
        Insn object = append(f);
        memory.allocated(object);
        yield object;
      }
      default -> value(f);
    };
  }

  /** An i32 operand that guards have narrowed to one value is that constant. */
  private void knownConstants(Fold f) {
    if (f.argCount > 0) {
      f.a = known(f.a);
    }
    if (f.argCount > 1) {
      f.b = known(f.b);
    }
    if (f.argCount > 2) {
      f.c = known(f.c);
    }
  }

  private Insn known(Insn value) {
    if (value.kind() != Kind.I32 || value.isConst()) {
      return value;
    }
    long range = facts.guarded(value);
    return Range.isConstant(range) ? constant(Kind.I32, Range.low(range)) : value;
  }

  /**
   * The condition of {@code f} is certain: a guard that holds is dropped, one that fails ends the
   * code.
   */
  private @Nullable Insn decided(Fold f, boolean holds) {
    if (f.op == TssaOp.SET) {
      return constant(Kind.I32, holds ? 1 : 0);
    }
    if (!holds) {
      Insn leave = append(TssaOp.LEAVE, Kind.VOID, NO_ARGS, 0, null, null, f.exit, f.origin);
      ended = true;
      return leave;
    }
    return null;
  }

  private @Nullable Insn guard(Fold f) {
    if (guards) {
      int decided = decide(f);
      if (decided >= 0) {
        applied(Feature.GUARDS, decided == 1 ? "implied" : "always-fails");
        return decided(f, decided == 1);
      }
    }
    Insn guard = append(f);
    if (guards) {
      facts.assume(f.cond(), f.a, f.b);
    }
    return guard;
  }

  /** Whether the condition of {@code f} is certain (1), excluded (0) or open (-1). */
  private int decide(Fold f) {
    Cond cond = f.cond();
    if (f.a.kind() == Kind.REF
        && (cond == Cond.EQ || cond == Cond.NE)
        && memory.areDistinct(f.a, f.b)) {
      return cond == Cond.NE ? 1 : 0;
    }
    return facts.decide(cond, f.a, f.b);
  }

  /**
   * Emits the condition of a branch for the handler's tree: 1 or 0 if it is certain; otherwise -1,
   * and the branch is appended, without targets.
   */
  int branch(Insn.Template t, int origin) {
    feature = null;
    rule = null;
    Fold f = acquire();
    f.op = TssaOp.BRANCH;
    f.kind = Kind.VOID;
    f.argCount = 2;
    f.a = t.args()[0];
    f.b = t.args()[1];
    f.cond = t.cond();
    f.imm = 0;
    f.mem = null;
    f.exit = null;
    f.origin = origin;
    int code = fold ? FoldRules.fold(f) : Fold.NO;
    int decided = code == Fold.ALWAYS ? 1 : code == Fold.NEVER ? 0 : -1;
    if (decided < 0 && guards) {
      decided = decide(f);
      if (decided >= 0) {
        applied(Feature.GUARDS, "implied");
      }
    }
    if (decided < 0) {
      append(f);
      ended = true;
    }
    depth--;
    return decided;
  }

  /** What a branch taken tells. */
  void assume(Insn branch, boolean holds) {
    if (guards) {
      Kind kind = branch.arg(0).kind();
      Cond cond = holds ? branch.cond() : branch.cond().inverse(kind);
      facts.assume(cond, branch.arg(0), branch.arg(1));
    }
  }

  private Insn value(Fold f) {
    if (guards && f.op == TssaOp.SET) {
      int decided = decide(f);
      if (decided >= 0) {
        applied(Feature.GUARDS, "known");
        return constant(Kind.I32, decided);
      }
    }
    boolean shared = f.op.isPure() || isInput(f.op);
    if (cse && shared) {
      Insn found = values.find(f);
      if (found != null) {
        applied(Feature.CSE, "same-value");
        return found;
      }
    }
    memory.used(f);
    Insn value = append(f);
    if (shared) {
      values.add(value, f);
    }
    return value;
  }

  private static boolean isInput(TssaOp op) {
    return switch (op) {
      case SLOT, FP, SP, PC, TB, COUNT -> true;
      default -> false;
    };
  }

  private Insn load(Fold f) {
    Insn known = memory.forwarded(f);
    if (known != null) {
      return known;
    }
    Insn load = append(f);
    memory.loaded(f, load);
    return load;
  }

  private @Nullable Insn store(Fold f) {
    if (memory.isIdle(f)) {
      applied(Feature.FORWARD, "stores-what-is-there");
      return null;
    }
    Insn store = append(f);
    memory.stored(f);
    return store;
  }

  private Insn append(Fold f) {
    return append(f.op, f.kind, f.args(), f.imm, f.cond, f.mem, f.exit, f.origin);
  }

  private Insn append(
      TssaOp op,
      Kind kind,
      Insn[] args,
      long imm,
      @Nullable Cond cond,
      @Nullable Mem mem,
      @Nullable Exit exit,
      int origin) {
    Exit numbered = exit;
    if (exit != null) {
      numbered = exit.number() == exits ? exit : exit.withNumber(exits);
      exits++;
    }
    return tssa.append(block, new Insn.Template(op, kind, args, imm, cond, mem, numbered), origin);
  }
}
