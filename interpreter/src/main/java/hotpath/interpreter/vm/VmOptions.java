package hotpath.interpreter.vm;

import hotpath.gc.plan.HeapOptions;
import hotpath.interpreter.natives.Capability;
import java.util.Map;
import java.util.Set;

/**
 * How a VM is set up.
 *
 * @param heap plan, size and stress modes of the heap
 * @param stackBytes size of a guest thread's stack
 * @param quantum instructions that a guest thread runs before the next one has its turn
 * @param fuel instructions that all guest threads may execute; {@link #ENDLESS_FUEL} for ever
 * @param seed from which identity hashes and the order of {@code Set.of} come; not 0
 * @param capabilities what natives may reach
 * @param properties system properties of the guest, as {@code -D} gives them
 * @param assertions for which classes assertions are on
 */
public record VmOptions(
    HeapOptions heap,
    long stackBytes,
    long quantum,
    long fuel,
    long seed,
    Set<Capability> capabilities,
    Map<String, String> properties,
    AssertionRules assertions) {
  /** The seed unless another is asked for: runs repeat. */
  public static final long DEFAULT_SEED = 12345;

  public static final long DEFAULT_STACK_BYTES = 1L << 20;

  public static final long DEFAULT_QUANTUM = 100_003;

  public static final long ENDLESS_FUEL = Long.MAX_VALUE;

  public VmOptions {
    if (seed == 0) {
      throw new IllegalArgumentException("seed 0 asks for a random order");
    }
    capabilities = Set.copyOf(capabilities);
    properties = Map.copyOf(properties);
  }

  /** A heap, and the default of everything else. */
  public static VmOptions of(HeapOptions heap) {
    return new VmOptions(
        heap,
        DEFAULT_STACK_BYTES,
        DEFAULT_QUANTUM,
        ENDLESS_FUEL,
        DEFAULT_SEED,
        Set.of(Capability.values()),
        Map.of(),
        AssertionRules.NONE);
  }
}
