package hotpath.dump;

/**
 * How much there is of a trace.
 *
 * @param bytecodes recorded
 * @param builtOperations of Trace SSA before the passes
 * @param operations after them
 * @param codeBytes machine code without stubs
 * @param stubBytes exit stubs
 */
public record Sizes(
    int bytecodes, int builtOperations, int operations, int codeBytes, int stubBytes) {}
