package hotpath.tssa.pass;

import hotpath.tssa.ir.Alias;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.TssaOp;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in memory at the place where code is being emitted, as far as loads and stores before it
 * tell. One list of facts for each alias; a store ends the facts that it can change.
 *
 * <p>At a loop's header a fact that the loop can change becomes <em>pending</em>: the first load
 * that asks for it turns it into a parameter of the loop, if the place is known at the end of the
 * body too (scalar promotion).
 */
final class MemoryFacts {
  private static final byte LIVE = 0;
  private static final byte PENDING = 1;
  private static final byte DEAD = 2;

  private final Locations locations;

  private Alias[] aliases = new Alias[16];
  private int[] heads = new int[16];
  private int aliasCount;

  private Insn[] roots = new Insn[32];
  private @Nullable Insn[] indexes = new Insn[32];
  private Mem[] mems = new Mem[32];
  private Insn[] values = new Insn[32];
  private byte[] states = new byte[32];

  /** Whether a store said so, and not a load. */
  private boolean[] stored = new boolean[32];

  private int[] next = new int[32];
  private int count = 1;

  /** Facts below this one are from before the loop. */
  private int loopStart;

  // Facts that ended, in order, with the state before.
  private int[] ended = new int[32];
  private byte[] endedFrom = new byte[32];
  private int endings;

  /** What {@link #reset} goes back to. */
  record Mark(int count, int endings) {}

  MemoryFacts(Locations locations) {
    this.locations = locations;
  }

  Mark mark() {
    return new Mark(count, endings);
  }

  void reset(Mark mark) {
    while (endings > mark.endings) {
      endings--;
      states[ended[endings]] = endedFrom[endings];
    }
    while (count > mark.count) {
      count--;
      int alias = alias(mems[count].alias());
      heads[alias] = next[count];
    }
  }

  @SuppressWarnings(
      "ReferenceEquality") // the same object nearly always: asked first, as it is cheap
  private int alias(Alias alias) {
    for (int i = 0; i < aliasCount; i++) {
      if (aliases[i] == alias) {
        return i;
      }
    }
    for (int i = 0; i < aliasCount; i++) {
      if (aliases[i].equals(alias)) {
        return i;
      }
    }
    if (aliasCount == aliases.length) {
      aliases = Arrays.copyOf(aliases, aliasCount * 2);
      heads = Arrays.copyOf(heads, aliasCount * 2);
    }
    aliases[aliasCount] = alias;
    heads[aliasCount] = 0;
    return aliasCount++;
  }

  /** The fact that tells what is at a place, or 0; it can be pending. */
  int find(Insn root, @Nullable Insn index, Mem mem) {
    int alias = alias(mem.alias());
    for (int at = heads[alias]; at != 0; at = next[at]) {
      if (states[at] != DEAD
          && Locations.same(root, index, mem, roots[at], indexes[at], mems[at])
          && Locations.convertible(mems[at].type(), mem.type())) {
        return at;
      }
    }
    return 0;
  }

  boolean isPending(int fact) {
    return states[fact] == PENDING;
  }

  /** The value in memory; where its type is narrow, its low bits. */
  Insn value(int fact) {
    return values[fact];
  }

  /**
   * Whether the first iteration stored what a fact tells, and not yet the loop. Then the loop has
   * to store it again: a bridge that comes back may have written something else.
   */
  boolean isStoredBeforeLoop(int fact) {
    return fact < loopStart && stored[fact];
  }

  /** Says that a load, or a store, found that {@code value} is at a place. */
  int add(Insn root, @Nullable Insn index, Mem mem, Insn value, boolean byStore) {
    if (count == roots.length) {
      grow();
    }
    int alias = alias(mem.alias());
    roots[count] = root;
    indexes[count] = index;
    mems[count] = mem;
    values[count] = value;
    states[count] = LIVE;
    stored[count] = byStore;
    next[count] = heads[alias];
    heads[alias] = count;
    return count++;
  }

