package hotpath.dump;

import org.jspecify.annotations.Nullable;

/**
 * One machine instruction.
 *
 * @param offset from the start of the trace's code
 * @param bytes in hexadecimal
 * @param text as its backend writes it
 * @param operation number of the operation in the last stage that it stems from
 * @param origin the recorded bytecode that it stems from
 */
public record Instruction(
    int offset, String bytes, String text, @Nullable Integer operation, @Nullable Integer origin) {}
