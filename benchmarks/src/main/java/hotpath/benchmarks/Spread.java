package hotpath.benchmarks;

import java.util.Collection;

/**
 * What several measurements of one thing say: the median, since times are skewed to one side, and
 * the extremes, which tell whether a difference of medians means anything.
 */
record Spread(double median, double min, double max, int count) {
  static Spread of(Collection<Double> samples) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("nothing measured");
    }
    double[] sorted = samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int n = sorted.length;
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    return new Spread(median, sorted[0], sorted[n - 1], n);
  }
}
