package hotpath.dump;

import java.util.List;

/**
 * What a trace took to make.
 *
 * @param recordNanos from the first to the last recorded bytecode
 * @param phases of the compilation, in order
 */
public record Times(long recordNanos, List<PhaseTime> phases) {
  /** One phase: a pass, register allocation, emission, installation. */
  public record PhaseTime(String phase, long nanos) {}

  long compileNanos() {
    long sum = 0;
    for (PhaseTime phase : phases) {
      sum += phase.nanos();
    }
    return sum;
  }
}
