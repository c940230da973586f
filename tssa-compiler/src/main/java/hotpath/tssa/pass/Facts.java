package hotpath.tssa.pass;

import hotpath.tssa.ir.Alias;
import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.TssaOp;
import java.util.Arrays;

/**
 * What holds of values at the place where code is being emitted: how pairs of them compare, from
 * guards that were passed, and in which range each i32 lies, from guards and from the operation
 * that defines it.
 *
 * <p>Values never change, so a fact once true stays true further down, around a loop too. {@link
 * #mark} and {@link #reset} take back what was learned on another path of a tree. Constants must be
 * interned: a fact on one is found by its number.
 */
final class Facts {
  /**
   * How deep operands are followed for a range: enough for an index computation, bounded for speed.
   */
  private static final int DEPTH = 4;

  /** Offsets at which null still points at zeros that are never written. */
  private static final int ZEROS_AT_NULL = 0xFFF8;

  private final String lengthAlias;

  /** The one constant null, about which facts are stated. */
  private final Insn nullConstant;

  // Pairs: a chained hash; a newer entry of the same pair stands before the older one.
  private int[] buckets = new int[64];
  private int[] first = new int[32];
  private int[] second = new int[32];
  private int[] relations = new int[32];
  private int[] next = new int[32];
  private int pairs = 1;

  // Ranges that guards narrowed, by number of the value; stored xor FULL, so that 0 says nothing.
  private long[] ranges = new long[128];
  private int[] changed = new int[32];
  private long[] before = new long[32];
  private int changes;

  /** What {@link #reset} goes back to. */
  record Mark(int pairs, int changes) {}

  /**
   * @param lengthAlias name of the frozen locations that hold lengths, which are never negative
   * @param nullConstant the interned constant null
   */
  Facts(String lengthAlias, Insn nullConstant) {
    this.lengthAlias = lengthAlias;
    this.nullConstant = nullConstant;
  }

  Mark mark() {
    return new Mark(pairs, changes);
  }

  void reset(Mark mark) {
    while (pairs > mark.pairs) {
      pairs--;
      buckets[bucket(first[pairs], second[pairs])] = next[pairs];
    }
    while (changes > mark.changes) {
      changes--;
      ranges[changed[changes]] = before[changes];
    }
  }

  /** Whether {@code a cond b} is certain (1), excluded (0) or open (-1). */
  int decide(Cond cond, Insn a, Insn b) {
    int holds = Relation.of(cond, a.kind());
    int known = relation(a, b);
    if ((known & ~holds) == 0) {
      return 1;
    }
    return (known & holds) == 0 ? 0 : -1;
  }

  /** The ways in which {@code a} and {@code b} can compare. */
  int relation(Insn a, Insn b) {
    if (a == b) {
      return a.kind().isFloat() ? Relation.EQUAL | Relation.UNORDERED : Relation.EQUAL;
    }
    int known = pair(a, b);
    if (a.kind() == Kind.I32) {
      int ofRanges = Relation.ofRanges(range(a), range(b)) & known;
      // Nothing left means that this place cannot be reached; any answer will do.
      return ofRanges == 0 ? known : ofRanges;
    }
    if (a.kind() == Kind.REF && ((isFresh(a) && b.isConst()) || (isFresh(b) && a.isConst()))) {
      known &= ~Relation.EQUAL;
    }
    return known;
  }

  private static boolean isFresh(Insn value) {
    return value.op() == TssaOp.NEW || value.op() == TssaOp.NEWARRAY;
  }

  private int pair(Insn a, Insn b) {
    boolean swap = a.id() > b.id();
    int x = swap ? b.id() : a.id();
    int y = swap ? a.id() : b.id();
    int at = buckets[bucket(x, y)];
    while (at != 0 && (first[at] != x || second[at] != y)) {
      at = next[at];
    }
    if (at == 0) {
      return Relation.any(a.kind());
    }
    return swap ? Relation.swapped(relations[at], a.kind()) : relations[at];
  }

  private int bucket(int x, int y) {
    return ((x * 31 + y) * 0x9E3779B1) >>> (32 - Integer.numberOfTrailingZeros(buckets.length));
  }

  /** From here on {@code a cond b} holds. */
  void assume(Cond cond, Insn a, Insn b) {
    int relation = relation(a, b) & Relation.of(cond, a.kind());
    if (relation == 0) {
      return;
    }
    put(a, b, relation);
    if (a.kind() == Kind.I32) {
      narrow(a, b, relation);
      narrow(b, a, Relation.swapped(relation, Kind.I32));
    }
    if (!a.kind().isFloat()) {
      baseOfNonZero(a, b, relation);
      baseOfNonZero(b, a, Relation.swapped(relation, a.kind()));
    }
  }

  private void put(Insn a, Insn b, int relation) {
    if (pairs == first.length) {
      grow();
    }
    boolean swap = a.id() > b.id();
    first[pairs] = swap ? b.id() : a.id();
    second[pairs] = swap ? a.id() : b.id();
    relations[pairs] = swap ? Relation.swapped(relation, a.kind()) : relation;
    int bucket = bucket(first[pairs], second[pairs]);
    next[pairs] = buckets[bucket];
    buckets[bucket] = pairs++;
  }

  private void grow() {
    int size = first.length * 2;
    first = Arrays.copyOf(first, size);
    second = Arrays.copyOf(second, size);
    relations = Arrays.copyOf(relations, size);
    next = Arrays.copyOf(next, size);
    buckets = new int[size * 2];
    for (int i = 1; i < pairs; i++) {
      int bucket = bucket(first[i], second[i]);
      next[i] = buckets[bucket];
      buckets[bucket] = i;
    }
  }

