package hotpath.tssa.alloc;

import hotpath.tssa.alloc.Allocator.OutOfSpillWords;
import hotpath.tssa.lir.LirBlock;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirExit;
import hotpath.tssa.lir.LirForm;
import hotpath.tssa.lir.LirForm.Role;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.Location;
import hotpath.tssa.lir.SharedOp;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns the stretches that values spend in registers into locations and copies: gives words to
 * values that are in memory at some time, sets the location of each operand, stores values behind
 * their definition, reloads them where a stretch starts, copies tied operands, and lets the places
 * agree on the edges between blocks.
 */
final class Placement implements Allocation.ValuePlaces {
  private final LirCode code;
  private final Lifetimes lives;
  private final @Nullable Interval[] first;
  private final boolean[] spilled;
  private final int[] words;
  private final Moves moves = new Moves();

  Placement(LirCode code, Lifetimes lives, @Nullable Interval[] first, boolean[] spilled) {
    this.code = code;
    this.lives = lives;
    this.first = first;
    this.spilled = spilled;
    words = new int[code.valueCount()];
    Arrays.fill(words, Location.NONE);
  }

  Allocation place(int spillWords) throws OutOfSpillWords {
    int used = assignWords(spillWords);
    for (LirBlock block : code.blocks()) {
      int index = block.first();
      for (int i = 0; i < block.insns().size(); i++) {
        place(block.insns().get(i), 2 * index);
        index++;
      }
    }
    addStoresAndReloads();
    for (LirBlock block : code.blocks()) {
      for (int s = 0; s < block.successorCount(); s++) {
        resolve(block, code.blocks().get(block.successor(s)));
      }
    }
    return new Allocation(code, moves, this, lives.liveIn, used);
  }

  /**
   * Gives a word of the spill area to each value that needs one, for its whole life: it is stored
   * at its definition.
   */
  private int assignWords(int limit) throws OutOfSpillWords {
    int[] busyUntil = new int[limit];
    for (int word = 0; word < limit; word++) {
      busyUntil[word] = code.isReservedSpill(word) ? Integer.MAX_VALUE : 0;
    }
    int used = 0;
    for (int i = 0; i < lives.orderSize(); i++) {
      int v = lives.order[i];
      int home = code.home(v);
      words[v] = home;
      if (Location.sort(home) == Location.SPILL) {
        int word = Location.number(home);
        busyUntil[word] = Math.max(busyUntil[word], lives.to[v]);
        used = Math.max(used, word + 1);
      }
    }
    for (int i = 0; i < lives.orderSize(); i++) {
      int v = lives.order[i];
      if (words[v] == Location.NONE && spilled[v]) {
        int word = freeWord(busyUntil, lives.from[v]);
        busyUntil[word] = lives.to[v];
        words[v] = Location.spill(word);
        used = Math.max(used, word + 1);
      }
    }
    return used;
  }

  private static int freeWord(int[] busyUntil, int from) throws OutOfSpillWords {
    for (int word = 0; word < busyUntil.length; word++) {
      if (busyUntil[word] <= from) {
        return word;
      }
    }
    throw new OutOfSpillWords(busyUntil.length);
  }

  /** Where a value is at a position: in the register of its stretch there, else in memory. */
  @Override
  public int at(int value, int position) {
    for (Interval i = first[value]; i != null && i.from <= position; i = i.next) {
      if (position < i.to) {
        return Location.reg(i.register);
      }
    }
    return words[value];
  }

  private int location(int value, int position) {
    int fixed = code.fixed(value);
    return fixed != Location.NONE ? fixed : at(value, position);
  }

  private void place(LirInsn insn, int position) {
    LirForm form = insn.op().form();
    boolean transfer = insn.isTransfer();
    for (int i = 0; i < insn.operandCount(); i++) {
      int value = insn.operand(i);
      if (value == LirInsn.NO_OPERAND) {
        insn.location(i, Location.NONE);
        continue;
      }
      LirForm.Spec spec = form.spec(i);
      if (spec.tied()) {
        // Copied together with the reloads before the instruction, so read where it was before.
        int target = location(insn.operand(0), position + 1);
        int source = location(value, position - 1);
        insn.location(i, target);
        if (source != target) {
          moves.add(position, source, target, value);
        }
      } else {
        insn.location(i, location(value, readPosition(spec.role(), transfer, position)));
      }
    }
    LirExit exit = insn.exit();
    if (exit != null) {
      for (int i = 0; i < exit.stateCount(); i++) {
        int value = exit.state(i);
        boolean present = value != LirInsn.NO_OPERAND;
        exit.location(i, present ? location(value, position + 1) : Location.NONE);
      }
    }
  }

  /** A transfer happens together with the copies before it. */
  private static int readPosition(Role role, boolean transfer, int position) {
    if (transfer) {
      return position - 1;
    }
    return role == Role.USE ? position : position + 1;
  }

  private void addStoresAndReloads() {
    for (int v = code.registers().count(); v < code.valueCount(); v++) {
      Interval interval = first[v];
      if (interval == null) {
        continue;
      }
      if (interval.from == lives.from[v]) {
        if (spilled[v] && code.home(v) == Location.NONE) {
          moves.add(interval.from | 1, Location.reg(interval.register), words[v], v);
        }
        interval = interval.next;
      }
      for (; interval != null; interval = interval.next) {
        moves.add(interval.from, words[v], Location.reg(interval.register), v);
      }
    }
  }

  /** Moves what the successor expects in registers, and lets the jump bring its operands there. */
  private void resolve(LirBlock block, LirBlock successor) {
    LirInsn end = block.end();
    boolean jumps = end.op() == SharedOp.JUMP;
    int last = 2 * block.last();
    int after = 2 * successor.first() + 1;
    for (int i = 0; jumps && i < end.operandCount(); i++) {
      end.target(i, location(successor.label().operand(i), after));
    }
    long[] live = lives.liveIn[successor.number()];
    for (int w = 0; w < live.length; w++) {
      for (long bits = live[w]; bits != 0; bits &= bits - 1) {
        int value = 64 * w + Long.numberOfTrailingZeros(bits);
        int target = at(value, after);
        if (!Location.isReg(target) || at(value, last + 1) == target) {
          continue;
        }
        if (jumps) {
          moves.add(last, at(value, last - 1), target, value);
        } else {
          moves.add(after, at(value, last + 1), target, value);
        }
      }
    }
  }
}
