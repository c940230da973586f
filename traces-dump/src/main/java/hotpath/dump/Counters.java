package hotpath.dump;

/**
 * What a trace did.
 *
 * @param entries from the interpreter and from other traces
 * @param iterations begun of its path; counted if there are stats, else 0
 * @param exits through any of its guards or its end
 */
public record Counters(long entries, long iterations, long exits) {
  public static final Counters ZERO = new Counters(0, 0, 0);
}
