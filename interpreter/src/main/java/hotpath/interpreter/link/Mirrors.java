package hotpath.interpreter.link;

import hotpath.gc.memory.GuestMemory;
import hotpath.interpreter.classfile.ClassFile;
import hotpath.interpreter.link.Loader.NamedModule;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * The {@code java.lang.Class} objects of classes.
 *
 * <p>Each class has one from its definition on, but for those defined before {@link #start}, which
 * get theirs then. A mirror knows its class by an injected field.
 */
public final class Mirrors {
  private static final int CLASS_FILE_FLAGS = 0x7FFF;

  private final GuestMemory memory;
  private final Allocator allocator;
  private final ReferenceTable references;
  private final KlassTable klasses;
  private final SystemDictionary dictionary;
  private final LibraryFields fields;
  private @Nullable InstanceKlass mirrorKlass;
  private final long baseModuleCell;
  private final long unnamedModuleCell;

  public Mirrors(
      GuestMemory memory,
      Allocator allocator,
      ReferenceTable references,
      KlassTable klasses,
      SystemDictionary dictionary,
      LibraryFields fields) {
    this.memory = memory;
    this.allocator = allocator;
    this.references = references;
    this.klasses = klasses;
    this.dictionary = dictionary;
    this.fields = fields;
    this.baseModuleCell = references.add(0);
    this.unnamedModuleCell = references.add(0);
  }

  /** Makes the mirrors of all classes that exist, and from now on of each new one. */
  public void start(Strings strings) {
    mirrorKlass = dictionary.bootClass("java/lang/Class");
    for (int id = 0; id < klasses.size(); id++) {
      make(klasses.withId(id));
    }
    for (int id = 0; id < klasses.size(); id++) {
      if (klasses.withId(id) instanceof PrimitiveKlass primitive) {
        int name = strings.intern(primitive.name());
        fields.ref(of(primitive), LibraryField.CLASS_NAME, name);
      }
    }
    dictionary.onDefined(this::make);
  }

  private InstanceKlass mirrorKlass() {
    if (mirrorKlass == null) {
      throw new IllegalStateException("no mirrors yet");
    }
    return mirrorKlass;
  }

  private void make(Klass klass) {
    int mirror = allocator.instance(mirrorKlass());
    references.set(klass.mirrorCell(), mirror);
    memory.i32(klassId(mirror), klass.id() + 1);
    fields.i16(mirror, LibraryField.CLASS_MODIFIERS, modifiers(klass));
    fields.bool(mirror, LibraryField.CLASS_PRIMITIVE, klass.isPrimitive());
    if (klass instanceof ArrayKlass array) {
      fields.ref(mirror, LibraryField.CLASS_COMPONENT_TYPE, of(array.element()));
    }
    setLoader(klass, mirror);
  }

  private void setLoader(Klass klass, int mirror) {
    fields.ref(mirror, LibraryField.CLASS_LOADER, references.get(klass.loader().cell()));
    fields.ref(mirror, LibraryField.CLASS_MODULE, references.get(moduleCell(klass)));
  }

  private long klassId(int mirror) {
    return Allocator.offset(mirror) + InjectedFields.offset(mirrorKlass());
  }

  private long moduleCell(Klass klass) {
    Loader loader = klass.loader();
    NamedModule named = named(klass);
    if (named != null) {
      return named.cell();
    }
    if (loader.isBoot()) {
      return baseModuleCell;
    }
    return loader.unnamedModuleCell() != 0 ? loader.unnamedModuleCell() : unnamedModuleCell;
  }

  /** The module made at run time that a class is in, or null. */
  public static @Nullable NamedModule named(Klass klass) {
    return klass.elementBase() instanceof InstanceKlass plain
        ? plain.loader().module(plain.packageName())
        : null;
  }

  /** Class.getModifiers: those of the InnerClasses attribute for a member class. */
  private static int modifiers(Klass klass) {
    return switch (klass) {
      case PrimitiveKlass _ -> Modifier.PUBLIC | Modifier.FINAL | Modifier.ABSTRACT;
      case ArrayKlass array ->
          (modifiers(array.element()) & (Modifier.PUBLIC | Modifier.PRIVATE | Modifier.PROTECTED))
              | Modifier.FINAL
              | Modifier.ABSTRACT;
      case InstanceKlass plain -> innerFlags(plain) & ~ClassFile.ACC_SUPER & CLASS_FILE_FLAGS;
    };
  }

  private static int innerFlags(InstanceKlass klass) {
    for (ClassFile.InnerClass inner : klass.classFile().innerClasses()) {
      if (inner.name().equals(klass.name())) {
        return inner.accessFlags();
      }
    }
    return klass.access();
  }

  /** The mirror of a class. */
  public int of(Klass klass) {
    return references.get(klass.mirrorCell());
  }

  /** The class of a mirror, which is not null. */
  public Klass klassOf(int mirror) {
    return klasses.withId(memory.i32(klassId(mirror)) - 1);
  }

  /**
   * Sets the modules of mirrors made before there were any: all classes of the library are in one.
   */
  public void modules(int baseModule, int unnamedModule) {
    references.set(baseModuleCell, baseModule);
    references.set(unnamedModuleCell, unnamedModule);
    for (int id = 0; id < klasses.size(); id++) {
      Klass klass = klasses.withId(id);
      setLoader(klass, of(klass));
    }
  }

  /** The module object of the library. */
  public int baseModule() {
    return references.get(baseModuleCell);
  }

  /**
   * Gives the mirrors of a loader's classes their loader and module, now that these objects exist.
   */
  public void adopt(Loader loader, int loaderObject, int unnamedModule) {
    references.set(loader.cell(), loaderObject);
    if (unnamedModule != 0) {
      loader.unnamedModuleCell(loader.references().add(unnamedModule));
    }
    for (int id = 0; id < klasses.size(); id++) {
      Klass klass = klasses.withId(id);
      if (klass.loader() == loader && of(klass) != 0) {
        setLoader(klass, of(klass));
      }
    }
  }
}
