package hotpath.tssa.pass;

import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.TssaOp;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values at hand by how they are computed: a chained hash over operation, kind, operands,
 * immediate and condition. It only grows, so that going back to a {@link #mark} is cutting its end
 * off.
 */
final class ValueTable {
  private int[] buckets;
  private Insn[] values;
  private int[] hashes;
  private int[] next;
  private int count = 1;

  /**
   * @param size how many values it has room for at first; a power of two
   */
  ValueTable(int size) {
    buckets = new int[size * 2];
    values = new Insn[size];
    hashes = new int[size];
    next = new int[size];
  }

  int mark() {
    return count;
  }

  void reset(int mark) {
    while (count > mark) {
      count--;
      buckets[bucket(hashes[count])] = next[count];
    }
  }

  /** A constant with these bits, or null. */
  @Nullable Insn constant(Kind kind, long bits) {
    int hash = mix(TssaOp.CONST, kind, Long.hashCode(bits));
    for (int at = buckets[bucket(hash)]; at != 0; at = next[at]) {
      Insn value = values[at];
      if (hashes[at] == hash && value.isConst(bits) && value.kind() == kind) {
        return value;
      }
    }
    return null;
  }

  /** A value that computes what {@code f} would, or null. */
  @Nullable Insn find(Fold f) {
    int hash = hash(f);
    for (int at = buckets[bucket(hash)]; at != 0; at = next[at]) {
      if (hashes[at] == hash && same(values[at], f)) {
        return values[at];
      }
    }
    return null;
  }

  void addConstant(Insn constant) {
    add(constant, mix(TssaOp.CONST, constant.kind(), Long.hashCode(constant.imm())));
  }

  /** Adds {@code value}, which was made from {@code f}. */
  void add(Insn value, Fold f) {
    add(value, hash(f));
  }

  private void add(Insn value, int hash) {
    if (count == values.length) {
      grow();
    }
    values[count] = value;
    hashes[count] = hash;
    next[count] = buckets[bucket(hash)];
    buckets[bucket(hash)] = count++;
  }

  private void grow() {
    values = Arrays.copyOf(values, count * 2);
    hashes = Arrays.copyOf(hashes, count * 2);
    next = Arrays.copyOf(next, count * 2);
    buckets = new int[buckets.length * 2];
    for (int i = 1; i < count; i++) {
      next[i] = buckets[bucket(hashes[i])];
      buckets[bucket(hashes[i])] = i;
    }
  }

  private static boolean same(Insn value, Fold f) {
    if (value.op() != f.op || value.kind() != f.kind || value.argCount() != f.argCount) {
      return false;
    }
    if (value.imm() != f.imm || (f.op == TssaOp.SET && value.cond() != f.cond)) {
      return false;
    }
    return switch (f.argCount) {
      case 0 -> true;
      case 1 -> value.arg(0) == f.a;
      case 2 ->
          (value.arg(0) == f.a && value.arg(1) == f.b)
              || (f.op.has(TssaOp.Trait.COMMUTES) && value.arg(0) == f.b && value.arg(1) == f.a);
      default -> value.arg(0) == f.a && value.arg(1) == f.b && value.arg(2) == f.c;
    };
  }

  private static int hash(Fold f) {
    int operands =
        switch (f.argCount) {
          case 0 -> 0;
          case 1 -> f.a.id();
          // Symmetric, so that a commuted operation lands in the same chain.
          case 2 -> f.a.id() * f.b.id() + f.a.id() + f.b.id();
          default -> (f.a.id() * 31 + f.b.id()) * 31 + f.c.id();
        };
    Cond cond = f.cond;
    return mix(
        f.op, f.kind, operands * 31 + Long.hashCode(f.imm) + (cond == null ? 0 : cond.ordinal()));
  }

  private static int mix(TssaOp op, Kind kind, int rest) {
    int h = (rest * 31 + op.ordinal()) * 31 + kind.ordinal();
    return h * 0x9E3779B1;
  }

  private int bucket(int hash) {
    return hash >>> (32 - Integer.numberOfTrailingZeros(buckets.length));
  }
}
