package hotpath.tssa.pass;

import hotpath.tssa.ir.Alias;
import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import org.jspecify.annotations.Nullable;

/**
 * The pass `expand`: an allocation becomes "add the size to the top, leave if that is beyond the
 * limit, store the top, write the class word and the length". Sums are of 64 bits, so that no size
 * can wrap around. Within a block top and limit are loaded once: only allocations move them while
 * the code runs.
 */
final class Expansion {
  private static final Alias TOP = new Alias("allocation_top", Alias.Sort.STATE);
  private static final Alias LIMIT = new Alias("allocation_limit", Alias.Sort.STATE);
  private static final Alias CLASS_WORD = new Alias("class", Alias.Sort.FROZEN);

  private final Allocation allocation;
  private final PassContext context;
  private final Tssa to;
  private final FoldingBuilder builder;
  private final Reemitter reemitter;

  private @Nullable Insn threadBlock;

  /** The top as a word and extended, the limit extended. */
  private @Nullable Insn topWord;

  private @Nullable Insn top;
  private @Nullable Insn limit;

  private Expansion(Tssa from, Allocation allocation, PassContext context) {
    this.allocation = allocation;
    this.context = context;
    this.to = Tssa.like(from);
    this.builder = FoldingBuilder.plain(to, to.newBlock(), context.options);
    this.reemitter = new Reemitter(from, builder, context, 0);
    BlockCopy.copyParams(from.blocks(), to, reemitter);
  }

  static Tssa run(Tssa tssa, PassContext context) {
    Allocation allocation = context.options.allocation();
    if (allocation == null || !allocates(tssa)) {
      return tssa;
    }
    Expansion pass = new Expansion(tssa, allocation, context);
    for (Block block : tssa.blocks()) {
      pass.copy(block);
    }
    return pass.to;
  }

  private static boolean allocates(Tssa tssa) {
    for (Block block : tssa.blocks()) {
      for (Insn insn : block.insns()) {
        if (insn.op().has(TssaOp.Trait.FRESH)) {
          return true;
        }
      }
    }
    return false;
  }

  private void copy(Block block) {
    builder.block(to.blocks().get(block.number()));
    threadBlock = null;
    topWord = null;
    top = null;
    limit = null;
    for (Insn insn : block.insns()) {
      if (insn.op().has(TssaOp.Trait.FRESH)) {
        Insn object = expand(insn);
        reemitter.map(insn, object);
        context.removed(insn, 0, "expand", "sequence", object);
        continue;
      }
      BlockCopy.copy(insn, reemitter);
      if (insn.op() == TssaOp.TB) {
        threadBlock = reemitter.apply(insn);
      }
    }
  }

  private Insn expand(Insn insn) {
    int origin = insn.origin();
    Insn tb = threadBlock(origin);
    Insn offset = topWord;
    Insn before = top;
    if (offset == null || before == null) {
      offset = load(tb, allocation.topOffset(), TOP, origin);
      before = builder.emit(TssaOp.U2L, Kind.I64, offset, origin);
    }
    Insn end = builder.emit(TssaOp.ADD, Kind.I64, before, size(insn, origin), origin);
    Insn last = limit;
    if (last == null) {
      Insn word = load(tb, allocation.limitOffset(), LIMIT, origin);
      last = builder.emit(TssaOp.U2L, Kind.I64, word, origin);
      limit = last;
    }
    Exit exit = reemitter.exit(insn.exit());
    Insn[] compared = {end, last};
    builder.emit(
        new Insn.Template(TssaOp.GUARD, Kind.VOID, compared, 0, Cond.ULE, null, exit), origin);
    Insn endWord = builder.emit(TssaOp.L2I, Kind.I32, end, origin);
    store(tb, allocation.topOffset(), TOP, endWord, origin);
    topWord = endWord;
    top = end;
    Insn object = builder.emit(TssaOp.I2R, Kind.REF, offset, origin);
    Insn classWord = reemitter.apply(insn.arg(0));
    store(object, allocation.classOffset(), CLASS_WORD, classWord, origin);
    if (insn.op() == TssaOp.NEWARRAY) {
      Alias length = new Alias(context.options.lengthAlias(), Alias.Sort.FROZEN);
      store(object, allocation.lengthOffset(), length, reemitter.apply(insn.arg(1)), origin);
    }
    return object;
  }

  private Insn threadBlock(int origin) {
    Insn tb = threadBlock;
    if (tb == null) {
      tb = emit(new Insn.Template(TssaOp.TB, Kind.ADDR, new Insn[0], 0, null, null, null), origin);
      threadBlock = tb;
    }
    return tb;
  }

  private Insn emit(Insn.Template template, int origin) {
    Insn value = builder.emit(template, origin);
    if (value == null) {
      throw new IllegalStateException(template.op() + " was not emitted");
    }
    return value;
  }

  private Insn load(Insn base, int offset, Alias alias, int origin) {
    Mem mem = new Mem(MemType.I32, offset, alias);
    Insn[] args = {base};
    return emit(new Insn.Template(TssaOp.LOAD, Kind.I32, args, 0, null, mem, null), origin);
  }

  private void store(Insn base, int offset, Alias alias, Insn value, int origin) {
    Mem mem = new Mem(MemType.I32, offset, alias);
    Insn[] args = {base, value};
    builder.emit(new Insn.Template(TssaOp.STORE, Kind.VOID, args, 0, null, mem, null), origin);
  }

  /** The size in bytes, rounded up. */
  private Insn size(Insn insn, int origin) {
    boolean array = insn.op() == TssaOp.NEWARRAY;
    int shift = array ? (int) insn.imm() : 0;
    long header = array ? allocation.elementsOffset() : 0;
    Insn count = insn.arg(1);
    long mask = Allocation.ALIGNMENT - 1;
    if (count.isConst()) {
      long size = header + (Integer.toUnsignedLong((int) count.imm()) << shift);
      return builder.constant(Kind.I64, (size + mask) & ~mask);
    }
    Insn size = builder.emit(TssaOp.U2L, Kind.I64, reemitter.apply(count), origin);
    if (!array) {
      return size;
    }
    if (shift > 0) {
      size = builder.emit(TssaOp.SHL, Kind.I64, size, builder.constant(Kind.I32, shift), origin);
    }
    boolean aligned = shift >= 3 && (header & mask) == 0;
    Insn more = builder.constant(Kind.I64, aligned ? header : header + mask);
    size = builder.emit(TssaOp.ADD, Kind.I64, size, more, origin);
    return aligned
        ? size
        : builder.emit(TssaOp.AND, Kind.I64, size, builder.constant(Kind.I64, ~mask), origin);
  }
}
