package hotpath.interpreter.classfile;

import java.util.List;

/**
 * A stack map frame in expanded form.
 *
 * @param index the instruction that it describes
 * @param locals by class-file local number, the second half of a long or double being {@code TOP};
 *     locals past the end are unusable
 * @param stack one type for each value, deepest first (a long is one)
 */
public record StackMapFrame(
    int index, List<VerificationType> locals, List<VerificationType> stack) {}
