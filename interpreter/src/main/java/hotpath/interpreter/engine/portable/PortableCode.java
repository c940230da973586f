package hotpath.interpreter.engine.portable;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The portable engine's code. The bodies of {@link #run} and {@link #step} and the methods that
 * they call are printed into this class from the handlers' TSSA when the project is built ({@link
 * PortableEngineGenerator}); what stands here is what the printed code refers to.
 *
 * <p>The printed code calls {@code MemorySegment.get} directly on {@link #ALL}, which the host
 * folds to a plain access; through an accessor of ours it is twice as slow. No method exceeds 8,000
 * bytes: the host never compiles longer ones.
 */
final class PortableCode {
  static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
  static final ValueLayout.OfByte I8 = ValueLayout.JAVA_BYTE;
  static final ValueLayout.OfShort I16 = ValueLayout.JAVA_SHORT_UNALIGNED;
  static final ValueLayout.OfChar U16 = ValueLayout.JAVA_CHAR_UNALIGNED;
  static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED;
  static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED;
  static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
  static final ValueLayout.OfDouble F64 = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private PortableCode() {}

  /**
   * Runs until a reason to leave arises.
   *
   * @param base host address of the region
   * @param thread host address of the thread block
   * @return number of the reason
   */
  static int run(long base, long thread) {
    throw new IllegalStateException("not generated");
  }

  /** Runs one code word; 0 is "go on". */
  static int step(long base, long thread) {
    throw new IllegalStateException("not generated");
  }
}
