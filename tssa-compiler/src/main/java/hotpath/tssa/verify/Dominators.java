package hotpath.tssa.verify;

import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Tssa;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Predecessors and dominators of the blocks of a piece of code, by iteration over sets; code is
 * small.
 */
final class Dominators {
  private final List<List<Block>> predecessors = new ArrayList<>();
  private final BitSet reachable = new BitSet();

  /** For each block the blocks that dominate it, itself included. */
  private final BitSet[] dominators;

  Dominators(Tssa tssa) {
    int n = tssa.blocks().size();
    for (int i = 0; i < n; i++) {
      predecessors.add(new ArrayList<>());
    }
    for (Block block : tssa.blocks()) {
      if (block.isEnded()) {
        for (Block target : block.end().targets()) {
          predecessors.get(target.number()).add(block);
        }
      }
    }
    reach(tssa);
    dominators = new BitSet[n];
    for (int i = 0; i < n; i++) {
      dominators[i] = new BitSet();
      if (i == 0) {
        dominators[i].set(0);
      } else {
        dominators[i].set(0, n);
      }
    }
    iterate(n);
  }

  private void reach(Tssa tssa) {
    List<Block> work = new ArrayList<>();
    work.add(tssa.entry());
    reachable.set(0);
    while (!work.isEmpty()) {
      Block block = work.removeLast();
      if (!block.isEnded()) {
        continue;
      }
      for (Block target : block.end().targets()) {
        if (!reachable.get(target.number())) {
          reachable.set(target.number());
          work.add(target);
        }
      }
    }
  }

  private void iterate(int n) {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 1; i < n; i++) {
        BitSet now = new BitSet();
        now.set(0, n);
        for (Block before : predecessors.get(i)) {
          if (reachable.get(before.number())) {
            now.and(dominators[before.number()]);
          }
        }
        now.set(i);
        if (!now.equals(dominators[i])) {
          dominators[i] = now;
          changed = true;
        }
      }
    }
  }

  List<Block> predecessors(Block block) {
    return predecessors.get(block.number());
  }

  boolean isReachable(Block block) {
    return reachable.get(block.number());
  }

  boolean dominates(int above, int below) {
    return dominators[below].get(above);
  }
}
