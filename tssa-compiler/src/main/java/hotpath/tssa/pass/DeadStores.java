package hotpath.tssa.pass;

import hotpath.tssa.ir.Alias;
import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The pass `dse`: a store is dead if another one writes the same place before anything can see it:
 * an exit, a call, the end of the block, or a load that may read it.
 */
final class DeadStores {
  private final Locations locations;
  private final BitSet dead = new BitSet();

  /** Stores that nothing has seen yet. */
  private final List<Insn> unseen = new ArrayList<>();

  private DeadStores(Tssa tssa, PassOptions options) {
    Facts nothing = new Facts(options.lengthAlias(), tssa.constant(Kind.REF, 0));
    locations = new Locations(nothing, new FreshObjects(tssa, null));
  }

  static Tssa run(Tssa tssa, PassContext context) {
    DeadStores pass = new DeadStores(tssa, context.options);
    for (Block block : tssa.blocks()) {
      pass.find(block);
    }
    return pass.dead.isEmpty()
        ? tssa
        : BlockCopy.without(tssa, pass.dead, "dse", "overwritten", context);
  }

  private void find(Block block) {
    unseen.clear();
    for (Insn insn : block.insns()) {
      if (insn.op() == TssaOp.STORE) {
        overwritten(insn);
        // What others look at is always seen.
        if (insn.mem().alias().sort() != Alias.Sort.SHARED) {
          unseen.add(insn);
        }
      } else if (insn.op() == TssaOp.LOAD) {
        seen(insn);
      } else if (insn.op().has(TssaOp.Trait.EXIT)
          || insn.op().has(TssaOp.Trait.CALL)
          || insn.op() == TssaOp.COPY
          || insn.op().endsBlock()) {
        unseen.clear();
      }
    }
  }

  private void overwritten(Insn store) {
    for (int i = unseen.size() - 1; i >= 0; i--) {
      Insn before = unseen.get(i);
      if (before.mem().alias().equals(store.mem().alias())
          && Locations.same(
              Locations.root(before.arg(0)),
              Locations.index(before),
              before.mem(),
              Locations.root(store.arg(0)),
              Locations.index(store),
              store.mem())) {
        dead.set(before.id());
        unseen.remove(i);
      }
    }
  }

  private void seen(Insn load) {
    for (int i = unseen.size() - 1; i >= 0; i--) {
      Insn store = unseen.get(i);
      if (locations.mayMeet(
          Locations.root(load.arg(0)),
          Locations.index(load),
          load.mem(),
          Locations.root(store.arg(0)),
          Locations.index(store),
          store.mem())) {
        unseen.remove(i);
      }
    }
  }
}
