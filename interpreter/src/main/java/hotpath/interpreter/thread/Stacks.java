package hotpath.interpreter.thread;

import hotpath.gc.memory.MetadataSpace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Memory for stacks. A thread begins with a small one and moves to one of twice the size when it is
 * full, up to the size that the user asked for: so there is room for thousands of threads, of which
 * few are deep. Links between frames are distances, so a stack is moved by copying it.
 *
 * <p>Metadata is never given back: a stack that was left is kept for the next thread.
 */
final class Stacks {
  private static final long SMALLEST = 16 * 1024;

  /** What stays for classes and code, whatever threads ask for. */
  private static final long KEPT_FREE = 16L << 20;

  private final MetadataSpace metadata;
  private final long largest;
  private final Map<Long, Deque<Long>> free = new HashMap<>();

  Stacks(MetadataSpace metadata, long largest) {
    this.metadata = metadata;
    this.largest = largest;
  }

  /** Size of the first stack of a thread. */
  long smallest() {
    return Math.min(SMALLEST, largest);
  }

  long largest() {
    return largest;
  }

  /** The size after {@code bytes}; the same if it is the last. */
  long after(long bytes) {
    return Math.min(2 * bytes, largest);
  }

  /** Region offset of a stack of one of the sizes; 0 if there is no room. */
  long take(long bytes) {
    Deque<Long> kept = free.get(bytes);
    if (kept != null && !kept.isEmpty()) {
      return kept.pop();
    }
    return metadata.freeBytes() < bytes + KEPT_FREE ? 0 : metadata.allocate(bytes, 16);
  }

  /** Keeps a stack that is not used any more. */
  void give(long start, long bytes) {
    free.computeIfAbsent(bytes, size -> new ArrayDeque<>()).push(start);
  }
}
