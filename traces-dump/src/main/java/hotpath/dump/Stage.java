package hotpath.dump;

import java.util.List;

/**
 * A trace at one point of its compilation.
 *
 * @param name "built", or the pass that has just run
 * @param operations in order
 * @param removed what this pass did not keep of the stage before
 */
public record Stage(String name, List<Operation> operations, List<Removal> removed) {}