  private void grow() {
    int size = count * 2;
    roots = Arrays.copyOf(roots, size);
    indexes = Arrays.copyOf(indexes, size);
    mems = Arrays.copyOf(mems, size);
    values = Arrays.copyOf(values, size);
    states = Arrays.copyOf(states, size);
    stored = Arrays.copyOf(stored, size);
    next = Arrays.copyOf(next, size);
  }

  /** A store to a place: what it can change ends. */
  void stored(Insn root, @Nullable Insn index, Mem mem) {
    boolean any = mem.alias().sort() == Alias.Sort.ANY;
    for (int i = 0; i < aliasCount; i++) {
      if ((any || aliases[i].sort() == Alias.Sort.ANY || aliases[i].equals(mem.alias()))
          && mem.alias().mayTouch(aliases[i])) {
        for (int at = heads[i]; at != 0; at = next[at]) {
          if (states[at] != DEAD
              && locations.mayMeet(roots[at], indexes[at], mems[at], root, index, mem)) {
            end(at, DEAD);
          }
        }
      }
    }
  }

  /**
   * A call that can write all memory but what is frozen, the interpreter's own, or of an object not
   * escaped.
   */
  void clobber(FreshObjects objects) {
    for (int at = 1; at < count; at++) {
      Alias.Sort sort = mems[at].alias().sort();
      if (states[at] != DEAD
          && sort != Alias.Sort.FROZEN
          && sort != Alias.Sort.STATE
          && !objects.isUnescaped(roots[at])) {
        end(at, DEAD);
      }
    }
  }

  /** Something was written to memory of {@code alias}, of an object that has escaped. */
  void copied(Alias alias, FreshObjects objects) {
    for (int at = 1; at < count; at++) {
      if (states[at] != DEAD
          && alias.mayTouch(mems[at].alias())
          && !objects.isUnescaped(roots[at])) {
        end(at, DEAD);
      }
    }
  }

  private void end(int fact, byte state) {
    if (endings == ended.length) {
      ended = Arrays.copyOf(ended, endings * 2);
      endedFrom = Arrays.copyOf(endedFrom, endings * 2);
    }
    ended[endings] = fact;
    endedFrom[endings++] = states[fact];
    states[fact] = state;
  }

  /**
   * Goes into a loop: only what holds at the start of every iteration is kept.
   *
   * @param effects the stores and calls of the loop that can change something older than the
   *     iteration
   * @param policy which of the facts that those can change are still good, or not worth a parameter
   */
  void enterLoop(List<Insn> effects, LoopPolicy policy) {
    loopStart = count;
    for (int at = 1; at < count; at++) {
      if (states[at] == DEAD) {
        continue;
      }
      Alias alias = mems[at].alias();
      if (canChange(effects, alias) && !policy.isKept(at)) {
        boolean promotable =
            alias.sort() != Alias.Sort.ANY
                && alias.sort() != Alias.Sort.STATE
                && values[at].kind() != Kind.ADDR
                && !hasCall(effects)
                && !policy.isBanned(at);
        end(at, promotable ? PENDING : DEAD);
      }
    }
  }

  /**
   * What an earlier attempt at the same loop found out about its facts, which have the same numbers
   * each time.
   */
  interface LoopPolicy {
    boolean isKept(int fact);

    boolean isBanned(int fact);
  }

  private static boolean hasCall(List<Insn> effects) {
    for (int i = 0; i < effects.size(); i++) {
      if (effects.get(i).op() != TssaOp.STORE) {
        return true;
      }
    }
    return false;
  }

  private static boolean canChange(List<Insn> effects, Alias alias) {
    for (int i = 0; i < effects.size(); i++) {
      if (effects.get(i).mayWrite(alias)) {
        return true;
      }
    }
    return false;
  }

  /** A pending fact becomes the loop parameter {@code param}. */
  void promote(int fact, Insn param) {
    end(fact, DEAD);
    add(roots[fact], indexes[fact], mems[fact], param, stored[fact]);
  }

  /** What is now at the place of {@code fact}; null if that is not known. */
  @Nullable Insn current(int fact) {
    int now = find(roots[fact], indexes[fact], mems[fact]);
    return now == 0 || states[now] == PENDING ? null : values[now];
  }
}
