/**
 * A fixed amount of work that can be repeated. What {@link #run} needs is prepared before, what it
 * did is judged afterwards, so that neither is timed.
 */
abstract class Kernel {
  /** Brings the data into the state in which each run begins. */
  void prepare() {}

  abstract void run();

  /** A digest of what the last run computed: the same for all runs, on every VM. */
  abstract long check();

  static Kernel named(String name, String[] args) {
    Kernel kernel = SciMark.kernel(name);
    if (kernel == null) {
      kernel = Micro.kernel(name);
    }
    return kernel != null ? kernel : new Example(name, args);
  }
}
