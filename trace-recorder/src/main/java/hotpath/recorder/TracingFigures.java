package hotpath.recorder;

/**
 * What tracing has done: counts, and the time spent recording, compiling and in compiled code, in
 * nanoseconds.
 */
public final class TracingFigures {
  private long recordings;
  private long aborts;
  private long traces;
  private long blacklisted;
  private long evicted;
  private long entries;
  private long recordNanos;
  private long compileNanos;
  private long nativeNanos;
  private long since;
  private long compilingSince;
  private long enteredAt;

  void recordingStarted() {
    recordings++;
    since = System.nanoTime();
  }

  void aborted() {
    aborts++;
    recordNanos += since == 0 ? 0 : System.nanoTime() - since;
    since = 0;
  }

  void recordingEnded() {
    compilingSince = System.nanoTime();
    recordNanos += compilingSince - since;
    since = 0;
  }

  void compiled() {
    traces++;
    compileNanos += System.nanoTime() - compilingSince;
  }

  void blacklisted() {
    blacklisted++;
  }

  void evicted(int count) {
    evicted += count;
  }

  void entered() {
    entries++;
    enteredAt = System.nanoTime();
  }

  void left() {
    nativeNanos += System.nanoTime() - enteredAt;
  }

  public long recordings() {
    return recordings;
  }

  public long aborts() {
    return aborts;
  }

  public long traces() {
    return traces;
  }

  public long blacklistedAnchors() {
    return blacklisted;
  }

  public long evictedTraces() {
    return evicted;
  }

  /** Entries of compiled code from the interpreter. */
  public long entries() {
    return entries;
  }

  public long recordNanos() {
    return recordNanos;
  }

  public long compileNanos() {
    return compileNanos;
  }

  public long nativeNanos() {
    return nativeNanos;
  }
}
