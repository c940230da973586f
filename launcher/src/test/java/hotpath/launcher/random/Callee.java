package hotpath.launcher.random;

import java.util.List;

/**
 * A method that others may call.
 *
 * @param call its name with what comes before it, {@code m3} or {@code r1(5, }
 * @param cost statements that a call executes at most, about
 */
record Callee(String call, JavaType result, List<JavaType> parameters, long cost) {}
