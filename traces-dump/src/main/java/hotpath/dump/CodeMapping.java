package hotpath.dump;

import hotpath.platform.CodePosition;
import org.jspecify.annotations.Nullable;

/**
 * What the machine code from an offset to the next mapping's stems from.
 *
 * @param operation number of the operation in the last stage
 * @param origin the recorded bytecode
 * @param position of that bytecode
 */
public record CodeMapping(int offset, int operation, int origin, @Nullable CodePosition position) {}
