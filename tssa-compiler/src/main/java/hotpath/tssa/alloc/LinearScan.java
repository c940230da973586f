package hotpath.tssa.alloc;

import hotpath.tssa.lir.Bank;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.Location;
import hotpath.tssa.lir.RegisterFile;
import org.jspecify.annotations.Nullable;

/**
 * Linear scan over the lives of values in the order in which they start. A value that finds no free
 * register, or meets an instruction that occupies its register, is split: it is stored once, where
 * it is defined (it never changes), is in memory from there on, and may come back to a register
 * before a later use. So a value in memory is valid wherever control comes from, and only values
 * that an edge expects in a register need a move on it.
 *
 * <p>A value that lives through a loop and has to give up its register inside gives it up for all
 * of the loop; else each iteration would have to reload it. What a value costs in memory is the sum
 * of its uses, weighted by how often they are executed; the cheapest one goes.
 *
 * <p>The order of steps: {@link Lifetimes}, this scan, then {@link Placement}.
 */
public final class LinearScan implements Allocator {
  private static final int NEVER = FixedRanges.NEVER;
  private static final int MAX_HINTS = 4;

  @Override
  public Allocation allocate(LirCode code, int spillWords) throws OutOfSpillWords {
    Scan scan = new Scan(code);
    scan.run();
    return new Placement(code, scan.lives, scan.first, scan.spilled).place(spillWords);
  }

  /** One run. */
  private static final class Scan {
    private final LirCode code;
    private final RegisterFile registers;
    private final Lifetimes lives;
    private final FixedRanges fixed;

    /** The stretches of each value that are in a register. */
    private final @Nullable Interval[] first;

    private final boolean[] spilled;
    private final @Nullable Interval[] active;

    /** For each value its stretch that is queued because an earlier one was cut. */
    private final @Nullable Interval[] planned;

    private Interval[] queue = {};
    private int head;
    private int tail;

    Scan(LirCode code) {
      this.code = code;
      registers = code.registers();
      lives = new Lifetimes(code);
      fixed = lives.fixed();
      first = new Interval[code.valueCount()];
      spilled = new boolean[code.valueCount()];
      planned = new Interval[code.valueCount()];
      active = new Interval[registers.count()];
    }

    void run() {
      queue = new Interval[2 * lives.orderSize() + 16];
      for (int i = 0; i < lives.orderSize(); i++) {
        int v = lives.order[i];
        queue[tail++] = new Interval(v, lives.from[v], lives.to[v]);
      }
      while (head < tail) {
        Interval next = queue[head++];
        if (planned[next.value] == next) {
          planned[next.value] = null;
        }
        if (next.from < next.to) {
          allocate(next);
        }
      }
    }

    private void enqueue(Interval interval) {
      if (tail == queue.length) {
        Interval[] old = queue;
        queue = head > old.length / 2 ? old : new Interval[2 * old.length];
        System.arraycopy(old, head, queue, 0, tail - head);
        tail -= head;
        head = 0;
      }
      int at = tail++;
      while (at > head && queue[at - 1].from > interval.from) {
        queue[at] = queue[at - 1];
        at--;
      }
      queue[at] = interval;
    }

    private void allocate(Interval current) {
      Bank bank = code.bank(current.value);
      int position = current.from;
      int n = registers.allocatableCount(bank);
      for (int i = 0; i < n; i++) {
        int r = registers.allocatable(bank, i);
        Interval holder = active[r];
        if (holder != null && holder.to <= position) {
          active[r] = null;
        }
      }
      int register = freeFor(current, bank);
      if (register != Interval.UNASSIGNED) {
        assign(current, register);
        return;
      }
      int mustEnd = lives.needEnd(current.value, current.from);
      int partial = longestFree(bank, position);
      int partialEnd = partial == Interval.UNASSIGNED ? 0 : freeUntil(partial, position);
      boolean hasToHave = mustEnd > position;
      boolean partialServes = hasToHave ? partialEnd >= mustEnd : partialEnd > position + 2;
      int victim = cheapest(bank, position, Math.max(mustEnd, position + 1));
      int ownCost = cost(current.value, partialServes ? partialEnd : position);
      int victimCost = victim == Interval.UNASSIGNED ? NEVER : cost(holder(victim).value, position);
      if (partialServes && (ownCost <= victimCost || !hasToHave)) {
        assign(current, partial);
      } else if (!hasToHave && ownCost <= victimCost) {
        leaveInMemory(current, position);
      } else if (victim != Interval.UNASSIGNED) {
        evict(victim, position);
        assign(current, victim);
      } else if (partialServes) {
        assign(current, partial);
      } else if (!hasToHave) {
        leaveInMemory(current, position);
      } else {
        throw new IllegalStateException("no register for " + current);
      }
    }

