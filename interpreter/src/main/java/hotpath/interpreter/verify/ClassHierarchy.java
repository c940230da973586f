package hotpath.interpreter.verify;

import org.jspecify.annotations.Nullable;

/**
 * The classes that the loader of the class under verification knows: the verifier's only way to
 * learn of other classes.
 *
 * <p>It never loads. A class that is not loaded yet is null here; the verifier then ends with
 * {@link Verdict.NeedsClass}, the VM loads the class (which may run guest code) and verification
 * goes on.
 */
@FunctionalInterface
public interface ClassHierarchy {
  /**
   * The loaded class that an internal name (not an array descriptor) means to the loader, null if
   * there is none yet.
   */
  @Nullable LoadedClass find(String name);
}
