package hotpath.tssa.pass;

import hotpath.tssa.ir.Alias;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.TssaOp;
import org.jspecify.annotations.Nullable;

/**
 * Whether two accesses can meet: from their aliases, from what the sort of an alias promises, and
 * from what is known of bases and indexes. The base counts as its root: an ADDRESS is the same
 * place as its reference.
 */
final class Locations {
  private final Facts facts;
  private final FreshObjects objects;

  Locations(Facts facts, FreshObjects objects) {
    this.facts = facts;
    this.objects = objects;
  }

  static Insn root(Insn base) {
    return base.op() == TssaOp.ADDRESS ? base.arg(0) : base;
  }

  /** The index of a load or store, or null. */
  static @Nullable Insn index(Insn access) {
    int at = access.op() == TssaOp.LOAD ? 1 : 2;
    return at < access.argCount() ? access.arg(at) : null;
  }

  /** Whether the two are one place of one size. The aliases must be equal. */
  static boolean same(
      Insn root, @Nullable Insn index, Mem mem, Insn root2, @Nullable Insn index2, Mem mem2) {
    if (mem.type().bytes() != mem2.type().bytes()) {
      return false;
    }
    return mem.alias().sort() == Alias.Sort.CELL
        || (root == root2
            && index == index2
            && mem.disp() == mem2.disp()
            && mem.scale() == mem2.scale());
  }

  /**
   * Whether a value that was moved as {@code from} tells what a load as {@code to} yields, perhaps
   * after narrowing.
   */
  static boolean convertible(MemType from, MemType to) {
    return from == to
        || (from.bytes() == to.bytes() && from.bytes() <= 2 && from.kind() == to.kind());
  }

  /** Whether a store to the second place can change what is in the first. */
  boolean mayMeet(
      Insn root, @Nullable Insn index, Mem mem, Insn root2, @Nullable Insn index2, Mem mem2) {
    if (!mem2.alias().mayTouch(mem.alias())) {
      return false;
    }
    Alias.Sort sort = mem.alias().sort();
    boolean oneAlias = sort == mem2.alias().sort() && sort != Alias.Sort.ANY;
    if (oneAlias && sort == Alias.Sort.CELL) {
      return true;
    }
    if (root == root2 && index == index2 && mem.scale() == mem2.scale()) {
      return FreshObjects.overlap(mem.disp(), mem.type().bytes(), mem2.disp(), mem2.type().bytes());
    }
    boolean references = root.kind() == Kind.REF && root2.kind() == Kind.REF;
    if (root != root2) {
      if (references ? areDistinct(root, root2) : isSecret(root) || isSecret(root2)) {
        return false;
      }
      // Only what is addressed by references is promised to have one base per place.
      if (!references || !oneAlias) {
        return true;
      }
      if (sort == Alias.Sort.FIELD && index == null && index2 == null) {
        return FreshObjects.overlap(
            mem.disp(), mem.type().bytes(), mem2.disp(), mem2.type().bytes());
      }
    }
    return !(oneAlias && sort == Alias.Sort.ELEMENT && otherElement(index, mem, index2, mem2));
  }

  /**
   * An object that nothing else refers to is not reached through an address that is not formed from
   * it.
   */
  private boolean isSecret(Insn root) {
    return objects.isUnescaped(root);
  }

  private boolean areDistinct(Insn a, Insn b) {
    return objects.areDistinct(a, b) || (facts.relation(a, b) & Relation.EQUAL) == 0;
  }

  /** Elements at indexes that differ, each within its own element. */
  private boolean otherElement(@Nullable Insn i, Mem mem, @Nullable Insn j, Mem mem2) {
    return i != null
        && j != null
        && mem.scale() == mem2.scale()
        && mem.disp() == mem2.disp()
        && mem.type().bytes() <= 1 << mem.scale()
        && mem2.type().bytes() <= 1 << mem2.scale()
        && differ(i, j);
  }

  private boolean differ(Insn i, Insn j) {
    long iOffset = offset(i);
    long jOffset = offset(j);
    if (base(i) == base(j) && iOffset != jOffset) {
      return true;
    }
    return (facts.relation(i, j) & Relation.EQUAL) == 0;
  }

  private static Insn base(Insn index) {
    return index.op() == TssaOp.ADD && index.arg(1).isConst() ? index.arg(0) : index;
  }

  private static long offset(Insn index) {
    return base(index) == index ? 0 : index.arg(1).imm();
  }
}
