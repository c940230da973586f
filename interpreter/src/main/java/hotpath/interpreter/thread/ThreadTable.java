package hotpath.interpreter.thread;

import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.MetadataSpace;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.frame.Handles;
import hotpath.interpreter.frame.ThreadBlock;
import hotpath.interpreter.meaning.LeafMemo;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The guest threads that live, in the order they began, and the memory of those that ended: a block
 * and a stack are used again, because metadata is never given back.
 *
 * <p>A thread's number is its name in lock words, so no two that live have the same one.
 */
public final class ThreadTable {
  /** The largest owner in a lock word; the next number marks an inflated lock. */
  private static final int MOST = 0xFFFE;

  private final GuestMemory memory;
  private final MetadataSpace metadata;
  private final LeafMemo memo;
  private final Stacks stacks;
  private final Handles handles;
  private final Map<Long, GuestThread> live = new LinkedHashMap<>();
  private final Map<Integer, GuestThread> byNumber = new HashMap<>();
  private final Deque<Seat> free = new ArrayDeque<>();
  private int seats;
  private long ended;

  /** A thread block, and the number that goes with it. */
  private record Seat(long block, int number) {}

  /**
   * @param memo what all threads look leaf routines up in
   * @param stackBytes the largest size of a stack
   */
  public ThreadTable(GuestMemory memory, MetadataSpace metadata, LeafMemo memo, long stackBytes) {
    this.memo = memo;
    this.memory = memory;
    this.metadata = metadata;
    this.stacks = new Stacks(metadata, stackBytes);
    this.handles = new Handles(memory, metadata.allocate(Handles.BYTES, 8));
  }

  /** References that host code holds. */
  public Handles handles() {
    return handles;
  }

  /** The first thread, with a stack of full size: most programs need no other. */
  public GuestThread createMain() {
    return create(new Seat(newBlock(), ++seats), stacks.take(stacks.largest()), stacks.largest());
  }

  /** A new thread without frames; null if there is no room for one. */
  public @Nullable GuestThread create() {
    long stack = stacks.take(stacks.smallest());
    if (stack == 0) {
      return null;
    }
    Seat seat = free.poll();
    if (seat == null && seats == MOST) {
      stacks.give(stack, stacks.smallest());
      return null;
    }
    return create(seat == null ? new Seat(newBlock(), ++seats) : seat, stack, stacks.smallest());
  }

  private long newBlock() {
    return metadata.allocate(ThreadBlock.BYTES, 16);
  }

  private GuestThread create(Seat seat, long stack, long stackBytes) {
    memory.fill(seat.block(), ThreadBlock.BYTES, 0);
    memory.u32(seat.block() + ThreadBlock.LEAF_MEMO, memo.table());
    GuestThread thread =
        new GuestThread(memory, seat.block(), handles, stack, stackBytes, seat.number());
    live.put(seat.block(), thread);
    byNumber.put(seat.number(), thread);
    return thread;
  }

  /**
   * Moves a thread to a larger stack.
   *
   * @return false if it has the largest, or there is no room
   */
  public boolean growStack(GuestThread thread) {
    long start = thread.stackStart();
    long bytes = thread.stackBytes();
    long larger = stacks.after(bytes);
    long moved = larger == bytes ? 0 : stacks.take(larger);
    if (moved == 0) {
      return false;
    }
    thread.moveStack(moved, larger);
    stacks.give(start, bytes);
    return true;
  }

  /** Takes the memory of a thread that has ended. */
  void remove(GuestThread thread) {
    int number = thread.lockOwner() >>> 16;
    live.remove(thread.block());
    byNumber.remove(number);
    ended += thread.count();
    stacks.give(thread.stackStart(), thread.stackBytes());
    free.add(new Seat(thread.block(), number));
  }

  /** All threads that live, the oldest first. */
  public Collection<GuestThread> all() {
    return Collections.unmodifiableCollection(live.values());
  }

  /** The thread with the block at a region offset; null if it does not live. */
  public @Nullable GuestThread withBlock(long block) {
    return live.get(block);
  }

  /** The thread with a number; null if it does not live. */
  @Nullable GuestThread withNumber(int number) {
    return byNumber.get(number);
  }

  /** Class-file instructions executed by all threads, ended ones included. */
  public long instructions() {
    long sum = ended;
    for (GuestThread thread : live.values()) {
      sum += thread.count();
    }
    return sum;
  }
}
