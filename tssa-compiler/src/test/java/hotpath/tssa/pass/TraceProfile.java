package hotpath.tssa.pass;

/** What random traces are mostly about; each profile makes other coincidences likely. */
enum TraceProfile {
  /** A little of everything. */
  MIXED(60, 9, false, 40, 8, 16, 10, 6, 8, 2, 2, 2, 1, 3, 2, 3),
  /** Few fields of few objects, which are often the same object under two names. */
  FIELDS(30, 3, false, 10, 6, 45, 2, 10, 10, 2, 8, 3, 0, 2, 2, 0),
  /** Elements at neighbouring and at equal indexes. */
  ELEMENTS(30, 3, false, 10, 6, 4, 45, 2, 10, 2, 2, 2, 0, 2, 5, 4),
  /** Objects made, linked, loaded back, and left to exits. */
  OBJECTS(30, 3, true, 8, 8, 40, 6, 8, 10, 2, 0, 2, 0, 20, 0, 2),
  /** A counter, bounds checks, and little that ends the loop early. */
  COUNTING(10, 3, false, 15, 0, 5, 60, 3, 10, 2, 0, 0, 0, 0, 0, 2),
  /** Comparisons of few values, near each other and near the ends of their ranges. */
  RANGES(40, 3, false, 35, 50, 2, 0, 2, 5, 2, 0, 0, 4, 0, 10, 0);

  final int longest;

  /** How many of the kinds of fields and cells are used. */
  final int fields;

  /** Whether the traces allocate for sure. */
  final boolean allocates;

  /** In the order of {@link TraceGenerator}'s actions. */
  private final int[] weights;

  private final int total;

  TraceProfile(int longest, int fields, boolean allocates, int... weights) {
    this.longest = longest;
    this.fields = fields;
    this.allocates = allocates;
    this.weights = weights;
    int sum = 0;
    for (int weight : weights) {
      sum += weight;
    }
    total = sum;
  }

  /** The action for a random number. */
  int action(int random) {
    int rest = Math.floorMod(random, total);
    int action = 0;
    while (rest >= weights[action]) {
      rest -= weights[action++];
    }
    return action;
  }
}
