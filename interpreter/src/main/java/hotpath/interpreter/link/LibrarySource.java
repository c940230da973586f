package hotpath.interpreter.link;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of the class library: class files by class name, and every file by its name. */
public interface LibrarySource extends ClassSource {
  /**
   * A file by its name in its module, such as {@code java/lang/Object.class}; null if there is
   * none.
   */
  byte @Nullable [] resource(String name);

  /** The packages of all its modules, with dots. */
  Set<String> packages();
}