  /**
   * Narrows the range of {@code a}, which compares to {@code b} in one of the ways of {@code
   * relation}.
   */
  private void narrow(Insn a, Insn b, int relation) {
    long range = range(a);
    int low = Range.low(range);
    int high = Range.high(range);
    long other = range(b);
    int otherLow = Range.low(other);
    int otherHigh = Range.high(other);
    boolean canEqual = (relation & Relation.EQUAL) != 0;
    if ((relation & Relation.GREATER) == 0) {
      high = Math.min(high, canEqual || otherHigh == Integer.MIN_VALUE ? otherHigh : otherHigh - 1);
    }
    if ((relation & Relation.LESS) == 0) {
      low = Math.max(low, canEqual || otherLow == Integer.MAX_VALUE ? otherLow : otherLow + 1);
    }
    // Below or equal as unsigned to a number that is not negative: not negative either.
    if ((relation & Relation.ABOVE) == 0 && otherLow >= 0) {
      low = Math.max(low, 0);
      high = Math.min(high, canEqual || otherHigh == 0 ? otherHigh : otherHigh - 1);
    }
    if (!canEqual && otherLow == otherHigh) {
      low = low == otherLow && low < Integer.MAX_VALUE ? low + 1 : low;
      high = high == otherLow && high > Integer.MIN_VALUE ? high - 1 : high;
    }
    if (low <= high) {
      setRange(a, Range.of(low, high));
    }
  }

  private void setRange(Insn value, long range) {
    if (value.isConst() || range == range(value)) {
      return;
    }
    if (value.id() >= ranges.length) {
      ranges = Arrays.copyOf(ranges, Math.max(value.id() + 1, ranges.length * 2));
    }
    if (changes == changed.length) {
      changed = Arrays.copyOf(changed, changes * 2);
      before = Arrays.copyOf(before, changes * 2);
    }
    changed[changes] = value.id();
    before[changes++] = ranges[value.id()];
    ranges[value.id()] = range ^ Range.FULL;
    // x + c in [low, high] puts x in [low - c, high - c] when neither end wraps: adding c is one to
    // one.
    if (value.op() == TssaOp.ADD && value.arg(1).isConst()) {
      long c = value.arg(1).imm();
      Insn x = value.arg(0);
      setRange(
          x, Range.intersect(range(x), Range.checked(Range.low(range) - c, Range.high(range) - c)));
    }
  }

  /**
   * What was loaded at a small offset from null is 0, because null points at zeros. So if it is not
   * 0, the reference that it was loaded from is not null.
   */
  private void baseOfNonZero(Insn value, Insn other, int relation) {
    if (value.op() != TssaOp.LOAD || value.argCount() != 1 || value.kind().is64()) {
      return;
    }
    Mem mem = value.mem();
    Insn base = value.arg(0);
    if (base.kind() != Kind.REF || mem.disp() < 0 || mem.disp() > ZEROS_AT_NULL) {
      return;
    }
    boolean aboveSomething = (relation & ~Relation.ABOVE) == 0;
    boolean notEqualZero = (relation & Relation.EQUAL) == 0 && other.isConst(0);
    boolean rangeWithoutZero = value.kind() == Kind.I32 && excludesZero(range(value));
    if (aboveSomething || notEqualZero || rangeWithoutZero) {
      put(base, nullConstant, relation(base, nullConstant) & ~Relation.EQUAL);
    }
  }

  private static boolean excludesZero(long range) {
    return Range.low(range) > 0 || Range.high(range) < 0;
  }

  /** The range of an i32. */
  long range(Insn value) {
    return range(value, DEPTH);
  }

  /** The range that guards alone have narrowed an i32 to. */
  long guarded(Insn value) {
    return value.id() < ranges.length ? ranges[value.id()] ^ Range.FULL : Range.FULL;
  }

  private long range(Insn value, int depth) {
    if (value.isConst()) {
      return Range.of((int) value.imm(), (int) value.imm());
    }
    long known = guarded(value);
    return depth == 0 || Range.isConstant(known)
        ? known
        : Range.intersect(known, defined(value, depth - 1));
  }

  /** The range that the defining operation gives. */
  private long defined(Insn value, int depth) {
    return switch (value.op()) {
      case LOAD -> loaded(value.mem());
      case SET -> Range.BOOLEAN;
      case LCMP, CMPL, CMPG -> Range.of(-1, 1);
      case BITCOUNT, CLZ, CTZ -> Range.of(0, value.arg(0).kind().is64() ? 64 : 32);
      case I2B -> Range.of(Byte.MIN_VALUE, Byte.MAX_VALUE);
      case I2S -> Range.of(Short.MIN_VALUE, Short.MAX_VALUE);
      case I2C -> Range.of(0, 0xFFFF);
      case SELECT -> Range.union(range(value.arg(1), depth), range(value.arg(2), depth));
      case ADD, SUB, MUL, MIN, MAX, AND, OR, XOR, SHR, USHR, REM, DIV ->
          RangeArithmetic.binary(
              value.op(), range(value.arg(0), depth), range(value.arg(1), depth));
      default -> Range.FULL;
    };
  }

  private long loaded(Mem mem) {
    return switch (mem.type()) {
      case I8 -> Range.of(Byte.MIN_VALUE, Byte.MAX_VALUE);
      case U8 -> Range.of(0, 0xFF);
      case I16 -> Range.of(Short.MIN_VALUE, Short.MAX_VALUE);
      case U16 -> Range.of(0, 0xFFFF);
      default ->
          mem.alias().sort() == Alias.Sort.FROZEN && mem.alias().name().equals(lengthAlias)
              ? Range.NOT_NEGATIVE
              : Range.FULL;
    };
  }
}
