package hotpath.dump;

import org.jspecify.annotations.Nullable;

/**
 * That a pass did not keep an operation.
 *
 * @param id number of the operation in the stage before
 * @param copy 0 if it is emitted once or in the peeled iteration, 1 in the loop's body
 * @param pass the pass, or the feature of the folding builder
 * @param rule what applied
 * @param replacement what is there instead, as an operand of this stage; nothing if nothing is
 */
public record Removal(int id, int copy, String pass, String rule, @Nullable String replacement) {}
