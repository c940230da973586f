package hotpath.interpreter.engine;

import hotpath.interpreter.frame.FrameCursor;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.predecode.CodeMap;
import hotpath.interpreter.predecode.Fusion;
import hotpath.interpreter.predecode.PreparedMethod;
import org.jspecify.annotations.Nullable;

/**
 * Decides which methods get superinstructions: those that run when a thread's slice ends, and their
 * callers. Slices are counted in instructions, so it is the same in each run, a start pays nothing,
 * and what runs for long is found soon.
 */
final class FusionSampler {
  private static final int FRAMES = 3;

  private final CodeMap codeMap;
  private final ProvisionalWords provisional;
  private final Fusion fusion;
  private final boolean early;

  /**
   * @param early whether words are fused as soon as they can be
   */
  FusionSampler(CodeMap codeMap, ProvisionalWords provisional, Fusion fusion, boolean early) {
    this.early = early;
    this.codeMap = codeMap;
    this.provisional = provisional;
    this.fusion = fusion;
  }

  /** A slice of this thread has ended. */
  void sample(GuestThread thread) {
    // A covered word must not change any more.
    if (!provisional.areSettled()) {
      return;
    }
    FrameCursor frame = new FrameCursor(thread);
    for (int i = 0; i < FRAMES && frame.isValid(); i++) {
      sample(codeMap.find(frame.pc()));
      frame.next();
    }
  }

  /** A method is about to run for the first time, or one of its words has been resolved. */
  void resolved(GuestThread thread) {
    PreparedMethod method = early ? codeMap.find(thread.pc()) : null;
    if (method != null && provisional.areSettled()) {
      fusion.fuse(method);
    }
  }

  /** More of its words are resolved each time, but fewer and fewer. */
  private void sample(@Nullable PreparedMethod method) {
    if (method != null && Integer.bitCount(method.sampled()) == 1) {
      fusion.fuse(method);
    }
  }
}
