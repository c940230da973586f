package hotpath.tssa.pass;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How the passes run. Immutable; the {@code with} methods make changed copies.
 *
 * @param off names of passes and {@link Feature}s that are switched off
 * @param peel whether the first iteration of a loop is peeled
 * @param peelLimit under {@link Peel#AUTO}, the largest loop, in instructions, that is peeled
 * @param peelGain under {@link Peel#AUTO}, how many per cent of the loop's instructions peeling
 *     must save
 * @param allocation the plan's allocation; without it the pass `expand` does nothing
 * @param lengthAlias name of the frozen locations that hold lengths: what is loaded there is not
 *     negative
 * @param verify whether the code is verified after each pass
 */
public record PassOptions(
    Set<String> off,
    Peel peel,
    int peelLimit,
    int peelGain,
    @Nullable Allocation allocation,
    String lengthAlias,
    boolean verify) {

  /** Whether the first iteration of a loop is peeled. */
  public enum Peel {
    OFF,
    ON,
    /** Where the loop is small enough and loses enough instructions by it. */
    AUTO
  }

  /** Everything on, peeling where it pays. */
  public static final PassOptions STANDARD =
      new PassOptions(Set.of(), Peel.AUTO, 400, 15, null, "length", false);

  public PassOptions {
    off = Set.copyOf(off);
    for (String name : off) {
      if (!PassTable.isOption(name)) {
        throw new IllegalArgumentException("no pass or feature " + name);
      }
    }
  }

  public boolean isOn(Feature feature) {
    return off.isEmpty() || !off.contains(feature.toString());
  }

  /** Whether the pass with this option name is to run. */
  public boolean isOn(String option) {
    return off.isEmpty() || !off.contains(option);
  }

  /** With a pass or feature switched off. */
  public PassOptions without(String option) {
    Set<String> more = new TreeSet<>(off);
    more.add(option);
    return new PassOptions(more, peel, peelLimit, peelGain, allocation, lengthAlias, verify);
  }

  public PassOptions withPeel(Peel newPeel) {
    return new PassOptions(off, newPeel, peelLimit, peelGain, allocation, lengthAlias, verify);
  }

  public PassOptions withPeelLimits(int limit, int gain) {
    return new PassOptions(off, peel, limit, gain, allocation, lengthAlias, verify);
  }

  public PassOptions withAllocation(@Nullable Allocation newAllocation) {
    return new PassOptions(off, peel, peelLimit, peelGain, newAllocation, lengthAlias, verify);
  }

  public PassOptions withLengthAlias(String newAlias) {
    return new PassOptions(off, peel, peelLimit, peelGain, allocation, newAlias, verify);
  }

  public PassOptions withVerify(boolean newVerify) {
    return new PassOptions(off, peel, peelLimit, peelGain, allocation, lengthAlias, newVerify);
  }
}
