package hotpath.tssa.pass;

import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the allocations that `sink` can remove: all at first, less those with a use that needs the
 * object.
 */
final class SinkableObjects {
  private final Liveness liveness;

  /** Numbers of the allocations that are still candidates. */
  private final BitSet candidates = new BitSet();

  /** For each candidate the block that allocates it, and the places in it that are written. */
  private final Block[] homes;

  private final @Nullable List<Mem>[] written;

  SinkableObjects(Tssa tssa, Liveness liveness, int longestArray) {
    this.liveness = liveness;
    this.homes = new Block[tssa.idLimit()];
    this.written = newLists(tssa.idLimit());
    for (Block block : tssa.blocks()) {
      for (Insn insn : block.insns()) {
        if (isDescribable(insn, longestArray)) {
          candidates.set(insn.id());
          homes[insn.id()] = block;
        }
      }
    }
    boolean changed = !candidates.isEmpty();
    while (changed) {
      int before = candidates.cardinality();
      for (Block block : tssa.blocks()) {
        for (Insn insn : block.insns()) {
          uses(block, insn);
        }
      }
      changed = candidates.cardinality() != before;
    }
  }

  @SuppressWarnings("unchecked")
  private static @Nullable List<Mem>[] newLists(int size) {
    return (List<Mem>[]) new List<?>[size];
  }

  private static boolean isDescribable(Insn insn, int longestArray) {
    if (!insn.op().has(TssaOp.Trait.FRESH) || !insn.arg(0).isConst() || !insn.arg(1).isConst()) {
      return false;
    }
    return insn.op() == TssaOp.NEW || insn.arg(1).imm() <= longestArray;
  }

  boolean isEmpty() {
    return candidates.isEmpty();
  }

  boolean isSunk(Insn value) {
    return candidates.get(value.id()) && value.op().has(TssaOp.Trait.FRESH);
  }

  /**
   * Looks at the uses that {@code insn} makes. Those in snapshots of side exits are no harm; what
   * the end of the path hands on is needed each time.
   */
  private void uses(Block block, Insn insn) {
    if (insn.op() == TssaOp.LINK || insn.op() == TssaOp.LEAVE) {
      handedOn(Objects.requireNonNull(insn.exit().snapshot()));
    }
    if (!liveness.isLive(insn) || insn.op() == TssaOp.ADDRESS) {
      // The address of an object counts where it is used.
      return;
    }
    int from = 0;
    if (insn.op() == TssaOp.STORE) {
      Insn root = Locations.root(insn.arg(0));
      if (isSunk(root)) {
        storeTo(block, root, insn);
        from = 1;
      }
      if (isSunk(root) && Locations.index(insn) == null) {
        // Stored into an object that is sunk with it.
        from = 2;
      }
    }
    for (int k = from; k < insn.argCount(); k++) {
      candidates.clear(Locations.root(insn.arg(k)).id());
    }
  }

  private void handedOn(Snapshot state) {
    for (int i = 0; i < state.slots().size(); i++) {
      candidates.clear(state.slots().get(i).value().id());
    }
  }

  private void storeTo(Block block, Insn root, Insn store) {
    Mem mem = store.mem();
    if (homes[root.id()] != block || Locations.index(store) != null) {
      candidates.clear(root.id());
      return;
    }
    List<Mem> places = written[root.id()];
    if (places == null) {
      places = new ArrayList<>();
      written[root.id()] = places;
    }
    for (int i = 0; i < places.size(); i++) {
      Mem other = places.get(i);
      boolean same = other.disp() == mem.disp() && other.type() == mem.type();
      if (!same
          && FreshObjects.overlap(
              mem.disp(), mem.type().bytes(), other.disp(), other.type().bytes())) {
        candidates.clear(root.id());
        return;
      }
    }
    places.add(mem);
  }
}
