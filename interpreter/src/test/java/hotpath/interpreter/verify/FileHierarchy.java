package hotpath.interpreter.verify;

import hotpath.interpreter.classfile.ClassFile;
import hotpath.interpreter.classfile.FieldInfo;
import hotpath.interpreter.classfile.MethodInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A class hierarchy for tests that is read from class files alone: no class is loaded into the
 * test's JVM for it.
 *
 * <p>A class is known once {@link #load} has been called for it, as in the VM; supers are loaded
 * with it. A hierarchy is a loader: it can have a parent, which is asked for what it has not
 * defined itself.
 */
final class FileHierarchy implements ClassHierarchy {
  private final Function<String, byte @Nullable []> source;
  private final Map<String, FileClass> loaded = new HashMap<>();
  private final @Nullable FileHierarchy parent;

  FileHierarchy(Function<String, byte @Nullable []> source) {
    this.source = source;
    this.parent = null;
  }

  private FileHierarchy(FileHierarchy parent) {
    this.source = name -> null;
    this.parent = parent;
  }

  @Override
  public @Nullable LoadedClass find(String name) {
    @Nullable LoadedClass own = loaded.get(name);
    return own != null || parent == null ? own : parent.find(name);
  }

  /** Loads a class by name; null if there is none. */
  @Nullable LoadedClass load(String name) {
    @Nullable FileClass known = loaded.get(name);
    if (known != null) {
      return known;
    }
    if (parent != null) {
      return parent.load(name);
    }
    byte @Nullable [] bytes = source.apply(name);
    if (bytes == null) {
      return null;
    }
    FileClass made = new FileClass(ClassFile.parse(bytes, null, false));
    loaded.put(name, made);
    @Nullable String superName = made.file.superName();
    if (superName != null) {
      load(superName);
    }
    return made;
  }

  /**
   * Makes a class known that is not (or differently) in the source, with its super class loaded.
   */
  LoadedClass self(ClassFile file) {
    @Nullable String superName = file.superName();
    if (superName != null) {
      load(superName);
    }
    FileClass self = new FileClass(file);
    loaded.put(file.name(), self);
    return self;
  }

  /**
   * As {@link #verify}, with the class in a loader of its own, hence in another package than all
   * others.
   */
  @Nullable Verdict verifyApart(ClassFile file) {
    return new FileHierarchy(this).verify(file);
  }

  /**
   * Verifies a class to the end, loading what it needs; null if a class that it needs does not
   * exist.
   */
  @Nullable Verdict verify(ClassFile file) {
    Verifier verifier = new Verifier(file, self(file), this);
    while (true) {
      Verdict verdict = verifier.run();
      if (!(verdict instanceof Verdict.NeedsClass needed)) {
        return verdict;
      }
      if (load(needed.name()) == null) {
        return null;
      }
    }
  }

  private static String packageOf(String name) {
    return name.substring(0, name.lastIndexOf('/') + 1);
  }

  private final class FileClass implements LoadedClass {
    private final ClassFile file;

    FileClass(ClassFile file) {
      this.file = file;
    }

    FileHierarchy loader() {
      return FileHierarchy.this;
    }

    @Override
    public String name() {
      return file.name();
    }

    @Override
    public boolean isInterface() {
      return file.isInterface();
    }

    @Override
    public @Nullable LoadedClass superclass() {
      @Nullable String superName = file.superName();
      return superName == null ? null : load(superName);
    }

    @Override
    public boolean isInSamePackage(LoadedClass other) {
      return other instanceof FileClass type
          && type.loader() == FileHierarchy.this
          && packageOf(name()).equals(packageOf(other.name()));
    }

    @Override
    public boolean hasDirectInterface(String name) {
      return file.interfaces().contains(name);
    }

    @Override
    public @Nullable Member findField(String name, String descriptor) {
      for (FieldInfo field : file.fields()) {
        if (field.name().equals(name) && field.descriptor().equals(descriptor)) {
          return new Member(this, field.accessFlags());
        }
      }
      for (String superinterface : file.interfaces()) {
        @Nullable LoadedClass type = load(superinterface);
        @Nullable Member found = type == null ? null : type.findField(name, descriptor);
        if (found != null) {
          return found;
        }
      }
      @Nullable LoadedClass superclass = superclass();
      return superclass == null ? null : superclass.findField(name, descriptor);
    }

    @Override
    public @Nullable Member findMethod(String name, String descriptor) {
      @Nullable MethodInfo method = file.method(name, descriptor);
      if (method != null) {
        return new Member(this, method.accessFlags());
      }
      @Nullable LoadedClass superclass = superclass();
      return superclass == null ? null : superclass.findMethod(name, descriptor);
    }
  }
}