    private Interval holder(int register) {
      Interval holder = active[register];
      if (holder == null) {
        throw new IllegalStateException("register " + register + " is free");
      }
      return holder;
    }

    /** The position where a free register is next occupied; {@code position} if it is not free. */
    private int freeUntil(int register, int position) {
      return active[register] != null ? position : fixed.nextOccupied(register, position);
    }

    /** A register that is free as long as {@code current} lives. */
    private int freeFor(Interval current, Bank bank) {
      int hint = hint(current, bank);
      if (hint != Interval.UNASSIGNED) {
        return hint;
      }
      int best = Interval.UNASSIGNED;
      int bestUntil = NEVER;
      int n = registers.allocatableCount(bank);
      for (int i = 0; i < n; i++) {
        int r = registers.allocatable(bank, i);
        int until = freeUntil(r, current.from);
        // The tightest fit: registers that stay free are kept for those who need them.
        if (until >= current.to && (best == Interval.UNASSIGNED || until < bestUntil)) {
          best = r;
          bestUntil = until;
        }
      }
      return best;
    }

    private int longestFree(Bank bank, int position) {
      int best = Interval.UNASSIGNED;
      int bestUntil = position;
      int n = registers.allocatableCount(bank);
      for (int i = 0; i < n; i++) {
        int r = registers.allocatable(bank, i);
        int until = freeUntil(r, position);
        if (until > bestUntil) {
          best = r;
          bestUntil = until;
        }
      }
      return best;
    }

    /** A free register that saves a move, if there is one. */
    private int hint(Interval current, Bank bank) {
      int value = current.value;
      for (int i = 0; i < MAX_HINTS; i++) {
        value = lives.hintTo[value];
        if (value == Lifetimes.NONE) {
          break;
        }
        int r = registerOf(value);
        if (serves(r, current, bank)) {
          return r;
        }
      }
      value = current.value;
      for (int i = 0; i < MAX_HINTS; i++) {
        value = lives.hintFrom[value];
        if (value == Lifetimes.NONE) {
          break;
        }
        int r = registerOf(value);
        if (serves(r, current, bank)) {
          return r;
        }
      }
      return Interval.UNASSIGNED;
    }

    private boolean serves(int register, Interval current, Bank bank) {
      return register != Interval.UNASSIGNED
          && registers.bank(register) == bank
          && isAllocatable(register, bank)
          && freeUntil(register, current.from) >= current.to;
    }

    private boolean isAllocatable(int register, Bank bank) {
      for (int i = registers.allocatableCount(bank) - 1; i >= 0; i--) {
        if (registers.allocatable(bank, i) == register) {
          return true;
        }
      }
      return false;
    }

    private int registerOf(int value) {
      if (!code.isVirtual(value)) {
        int location = code.fixed(value);
        return Location.isReg(location) ? location : Interval.UNASSIGNED;
      }
      Interval interval = first[value];
      return interval == null ? Interval.UNASSIGNED : interval.register;
    }

    private void assign(Interval current, int register) {
      current.register = register;
      link(current);
      active[register] = current;
      int until = fixed.nextOccupied(register, current.from);
      if (until < current.to) {
        cut(current, until, current.from);
      }
    }

    private void link(Interval interval) {
      Interval last = first[interval.value];
      if (last == null) {
        first[interval.value] = interval;
        return;
      }
      while (last.next != null) {
        last = last.next;
      }
      last.next = interval;
    }

    /** Takes the register away from its holder, from {@code position} on. */
    private void evict(int register, int position) {
      Interval holder = holder(register);
      active[register] = null;
      cut(holder, position, position);
    }

    /**
     * Ends a stretch at {@code until}, or before, and plans the next one, which cannot start before
     * {@code now}.
     */
    private void cut(Interval interval, int until, int now) {
      int value = interval.value;
      int end = outsideUse(value, until);
      spilled[value] = true;
      int loop = lives.loopCrossed(value, end);
      interval.to = end;
      if (loop != Lifetimes.NONE && interval.from < loop) {
        interval.to = loop;
        // What was used in the loop until now was used in this register: load it there.
        int use = lives.useAt(value, loop, Lifetimes.SAVES_LOAD);
        if (now > loop && use != Lifetimes.NONE && lives.endOf(use) <= end) {
          Interval again = new Interval(value, lives.position(use) & ~1, end);
          again.register = interval.register;
          link(again);
        }
      }
      if (interval.to <= interval.from || isIdle(interval)) {
        unlink(interval);
      }
      plan(value, Math.max(Math.max(interval.to, now), now > loop ? end : 0));
    }

