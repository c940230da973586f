package hotpath.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that was measured: one sample per process, by figure, workload and side. A side that failed
 * once at a workload has no figure there, however many samples it had: the error is reported
 * instead.
 */
final class Measurements {
  /** What one sample belongs to. */
  record Key(Figure figure, String workload, String side) {}

  private final Map<Key, List<Double>> samples = new LinkedHashMap<>();
  private final Map<Key, String> failures = new LinkedHashMap<>();
  private final Map<String, JitMemory> memory = new LinkedHashMap<>();

  void add(Key key, double sample) {
    samples.computeIfAbsent(key, k -> new ArrayList<>()).add(sample);
  }

  void fail(Key key, String reason) {
    failures.putIfAbsent(key, reason);
  }

  void addMemory(String workload, JitMemory bytes) {
    memory.put(workload, bytes);
  }

  boolean failed(Key key) {
    return failures.containsKey(key);
  }

  Map<Key, String> failures() {
    return failures;
  }

  Map<String, JitMemory> memory() {
    return memory;
  }

  @Nullable Spread spread(Key key) {
    List<Double> values = samples.get(key);
    return values == null || failed(key) ? null : Spread.of(values);
  }

  /** How many times as long the first side takes as the second; empty if one has no figure. */
  OptionalDouble ratio(Figure figure, Workload workload, Side side, String other) {
    Spread a = spread(new Key(figure, workload.name(), side.name()));
    Spread b = spread(new Key(figure, workload.name(), other));
    return a == null || b == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(a.median() / b.median());
  }

  /** Over the workloads that have a ratio; how many those are is part of the answer. */
  Mean mean(Figure figure, Stream<Workload> workloads, Side side, String other) {
    return Mean.of(
        workloads
            .map(workload -> ratio(figure, workload, side, other))
            .filter(OptionalDouble::isPresent)
            .toList(),
        OptionalDouble::getAsDouble);
  }

  /** A geometric mean, the only one that says the same of ratios and of their inverses. */
  record Mean(double value, int count) {
    static <T> Mean of(List<T> items, ToDoubleFunction<T> ratio) {
      double sum = items.stream().mapToDouble(item -> Math.log(ratio.applyAsDouble(item))).sum();
      return new Mean(Math.exp(sum / items.size()), items.size());
    }
  }
}
