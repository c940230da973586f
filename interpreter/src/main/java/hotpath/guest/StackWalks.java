package hotpath.guest;

import org.jspecify.annotations.Nullable;

/**
 * Stack walks of {@code java.lang.StackWalker}: begun and ended around what consumes the frames.
 */
final class StackWalks {
  private StackWalks() {}

  /** Replaces {@code AbstractStackWalker.callStackWalk}. */
  static @Nullable Object walk(
      Object walker,
      int mode,
      int skipped,
      @Nullable Object scope,
      @Nullable Object continuation,
      int bufferSize,
      int start,
      Object[] frames) {
    long walk = begin(mode);
    try {
      int count = fill(walk, bufferSize, start, frames, mode);
      return consume(walker, walk, count, start, start + count);
    } finally {
      end(walk);
    }
  }

  /** Notes the frames of the thread; the number of the walk. */
  private static native long begin(int mode);

  /** Fills the objects of {@code frames} from {@code start} on with the next frames; how many. */
  private static native int fill(long walk, int bufferSize, int start, Object[] frames, int mode);

  /** {@code AbstractStackWalker.doStackWalk}. */
  private static native @Nullable Object consume(
      Object walker, long walk, int count, int start, int end);

  private static native void end(long walk);
}
