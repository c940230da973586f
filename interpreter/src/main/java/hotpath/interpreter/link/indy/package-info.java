/**
 * Linkage of {@code invokedynamic} by the VM itself, for the bootstrap methods that javac uses.
 *
 * <p>A call site becomes a static call of a method in a class made for it: no method handle exists,
 * and {@code java.lang.invoke} is never initialized. What such a method does is what the bootstrap
 * method of the library specifies.
 */
package hotpath.interpreter.link.indy;
