package hotpath.interpreter.classfile;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The keys and targets of a {@code tableswitch} or {@code lookupswitch}; targets are instruction
 * indexes.
 *
 * <p>Immutable. The keys of a table are {@code low + k}; those of a look-up are listed in ascending
 * order (the verifier checks that).
 */
public final class SwitchTable {
  private final int low;
  private final int @Nullable [] keys;
  private final int[] targets;
  private final int defaultTarget;

  SwitchTable(int low, int @Nullable [] keys, int[] targets, int defaultTarget) {
    this.low = low;
    this.keys = keys;
    this.targets = targets;
    this.defaultTarget = defaultTarget;
  }

  /** The same keys with each target mapped. */
  SwitchTable relocated(IntUnaryOperator place) {
    return new SwitchTable(
        low, keys, Arrays.stream(targets).map(place).toArray(), place.applyAsInt(defaultTarget));
  }

  /** Whether keys are consecutive ({@code tableswitch}). */
  public boolean isTable() {
    return keys == null;
  }

  /** Number of keys. */
  public int size() {
    return targets.length;
  }

  public int key(int k) {
    return keys == null ? low + k : keys[k];
  }

  /** Target of the k-th key. */
  public int target(int k) {
    return targets[k];
  }

  public int defaultTarget() {
    return defaultTarget;
  }

  /** The smallest key of a table. */
  public int low() {
    return low;
  }

  /** The largest key of a table. */
  public int high() {
    return low + targets.length - 1;
  }

  /** The target for a key, as executing the switch finds it. */
  public int targetOf(int key) {
    if (keys == null) {
      long k = (long) key - low;
      return k >= 0 && k < targets.length ? targets[(int) k] : defaultTarget;
    }
    int k = Arrays.binarySearch(keys, key);
    return k >= 0 ? targets[k] : defaultTarget;
  }
}