    /** Where to end instead of within an operand that must not move while the instruction runs. */
    private int outsideUse(int value, int end) {
      int use = lives.useAt(value, end & ~1, Lifetimes.SAVES_LOAD);
      boolean within = use != Lifetimes.NONE && lives.position(use) < end && lives.endOf(use) > end;
      return within ? lives.position(use) : end;
    }

    /**
     * Whether a stretch ends with the reload that starts it, and nobody insists on that; or with
     * the jump into the loop that it was meant for.
     */
    private boolean isIdle(Interval interval) {
      if ((interval.from & 1) != 0) {
        return false;
      }
      return interval.to == interval.from + 1
          ? lives.needEnd(interval.value, interval.from) == 0
          : interval.to == interval.from + 2 && lives.isEntered(interval.to);
    }

    private void unlink(Interval interval) {
      Interval at = first[interval.value];
      if (at == interval) {
        first[interval.value] = interval.next;
        return;
      }
      while (at != null && at.next != interval) {
        at = at.next;
      }
      if (at != null) {
        at.next = interval.next;
      }
    }

    private void leaveInMemory(Interval current, int position) {
      spilled[current.value] = true;
      plan(current.value, (position & ~1) + 2);
    }

    /**
     * Queues the next stretch of a value in a register, which may start at {@code from}; in place
     * of one that was queued before.
     */
    private void plan(int value, int from) {
      Interval before = planned[value];
      if (before != null) {
        before.to = before.from;
      }
      int use = lives.useAt(value, from, Lifetimes.SAVES_LOAD);
      if (use == Lifetimes.NONE) {
        return;
      }
      if (lives.gain(use) < Lifetimes.NEEDS_REGISTER
          && lives.useAt(value, lives.position(use) + 1, Lifetimes.SAVES_LOAD) == Lifetimes.NONE
          && lives.needEnd(value, lives.position(use)) == 0) {
        return; // one load, by the instruction itself or before it
      }
      int start = lives.position(use) & ~1;
      int loop = lives.loopCrossed(value, start);
      if (loop != Lifetimes.NONE && from <= loop - 2 && lives.isEntered(loop)) {
        start = loop - 2; // before the jump into the loop, not in each iteration
      }
      Interval next = new Interval(value, Math.max(start, from), lives.to[value]);
      planned[value] = next;
      enqueue(next);
    }

    /** The register whose holder costs least in memory and can go there now. */
    private int cheapest(Bank bank, int position, int mustEnd) {
      int best = Interval.UNASSIGNED;
      int bestCost = NEVER;
      int bestUse = 0;
      int n = registers.allocatableCount(bank);
      for (int i = 0; i < n; i++) {
        int r = registers.allocatable(bank, i);
        Interval holder = active[r];
        if (holder == null
            || !canLeave(holder, position)
            || fixed.nextOccupied(r, position) < mustEnd) {
          continue;
        }
        int cost = cost(holder.value, position);
        int use = lives.useAt(holder.value, position, Lifetimes.SAVES_LOAD);
        int nextUse = use == Lifetimes.NONE ? NEVER : lives.position(use);
        if (cost < bestCost || (cost == bestCost && nextUse > bestUse)) {
          best = r;
          bestCost = cost;
          bestUse = nextUse;
        }
      }
      return best;
    }

    /** Whether the instruction at {@code position} leaves it open where the value is. */
    private boolean canLeave(Interval holder, int position) {
      return lives.needEnd(holder.value, position & ~1) <= position;
    }

    /** What it costs, roughly, to have the value in memory from {@code position} on. */
    private int cost(int value, int position) {
      int from = position;
      int loop = lives.loopCrossed(value, position);
      if (loop != Lifetimes.NONE) {
        from = loop;
      }
      int cost = 0;
      if (!spilled[value] && code.home(value) == Location.NONE) {
        cost = lives.frequency(lives.from[value]);
      }
      int use = lives.useAt(value, from, Lifetimes.TRANSFERS);
      while (use != Lifetimes.NONE) {
        cost += Math.max(1, lives.gain(use)) * lives.frequency(lives.position(use));
        use = lives.nextUse(use);
      }
      return cost;
    }
  }
}
