package hotpath.tssa.pass;

import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pass `bounds`: in a loop that counts i up from what is not negative and leaves unless {@code
 * i < n}, the checks {@code i + k <u len} that follow are replaced by one guard {@code n <= len -
 * k} before the loop; in one that counts down and leaves unless {@code i >= m}, by {@code start + k
 * < len}. n, m and len do not change in the loop, and len is not negative, as lengths are.
 *
 * <p>Older compilers test at the bottom: the loop leaves unless {@code i + c < n} holds of what
 * goes around. If it holds of the start as well, which one more guard before the loop ensures, then
 * it holds of every i, and all checks follow it.
 *
 * <p>Counting up by c, with p the parameter: the check i &lt; n comes before the others and before
 * i + c is passed around, so every p that reaches them is at most n - 1. The hoisted guard gives n
 * + k &lt;= len, hence p + k &lt; len; {@link #countsUp} makes sure that n - 1 + c does not wrap,
 * so p never falls below what it began with, and p + k &gt;= 0 because that holds of the start.
 * Counting down by c: p never exceeds its start, so p + k &lt; len by the hoisted guard; p &gt;= m
 * where the checks are, and {@link #countsDown} makes sure of m + k &gt;= 0 and that m - c does not
 * wrap.
 *
 * <p>The hoisted guard can leave where the loop itself would not have: it then leads to the anchor
 * in the state in which the loop is entered, and the interpreter runs what the loop would have run.
 * Nothing is lost but speed.
 *
 * <p>All this holds of a parameter that begins and goes on as the trace says. A bridge could come
 * back to the loop with any other value, so it has to go by the entry ({@link
 * Tssa#loopNeedsEntry}).
 */
final class BoundsHoisting {
  private final Tssa from;
  private final Block loop;
  private final Exit anchor;
  private final PassContext context;
  private final BitSet inLoop = new BitSet();
  private final Facts facts;
  private final List<HoistedGuard> hoisted = new ArrayList<>();
  private final BitSet removed = new BitSet();

  /** The guard {@code left + leftPlus cond right + rightPlus}; the sums cannot wrap. */
  private static final class HoistedGuard {
    final Cond cond;
    final Insn left;
    final long leftPlus;
    final Insn right;
    long rightPlus;

    HoistedGuard(Cond cond, Insn left, long leftPlus, Insn right, long rightPlus) {
      this.cond = cond;
      this.left = left;
      this.leftPlus = leftPlus;
      this.right = right;
      this.rightPlus = rightPlus;
    }
  }

  /** A parameter that grows by {@code step} each time around, to {@code around}. */
  private record Induction(Insn param, Insn start, Insn around, long step) {}

  /** What the parameter is compared with; whether it cannot be equal to that. */
  private record Limit(Insn value, boolean exclusive) {}

  private BoundsHoisting(Tssa from, Block loop, Exit anchor, PassContext context) {
    this.from = from;
    this.loop = loop;
    this.anchor = anchor;
    this.context = context;
    this.facts = new Facts(context.options.lengthAlias(), from.constant(Kind.REF, 0));
    for (Insn param : loop.params()) {
      inLoop.set(param.id());
    }
    for (Insn insn : loop.insns()) {
      inLoop.set(insn.id());
    }
    for (Insn insn : from.entry().insns()) {
      if (insn.op() == TssaOp.GUARD) {
        facts.assume(insn.cond(), insn.arg(0), insn.arg(1));
      }
    }
  }

  static Tssa run(Tssa tssa, PassContext context) {
    Exit anchor = context.anchor;
    context.anchor = null;
    Block loop = tssa.loop();
    if (loop == null || anchor == null) {
      return tssa;
    }
    BoundsHoisting pass = new BoundsHoisting(tssa, loop, anchor, context);
    for (int i = 0; i < loop.params().size(); i++) {
      Induction induction = pass.induction(i);
      if (induction != null) {
        pass.look(induction);
      }
    }
    return pass.removed.isEmpty() ? tssa : pass.emit();
  }

  private @Nullable Induction induction(int i) {
    Insn param = loop.params().get(i);
    Insn around = loop.end().arg(i);
    boolean counts =
        param.kind() == Kind.I32
            && around.op() == TssaOp.ADD
            && around.arg(0) == param
            && around.arg(1).isConst()
            && !around.arg(1).isConst(0);
    return counts
        ? new Induction(param, from.entry().end().arg(i), around, around.arg(1).imm())
        : null;
  }

  private boolean isInvariant(Insn value) {
    return value.isConst() || !inLoop.get(value.id());
  }

  /** Finds the guard that bounds the parameter, and the checks behind it. */
  private void look(Induction v) {
    Limit limit = limitAtBottom(v);
    for (Insn insn : loop.insns()) {
      if (insn.op() != TssaOp.GUARD || insn.arg(0).kind() != Kind.I32) {
        continue;
      }
      Limit found = limit == null ? limit(v, v.param, insn) : null;
      if (found != null) {
        limit = found;
      } else if (limit != null) {
        check(v, insn, limit.value, limit.exclusive);
      }
    }
  }

  /** The limit of {@code counter}, if that is what {@code guard} ensures. */
  private @Nullable Limit limit(Induction v, Insn counter, Insn guard) {
    boolean straight = guard.arg(0) == counter;
    if (!straight && guard.arg(1) != counter) {
      return null;
    }
    Insn other = guard.arg(straight ? 1 : 0);
    Cond cond = straight ? guard.cond() : guard.cond().swapped();
    return isInvariant(other) && isLimit(cond, v.step > 0)
        ? new Limit(other, cond == Cond.LT || cond == Cond.GT)
        : null;
  }

  /**
   * The limit of what goes around, if the start can be held to it too; null if there is none. The
   * guard for the start is needed only if a check is hoisted, but does no harm by itself: a loop
   * that is tested at the bottom was tested before its first iteration.
   */
  private @Nullable Limit limitAtBottom(Induction v) {
    for (Insn insn : loop.insns()) {
      if (insn.op() != TssaOp.GUARD || insn.arg(0).kind() != Kind.I32) {
        continue;
      }
      Limit limit = limit(v, v.around, insn);
      if (limit != null) {
        Cond up = limit.exclusive ? Cond.LT : Cond.LE;
        Cond down = limit.exclusive ? Cond.GT : Cond.GE;
        return hoist(new HoistedGuard(v.step > 0 ? up : down, v.start, 0, limit.value, 0))
            ? limit
            : null;
      }
    }
    return null;
  }

  private static boolean isLimit(Cond cond, boolean up) {
    return up ? cond == Cond.LT || cond == Cond.LE : cond == Cond.GT || cond == Cond.GE;
  }

  private void check(Induction v, Insn guard, Insn limit, boolean exclusive) {
    boolean straight = guard.cond() == Cond.ULT;
    if (!straight && guard.cond() != Cond.UGT) {
      return;
    }
    Insn index = guard.arg(straight ? 0 : 1);
    Insn length = guard.arg(straight ? 1 : 0);
    boolean sum = index.op() == TssaOp.ADD && index.arg(0) == v.param && index.arg(1).isConst();
    if ((index != v.param && !sum) || !isInvariant(length)) {
      return;
    }
    // Of anything but a length it cannot be told that the loop would not run well beyond it.
    if (Range.low(facts.range(length)) < 0) {
      return;
    }
    long k = sum ? index.arg(1).imm() : 0;
    HoistedGuard needed =
        v.step > 0
            ? countsUp(v, limit, exclusive, length, k)
            : countsDown(v, limit, exclusive, length, k);
    if (needed != null && hoist(needed)) {
      removed.set(guard.id());
    }
  }

  /**
   * p <= n - 1 (or n): needs n + k <= len (or n + k < len), no wrapping of p + step, and start + k
   * >= 0.
   */
  private @Nullable HoistedGuard countsUp(
      Induction v, Insn n, boolean exclusive, Insn length, long k) {
    // The largest p is n - below; n + more <= len is what makes p + k < len.
    long below = exclusive ? 1 : 0;
    long more = Math.max(0, k + 1 - below);
    long largestLimit = Math.min(Range.high(facts.range(n)), Integer.MAX_VALUE - more);
    boolean wraps = largestLimit - below + v.step > Integer.MAX_VALUE;
    boolean negative = Range.low(facts.range(v.start)) + k < 0;
    if (wraps || negative) {
      return null;
    }
    return new HoistedGuard(Cond.LE, n, 0, length, -more);
  }

  /** p >= m (or m + 1): needs start + k < len, m + k >= 0, and no wrapping of p + step. */
  private @Nullable HoistedGuard countsDown(
      Induction v, Insn m, boolean exclusive, Insn length, long k) {
    long lowest = Range.low(facts.range(m)) + (exclusive ? 1L : 0L);
    long start = facts.range(v.start);
    boolean startWraps =
        Range.low(start) + k < Integer.MIN_VALUE || Range.high(start) + k > Integer.MAX_VALUE;
    if (lowest + v.step < Integer.MIN_VALUE || lowest + k < 0 || startWraps) {
      return null;
    }
    return new HoistedGuard(Cond.LT, v.start, k, length, 0);
  }

  /** Adds the guard, or makes one of the same values stricter; whether it can hold. */
  private boolean hoist(HoistedGuard needed) {
    for (HoistedGuard guard : hoisted) {
      if (guard.cond == needed.cond
          && guard.left == needed.left
          && guard.right == needed.right
          && guard.leftPlus == needed.leftPlus) {
        guard.rightPlus = Math.min(guard.rightPlus, needed.rightPlus);
        return true;
      }
    }
    if (needed.leftPlus == 0
        && needed.rightPlus == 0
        && facts.decide(needed.cond, needed.left, needed.right) == 0) {
      return false;
    }
    hoisted.add(needed);
    return true;
  }

  private Tssa emit() {
    Tssa to = Tssa.like(from);
    to.requireEntryOfLoop();
    FoldingBuilder builder = FoldingBuilder.plain(to, to.newBlock(), context.options);
    Reemitter reemitter = new Reemitter(from, builder, context, 0);
    BlockCopy.copyParams(from.blocks(), to, reemitter);
    List<Insn> entry = from.entry().insns();
    for (Insn insn : entry.subList(0, entry.size() - 1)) {
      reemitter.emit(insn);
    }
    for (HoistedGuard guard : hoisted) {
      emit(guard, reemitter);
    }
    BlockCopy.copy(entry.getLast(), reemitter);
    builder.block(to.blocks().get(1));
    for (Insn insn : loop.insns()) {
      if (removed.get(insn.id())) {
        context.removed(insn, 1, "bounds", "hoisted", null);
      } else {
        BlockCopy.copy(insn, reemitter);
      }
    }
    return to;
  }

  private void emit(HoistedGuard guard, Reemitter reemitter) {
    boolean plain = guard.leftPlus == 0 && guard.rightPlus == 0;
    if (plain && facts.decide(guard.cond, guard.left, guard.right) == 1) {
      return;
    }
    Insn left = sum(reemitter, guard.left, guard.leftPlus);
    Insn right = sum(reemitter, guard.right, guard.rightPlus);
    if (left.isConst() && right.isConst() && isCertain(guard, left, right)) {
      return;
    }
    Insn[] args = {left, right};
    reemitter.out.emit(
        new Insn.Template(
            TssaOp.GUARD, Kind.VOID, args, 0, guard.cond, null, reemitter.exit(anchor)),
        loop.end().origin());
  }

  private static boolean isCertain(HoistedGuard guard, Insn left, Insn right) {
    return hotpath.tssa.eval.Arithmetic.holds(guard.cond, Kind.I32, left.imm(), right.imm());
  }

  private Insn sum(Reemitter reemitter, Insn value, long plus) {
    Insn copy = reemitter.apply(value);
    if (plus == 0) {
      return copy;
    }
    FoldingBuilder out = reemitter.out;
    if (copy.isConst()) {
      return out.constant(Kind.I32, copy.imm() + plus);
    }
    return out.emit(TssaOp.ADD, Kind.I32, copy, out.constant(Kind.I32, plus), loop.end().origin());
  }
}
