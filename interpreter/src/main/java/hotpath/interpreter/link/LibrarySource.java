package hotpath.interpreter.link;

import hotpath.interpreter.classfile.ClassFile;
import hotpath.interpreter.classfile.ClassFormatException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of the class library: class files by class name, and every file by its name. */
public interface LibrarySource {
  /**
   * A class of the library by its internal name; null if there is none. The same for all VMs that
   * have this source.
   */
  @Nullable ClassFile find(String internalName) throws ClassFormatException;

  /**
   * A file by its name in its module, such as {@code java/lang/Object.class}; null if there is
   * none.
   */
  byte @Nullable [] resource(String name);

  /** The module that has a file; null if there is none. */
  @Nullable String moduleOf(String name);

  /** The packages of all its modules, with dots. */
  Set<String> packages();

  /** Whether a package, with dots, is exported to everybody. */
  boolean exports(String name);

  /** Whether a package, with dots, is open to everybody. */
  boolean opens(String name);

  /** The classes of its modules that provide a service, both with dots. */
  List<String> providers(String service);

  /** The security properties that come with it. */
  Map<String, String> securityProperties();
}
