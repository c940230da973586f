package hotpath.tssa.code;

import hotpath.tssa.lir.EntryState;
import hotpath.tssa.lir.LoopEntry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A trace in the code cache: where it is, its exits, and what they are linked to. This is all that
 * is kept of a trace as long as it lives, so it is small.
 */
public final class CompiledTrace {
  private static final int UNLINKED = -1;

  private final int slot;
  private final int number;
  private final int offset;
  private final int size;
  private final int stubs;
  private final int stubBytes;
  private final int loop;
  private final int link;
  private final boolean linksToLoop;
  private final int linkTarget;
  private final ExitTable exits;
  private final @Nullable LoopEntry loopEntry;
  private final CodeDetails details;

  /** For each exit what its stub jumps to; empty as long as none is linked. */
  private int[] links = {};

  /** Where code for tail exits lies: triples of exit, offset, size. */
  private int[] tails = {};

  CompiledTrace(Parts parts) {
    this.slot = parts.slot;
    this.number = parts.number;
    this.offset = parts.offset;
    this.size = parts.size;
    this.stubs = parts.stubs;
    this.stubBytes = parts.stubBytes;
    this.loop = parts.loop;
    this.link = parts.link;
    this.linksToLoop = parts.linksToLoop;
    this.linkTarget = parts.linkTarget;
    this.exits = parts.exits;
    this.loopEntry = parts.loopEntry;
    this.details = parts.details;
  }

  /** What a trace is made of; offsets but the first are counted from its start, -1: none. */
  record Parts(
      int slot,
      int number,
      int offset,
      int size,
      int stubs,
      int stubBytes,
      int loop,
      int link,
      boolean linksToLoop,
      int linkTarget,
      ExitTable exits,
      @Nullable LoopEntry loopEntry,
      CodeDetails details) {}

  /** What its exits call it as long as it lives. */
  public int slot() {
    return slot;
  }

  public int number() {
    return number;
  }

  /** The offset of its entry in the code cache. */
  public int entry() {
    return offset;
  }

  /** Bytes of code, literals and stubs. */
  public int size() {
    return size;
  }

  /** Bytes of code and literals. */
  public int codeBytes() {
    return stubs;
  }

  public ExitTable exits() {
    return exits;
  }

  public ExitState exit(int exit) {
    return exits.read(exit);
  }

  /** The offset of its own loop in the code cache, or -1. */
  public int loopOffset() {
    return loop < 0 ? -1 : offset + loop;
  }

  /** How bridges of its exits get back to the loop around them; null if they cannot. */
  public @Nullable LoopEntry loopEntry() {
    return loopEntry;
  }

  /** Whether its end goes back to the loop it inherits from. */
  public boolean linksToLoop() {
    return linksToLoop;
  }

  /** The trace to whose entry its end goes when linked; -1 if it ends otherwise. */
  public int linkTarget() {
    return link < 0 ? -1 : linkTarget;
  }

  /** What is known for dumps. */
  public CodeDetails details() {
    return details;
  }

  /** What a bridge from an exit inherits. */
  public EntryState entryState(int exit) {
    return exits.read(exit).toEntry(loopEntry);
  }

  int stubOffset(int exit) {
    return offset + stubs + exit * stubBytes;
  }

  int linkOffset() {
    return offset + link;
  }

  /** Whether an exit's stub leads to other code. */
  public boolean isLinked(int exit) {
    return exit < links.length && links[exit] != UNLINKED;
  }

  void linked(int exit, int target) {
    if (links.length == 0) {
      links = new int[exits.exitCount()];
      Arrays.fill(links, UNLINKED);
    }
    links[exit] = target;
  }

  void unlinked(int exit) {
    if (exit < links.length) {
      links[exit] = UNLINKED;
    }
  }

  void addTail(int exit, int at, int bytes) {
    int n = tails.length;
    tails = Arrays.copyOf(tails, n + 3);
    tails[n] = exit;
    tails[n + 1] = at;
    tails[n + 2] = bytes;
  }

  public int tailCount() {
    return tails.length / 3;
  }

  public int tailOffset(int i) {
    return tails[3 * i + 1];
  }

  public int tailBytes(int i) {
    return tails[3 * i + 2];
  }

  /** Bytes of the tail exits that were made for it. */
  public int tailBytes() {
    int sum = 0;
    for (int i = 0; i < tailCount(); i++) {
      sum += tailBytes(i);
    }
    return sum;
  }
}
