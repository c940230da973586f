package hotpath.interpreter.link;

import org.jspecify.annotations.Nullable;

/** Finds the bytes of class files for loaders that the VM serves itself. */
@FunctionalInterface
public interface ClassSource {
  /**
   * The class file of a class named like {@code java/lang/String}, not to be changed; null if there
   * is none.
   */
  byte @Nullable [] find(String internalName);
}
