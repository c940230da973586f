package hotpath.tssa.alloc;

import java.util.Arrays;

/**
 * Copies to insert between instructions, in groups: those of one group happen at once. Group 2i
 * stands before instruction i, group 2i + 1 behind it; the group before an instruction that brings
 * its operands to places happens together with that.
 */
public final class Moves {
  private int[] groups = new int[16];
  private int[] sources = new int[16];
  private int[] targets = new int[16];
  private int[] values = new int[16];
  private int count;

  void add(int group, int source, int target, int value) {
    if (count == groups.length) {
      groups = Arrays.copyOf(groups, 2 * count);
      sources = Arrays.copyOf(sources, 2 * count);
      targets = Arrays.copyOf(targets, 2 * count);
      values = Arrays.copyOf(values, 2 * count);
    }
    // Insertion keeps the groups in order; most are added in order.
    int at = count++;
    while (at > 0 && groups[at - 1] > group) {
      groups[at] = groups[at - 1];
      sources[at] = sources[at - 1];
      targets[at] = targets[at - 1];
      values[at] = values[at - 1];
      at--;
    }
    groups[at] = group;
    sources[at] = source;
    targets[at] = target;
    values[at] = value;
  }

  public int count() {
    return count;
  }

  public int group(int i) {
    return groups[i];
  }

  public int source(int i) {
    return sources[i];
  }

  public int target(int i) {
    return targets[i];
  }

  /** The value that is copied: it says the kind. */
  public int value(int i) {
    return values[i];
  }
}
