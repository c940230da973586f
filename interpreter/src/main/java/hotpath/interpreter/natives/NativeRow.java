package hotpath.interpreter.natives;

import hotpath.interpreter.link.MethodReplacements.Replacement;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of natives.
 *
 * @param name of the method
 * @param signature its descriptor
 * @param capability what it reaches
 * @param body what runs; null where a method of {@code hotpath.guest} does
 * @param replacement what stands in for a Java method of the library; null for a method that is
 *     native there
 */
record NativeRow(
    String name,
    String signature,
    Capability capability,
    @Nullable NativeMethod body,
    @Nullable Replacement replacement) {}
