package hotpath.interpreter.predecode;

/**
 * What pre-decoding needs of the options.
 *
 * @param hotLoop backward branches until a loop is hot, 1 .. 65535
 * @param hotCall entries until a method is hot, 1 .. 65535
 * @param superinstructions what an engine that takes superinstructions gets
 */
public record CodeTuning(int hotLoop, int hotCall, Superinstructions superinstructions) {
  /** Where words are fused. */
  public enum Superinstructions {
    /** Nowhere. */
    OFF,
    /** In methods that run when a slice ends. */
    ON,
    /** Wherever words can be, as soon as they are resolved: for tests. */
    EARLY
  }

  /** The largest counter: for code that is not to be traced. */
  public static final int NEVER = 65535;
}
