package hotpath.launcher.random;

import java.util.List;
import java.util.SplittableRandom;

/** The random decisions of one program: all follow from its seed. */
final class Choices {
  private final SplittableRandom random;

  Choices(long seed) {
    random = new SplittableRandom(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  @SafeVarargs
  final <T> T of(T... things) {
    return things[random.nextInt(things.length)];
  }

  <T> T of(List<T> things) {
    return things.get(random.nextInt(things.size()));
  }

  /** An index into the weights, each as likely as its weight says. */
  int weighted(int... weights) {
    int total = 0;
    for (int weight : weights) {
      total += weight;
    }
    int rest = random.nextInt(total);
    int index = 0;
    while (rest >= weights[index]) {
      rest -= weights[index++];
    }
    return index;
  }
}
