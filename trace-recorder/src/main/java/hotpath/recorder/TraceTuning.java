package hotpath.recorder;

import hotpath.interpreter.engine.MachineLayout;
import hotpath.interpreter.meaning.Aliases;
import hotpath.platform.Option;
import hotpath.platform.Options;
import hotpath.tssa.pass.PassOptions;
import hotpath.tssa.pass.PassOptions.Peel;
import java.util.Locale;

/**
 * The options that decide when and how traces are made.
 *
 * @param hotLoop backward branches until a loop is recorded
 * @param hotCall entries until a method is
 * @param hotExit exits until a bridge is
 * @param tryExit attempts to grow a bridge at one exit
 * @param maxTraces how many there may be
 * @param maxSideTraces how many bridges a tree may have
 * @param limits of one recording
 * @param firstPenalty count after the first abort
 * @param largestPenalty blacklisted beyond
 * @param stopLoss aborts in a row after which recording ends for good; 0: never
 * @param shortestPath code words of a path that ends in the interpreter, below which entering it
 *     does not pay
 * @param exitEvery stress: each guard leaves at every k-th execution; 0: never
 * @param countIterations whether each trace counts how often its path begins
 * @param passes how the passes run
 */
record TraceTuning(
    int hotLoop,
    int hotCall,
    int hotExit,
    int tryExit,
    int maxTraces,
    int maxSideTraces,
    RecordLimits limits,
    int firstPenalty,
    int largestPenalty,
    int stopLoss,
    int shortestPath,
    int exitEvery,
    boolean countIterations,
    PassOptions passes) {

  /** The tuning that the options ask for. */
  static TraceTuning of(Options options) {
    return new TraceTuning(
        options.intValue(Option.HOT_LOOP),
        options.intValue(Option.HOT_CALL),
        options.intValue(Option.HOT_EXIT),
        options.intValue(Option.TRY_EXIT),
        options.intValue(Option.MAX_TRACES),
        options.intValue(Option.MAX_SIDE_TRACES),
        new RecordLimits(
            options.intValue(Option.MAX_TRACE_LENGTH),
            options.intValue(Option.MAX_INLINE_DEPTH),
            options.intValue(Option.LOOP_UNROLL),
            options.intValue(Option.RECURSION_UNROLL),
            options.intValue(Option.HAMMOCK_SIDE)),
        options.intValue(Option.ABORT_PENALTY),
        options.intValue(Option.MAX_PENALTY),
        options.intValue(Option.STOP_LOSS),
        options.intValue(Option.SHORTEST_PATH),
        options.intValue(Option.EXIT_EVERY),
        options.bool(Option.STATS),
        passes(options));
  }

  private static PassOptions passes(Options options) {
    PassOptions passes =
        PassOptions.STANDARD
            .withAllocation(MachineLayout.ALLOCATION)
            .withLengthAlias(Aliases.LENGTH.name())
            .withVerify(options.bool(Option.VERIFY_PASSES))
            .withPeel(Peel.valueOf(options.text(Option.PASS_PEEL).toUpperCase(Locale.ROOT)));
    Option[] switches = {
      Option.PASS_FOLD,
      Option.PASS_CSE,
      Option.PASS_FORWARD,
      Option.PASS_GUARDS,
      Option.PASS_BOUNDS,
      Option.PASS_DSE,
      Option.PASS_SINK,
      Option.PASS_DCE
    };
    for (Option option : switches) {
      if (!options.bool(option)) {
        passes = passes.without(option.text().substring("pass.".length()));
      }
    }
    return passes;
  }
}
