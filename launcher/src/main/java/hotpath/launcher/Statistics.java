package hotpath.launcher;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run did, as {@code --stats} prints it.
 *
 * @param nanos from the first guest instruction to the end
 * @param instructions class-file instructions of the guest, exact
 * @param boot of what ran before the program
 * @param phases one for each {@link Phase}, in that order
 * @param code of the code cache
 * @param memory of traces and compiler; null unless asked for
 * @param traces that live at the end, by number
 */
public record Statistics(
    long nanos,
    long instructions,
    BootFigures boot,
    List<PhaseFigures> phases,
    CodeFigures code,
    @Nullable MemoryFigures memory,
    List<TraceFigures> traces) {
  /** What the VM is doing at any time; exactly one of these. */
  public enum Phase {
    INTERPRETING("instructions", ""),
    RECORDING("recordings", ""),
    COMPILING("traces", "of code"),
    NATIVE("entries", ""),
    COLLECTING("collections", "copied");

    private final String counted;
    private final String bytesAre;

    Phase(String counted, String bytesAre) {
      this.counted = counted;
      this.bytesAre = bytesAre;
    }

    String counted() {
      return counted;
    }

    String bytesAre() {
      return bytesAre;
    }
  }

  /**
   * What the VM did before the program's {@code main}.
   *
   * @param classes loaded, array classes and primitive types among them
   * @param methods of the guest that ran
   * @param natives of those
   */
  public record BootFigures(long nanos, long instructions, int classes, int methods, int natives) {}

  /**
   * Figures of one phase.
   *
   * @param count instructions interpreted, recordings begun, traces compiled, entries of traces,
   *     collections
   * @param bytes of machine code, or copied by collections; 0 for the other phases
   */
  public record PhaseFigures(Phase phase, long nanos, long count, long bytes) {}

  /**
   * Figures of the code cache.
   *
   * @param evicted traces whose code was given back
   * @param aborted recordings
   * @param blacklisted anchors and exits
   */
  public record CodeFigures(
      long used, long capacity, long evicted, long aborted, long blacklisted) {}

  /**
   * What the host keeps for traces, in bytes, besides their code.
   *
   * @param traceObjects live objects that describe traces
   * @param compiler class files of recorder, passes and backend
   */
  public record MemoryFigures(long traceObjects, long compiler) {}

  /**
   * Figures of one trace.
   *
   * @param parent {@code trace/exit} of a bridge, empty for a root
   * @param exits those that were taken
   */
  public record TraceFigures(
      int trace,
      String anchor,
      String parent,
      long entries,
      long iterations,
      List<ExitFigures> exits) {}

  /** How often an exit was taken. */
  public record ExitFigures(int exit, long hits) {}
}
