package hotpath.interpreter.thread;

import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.MetadataSpace;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.frame.Handles;
import hotpath.interpreter.frame.ThreadBlock;
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
  private final long stackBytes;
  private final Handles handles;
  private final Map<Long, GuestThread> live = new LinkedHashMap<>();
  private final Map<Integer, GuestThread> byNumber = new HashMap<>();
  private final Deque<Seat> free = new ArrayDeque<>();
  private int seats;
  private long ended;

  /** Memory for a thread, and the number that goes with it. */
  private record Seat(long block, long stack, int number) {}

  public ThreadTable(GuestMemory memory, MetadataSpace metadata, long stackBytes) {
    this.memory = memory;
    this.metadata = metadata;
    this.stackBytes = stackBytes;
    this.handles = new Handles(memory, metadata.allocate(Handles.BYTES, 8));
  }

  /** References that host code holds. */
  public Handles handles() {
    return handles;
  }

  /** A new thread without frames; null if there is no room for one. */
  public @Nullable GuestThread create() {
    Seat seat = free.poll();
    if (seat == null) {
      seat = newSeat();
    }
    if (seat == null) {
      return null;
    }
    memory.fill(seat.block(), ThreadBlock.BYTES, 0);
    GuestThread thread =
        new GuestThread(memory, seat.block(), handles, seat.stack(), stackBytes, seat.number());
    live.put(seat.block(), thread);
    byNumber.put(seat.number(), thread);
    return thread;
  }

  private @Nullable Seat newSeat() {
    if (seats == MOST || metadata.freeBytes() < 2 * (stackBytes + ThreadBlock.BYTES)) {
      return null;
    }
    long block = metadata.allocate(ThreadBlock.BYTES, 16);
    return new Seat(block, metadata.allocate(stackBytes, 16), ++seats);
  }

  /** Takes the memory of a thread that has ended. */
  void remove(GuestThread thread) {
    int number = thread.lockOwner() >>> 16;
    live.remove(thread.block());
    byNumber.remove(number);
    ended += thread.count();
    free.add(new Seat(thread.block(), thread.stackStart(), number));
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
