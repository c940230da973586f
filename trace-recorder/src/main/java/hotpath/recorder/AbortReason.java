package hotpath.recorder;

/**
 * Why a recording was given up: the one table of reasons. Each is counted and reported with the
 * place.
 */
public enum AbortReason {
  TOO_LONG("trace too long", true),
  TOO_DEEP("calls too deep", true),
  LEFT_LOOP("path leaves the loop", true),
  RETURNED("path returns from the method it starts in", true),
  INNER_LOOP("inner loop is not compiled yet", true),
  EXCEPTION("exception thrown", true),
  THREAD_WAITS("thread waits or ends, or its stack has moved", true),
  CONTRADICTION("what the path had read changed while it was recorded", true),
  NO_REPETITION("path of the loop is not gone twice in a row", true),
  NATIVE_AT_START("starts with a call that cannot be compiled", true),
  NO_PROGRESS("nothing recorded", true),
  TOO_MANY_TRACES("limit of traces reached, and none can be evicted", true),
  TOO_MANY_SIDE_TRACES("limit of side traces reached", false),
  CODE_CACHE_FULL("no room in the code cache, whatever is evicted", true),
  TOO_MANY_SPILLS("too many live values", true),
  NO_BACKEND("no backend for this host", false),
  UNSUPPORTED("an operation has no code", true);

  private final String text;
  private final boolean retried;

  AbortReason(String text, boolean retried) {
    this.text = text;
    this.retried = retried;
  }

  public String text() {
    return text;
  }

  /** Whether another path may succeed, so that trying again later makes sense. */
  public boolean isRetried() {
    return retried;
  }
}
