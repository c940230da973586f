package hotpath.gc.plan;

/**
 * What a plan asks of, and promises to, the rest of the VM.
 *
 * @param collects whether it ever frees anything
 * @param movesObjects whether a raw reference is stale after a collection
 * @param generational whether it collects a part of the heap at a time
 * @param barrier what a store of a reference must do
 */
public record PlanConstraints(
    boolean collects, boolean movesObjects, boolean generational, Barrier barrier) {}
