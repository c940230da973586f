package hotpath.interpreter.predecode;

/**
 * What pre-decoding needs of the options.
 *
 * @param hotLoop backward branches until a loop is hot, 1 .. 65535
 * @param hotCall entries until a method is hot, 1 .. 65535
 * @param superinstructions whether an engine that takes superinstructions gets some
 */
public record CodeTuning(int hotLoop, int hotCall, boolean superinstructions) {
  /** The largest counter: for code that is not to be traced. */
  public static final int NEVER = 65535;
}
