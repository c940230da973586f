package hotpath.interpreter.frame;

/**
 * The layout of a guest frame, in 8-byte slots numbered from the frame pointer: arguments -n .. -1,
 * linkage 0 and 1, the other locals from 2, then the operand stack.
 *
 * <p>The frame pointer points at the linkage so that a frame can be read without knowing its
 * method. Linkage holds no address: the caller's frame is a distance away and the return pc is a
 * region offset; so a stack can be moved, and for a trace both halves of the link are constants of
 * the call site.
 */
public final class FrameLayout {
  public static final int SLOT = 8;

  /** Slot of the link: {@code (fp - caller's fp) << 32 | return pc}. */
  public static final int LINK = 0;

  /** Slot of the method descriptor (low half) and flags (upper half). */
  public static final int METHOD = 1;

  /** First slot behind the linkage. */
  public static final int LOCALS = 2;

  /** Flag: pushed by the VM; the return pc is the word to restart, not the one behind a call. */
  public static final int RESTART = 1;

  private FrameLayout() {}

  /** The link word. */
  public static long link(long delta, long returnPc) {
    return delta << 32 | returnPc;
  }

  public static long linkDelta(long link) {
    return link >>> 32;
  }

  public static long linkPc(long link) {
    return link & 0xFFFF_FFFFL;
  }
}
