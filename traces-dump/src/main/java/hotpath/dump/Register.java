package hotpath.dump;

/**
 * Where a value is during a stretch of operations.
 *
 * @param value number of the operation that defines it, in the last stage
 * @param place a register, or a spill word
 * @param from index of the first operation of the last stage
 * @param to index behind the last one
 */
public record Register(int value, String place, int from, int to) {}
