package hotpath.benchmarks;

/** The two kinds of time, which are never mixed: a fast compiler may start slowly. */
enum Figure {
  /** Milliseconds of one iteration in a warm process. */
  STEADY("Steady state: milliseconds per iteration"),
  /** Milliseconds of a whole process, from its start to its end. */
  COLD("Cold: milliseconds of the whole process");

  private final String title;

  Figure(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
