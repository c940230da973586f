package hotpath.launcher.random;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a place in a method sees: variables, methods that may be called, loops and try statements
 * around it; and how often the place is reached at most, so that programs end.
 */
final class Scope {
  /** Statements that one method may execute when it is called. */
  private static final long MOST = 12_000;

  private final Map<JavaType, List<String>> variables = new EnumMap<>(JavaType.class);
  private final List<String> counters = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private final List<Callee> callees;
  private long times = 1;
  private long cost;
  private int handlers;

  Scope(List<Callee> callees) {
    this.callees = callees;
  }

  void declare(JavaType type, String name) {
    variables.computeIfAbsent(type, t -> new ArrayList<>()).add(name);
  }

  /** Variables and loop counters of a type. */
  List<String> readable(JavaType type) {
    List<String> names = new ArrayList<>(writable(type));
    if (type == JavaType.INT) {
      names.addAll(counters);
    }
    return names;
  }

  List<String> writable(JavaType type) {
    return variables.getOrDefault(type, List.of());
  }

  List<String> counters() {
    return counters;
  }

  /** Labels of the loops around this place, the innermost last. */
  List<String> labels() {
    return labels;
  }

  /** Whether a loop of so many rounds may be here. */
  boolean fits(int rounds) {
    return cost + times * rounds * 4 < MOST;
  }

  void enterLoop(String counter, String label, int rounds) {
    counters.add(counter);
    labels.add(label);
    times *= rounds;
  }

  void leaveLoop(int rounds) {
    counters.removeLast();
    labels.removeLast();
    times /= rounds;
  }

  void enterTry() {
    handlers++;
  }

  void leaveTry() {
    handlers--;
  }

  boolean inTry() {
    return handlers > 0;
  }

  /** Whether what is written now may throw. */
  boolean mayThrow(Choices choices) {
    return choices.oneIn(handlers > 0 ? 4 : 60);
  }

  /** Objects are made less often where it is done many times: collections are slow in tests. */
  boolean allocates(Choices choices) {
    return times < 100 || choices.oneIn(3);
  }

  void statement() {
    cost += times;
  }

  long cost() {
    return cost;
  }

  /** A method with that result that may be called here. */
  @Nullable Callee callee(JavaType result, Choices choices) {
    List<Callee> fitting =
        callees.stream()
            .filter(callee -> callee.result() == result && cost + times * callee.cost() < MOST)
            .toList();
    return fitting.isEmpty() ? null : choices.of(fitting);
  }

  void called(Callee callee) {
    cost += times * callee.cost();
  }
}
