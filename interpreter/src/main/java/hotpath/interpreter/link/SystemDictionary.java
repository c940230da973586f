package hotpath.interpreter.link;

import hotpath.gc.memory.ClassLayout;
import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.MetadataSpace;
import hotpath.interpreter.classfile.ClassFile;
import hotpath.interpreter.classfile.ClassFormatException;
import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.classfile.MethodInfo;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds and makes classes by (loader, name): JVMS 5.3.
 *
 * <p>The bootstrap and the application loader are served here, at once; for a loader of the program
 * the answer is null until guest code has loaded the class and recorded it. Making a class may
 * allocate its mirror.
 */
public final class SystemDictionary {
  private static final int CELLS_OF_LOADER = 64;

  private final GuestMemory memory;
  private final KlassTable klasses;
  private final MetadataSpace metadata;
  private final ReferenceTable references;
  private final ClassDefiner definer;
  private final DescriptorWriter writer;
  private final MethodReplacements replacements;
  private final LibrarySource bootSource;
  private final ClassSource applicationSource;
  private final Loader boot;
  private final Loader application;
  private final List<Loader> guestLoaders = new ArrayList<>();
  private final LoaderConstraints constraints = new LoaderConstraints();
  private final List<Loader> loaders = new ArrayList<>();
  private final Map<JavaKind, PrimitiveKlass> primitives = new EnumMap<>(JavaKind.class);
  private final Set<String> inProgress = new HashSet<>();
  private Consumer<Klass> onDefined = klass -> {};

  /** What the dictionary makes classes from and of. */
  public record Parts(
      GuestMemory memory,
      MetadataSpace metadata,
      KlassTable klasses,
      MethodTable methods,
      ReferenceTable references,
      EntryStubs stubs,
      MethodReplacements replacements,
      LibrarySource bootSource,
      ClassSource applicationSource) {}

  public SystemDictionary(Parts parts) {
    this.memory = parts.memory();
    this.klasses = parts.klasses();
    this.metadata = parts.metadata();
    this.references = parts.references();
    this.writer = new DescriptorWriter(memory, parts.metadata(), parts.stubs());
    this.definer = new ClassDefiner(klasses, parts.methods(), parts.metadata(), writer);
    this.replacements = parts.replacements();
    this.bootSource = parts.bootSource();
    this.applicationSource = parts.applicationSource();
    this.boot = addLoader(Loader.Kind.BOOT);
    this.application = addLoader(Loader.Kind.APPLICATION);
    for (JavaKind kind : JavaKind.values()) {
      if (kind != JavaKind.REF) {
        PrimitiveKlass klass = new PrimitiveKlass(klasses.nextId(), kind, boot);
        writer.reserve(klass, 0, 0);
        writer.write(klass, ClassLayout.KIND_INSTANCE, 0);
        klasses.add(klass);
        primitives.put(kind, klass);
      }
    }
  }

  /** What loaders have to agree about. */
  LoaderConstraints constraints() {
    return constraints;
  }

  /** Is told of each class when it is complete: mirrors are made then. */
  void onDefined(Consumer<Klass> listener) {
    onDefined = listener;
  }

  private Loader addLoader(Loader.Kind kind) {
    boolean ofProgram = kind == Loader.Kind.GUEST;
    ReferenceTable table =
        ofProgram ? new ReferenceTable(memory, metadata, CELLS_OF_LOADER) : references;
    long life = ofProgram ? metadata.allocate(4, 4) : 0;
    Loader loader = new Loader(kind, loaders.size(), table, life);
    loaders.add(loader);
    if (ofProgram) {
      guestLoaders.add(loader);
    }
    return loader;
  }

  public Loader boot() {
    return boot;
  }

  public Loader application() {
    return application;
  }

  /** The loaders of the program that are not unloaded. */
  List<Loader> guestLoaders() {
    return guestLoaders;
  }

  /** Unloads all loaders of the program but some. */
  void unloadAllBut(Set<Loader> living) {
    for (Loader loader : guestLoaders) {
      if (!living.contains(loader)) {
        constraints.forget(loader);
        loader.unload();
      }
    }
    guestLoaders.retainAll(living);
  }

  /** A loader by its number. */
  public Loader loader(int number) {
    return loaders.get(number);
  }

  /** A new loader of the program. */
  public Loader addGuestLoader() {
    return addLoader(Loader.Kind.GUEST);
  }

  public PrimitiveKlass primitive(JavaKind kind) {
    PrimitiveKlass klass = primitives.get(kind);
    if (klass == null) {
      throw new IllegalArgumentException("no primitive type " + kind);
    }
    return klass;
  }

  /** The class, if the loader is recorded for it already. */
  public @Nullable Klass loaded(Loader loader, String name) {
    if (name.charAt(0) != '[') {
      return loader.find(name);
    }
    Klass element = elementIfPresent(loader, name);
    return element == null ? null : element.arrayKlassIfMade();
  }

  private @Nullable Klass elementIfPresent(Loader loader, String name) {
    return switch (name.charAt(1)) {
      case 'L' -> loader.find(name.substring(2, name.length() - 1));
      case '[' -> loaded(loader, name.substring(1));
      default -> primitive(JavaKind.of(name.charAt(1)));
    };
  }

  /** A class of the library that must exist. */
  public InstanceKlass bootClass(String name) {
    try {
      return requireBoot(name);
    } catch (LinkageFailure failure) {
      throw new IllegalStateException("class of the library: " + failure.getMessage(), failure);
    }
  }

  private InstanceKlass requireBoot(String name) throws LinkageFailure {
    InstanceKlass klass = findBoot(name);
    if (klass == null) {
      throw LinkageFailure.noClassDefFound(name);
    }
    return klass;
  }

  /**
   * Loads a class or array class.
   *
   * @param name internal name, or an array's descriptor
   * @return null if guest code has to load it
   * @throws LinkageFailure if there is none, or it cannot be made
   */
  public @Nullable Klass load(Loader loader, String name) throws LinkageFailure {
    if (name.charAt(0) == '[') {
      return loadArray(loader, name);
    }
    Klass known = loader.find(name);
    if (known != null) {
      return known;
    }
    InstanceKlass klass = find(loader, name);
    if (klass == null && loader.kind() != Loader.Kind.GUEST) {
      throw LinkageFailure.noClassDefFound(name);
    }
    return klass;
  }

  private @Nullable Klass loadArray(Loader loader, String name) throws LinkageFailure {
    Klass element =
        switch (name.charAt(1)) {
          case 'L' -> load(loader, name.substring(2, name.length() - 1));
          case '[' -> loadArray(loader, name.substring(1));
          default -> primitive(JavaKind.of(name.charAt(1)));
        };
    return element == null ? null : arrayOf(element);
  }

  /** Like {@link #load} for classes, but null also where there is none. */
  public @Nullable InstanceKlass find(Loader loader, String name) throws LinkageFailure {
    if (loader.find(name) instanceof InstanceKlass known) {
      return known;
    }
    return switch (loader.kind()) {
      case BOOT -> findBoot(name);
      case APPLICATION -> findApplication(name);
      case GUEST -> null;
    };
  }

  private @Nullable InstanceKlass findBoot(String name) throws LinkageFailure {
    if (boot.find(name) instanceof InstanceKlass known) {
      return known;
    }
    ClassFile classFile;
    try {
      classFile = bootSource.find(name);
    } catch (ClassFormatException e) {
      throw LinkageFailure.of(e);
    }
    return classFile == null ? null : define(boot, classFile);
  }

  private @Nullable InstanceKlass findApplication(String name) throws LinkageFailure {
    InstanceKlass klass = findBoot(name);
    if (klass != null) {
      application.record(klass);
      return klass;
    }
    byte[] bytes = applicationSource.find(name);
    return bytes == null ? null : define(application, parseForProgram(bytes, name));
  }

  /** What is wrong with the interfaces comes before what is wrong behind them. */
  private ClassFile parseForProgram(byte[] bytes, String name) throws LinkageFailure {
    try {
      return ClassFile.parse(bytes, name, true);
    } catch (ClassFormatException e) {
      String key = begin(application, name);
      try {
        interfaces(application, name, e.interfaces());
      } finally {
        inProgress.remove(key);
      }
      throw LinkageFailure.of(e);
    }
  }

  /** Notes that a class is being defined. */
  private String begin(Loader loader, String name) throws LinkageFailure {
    String key = loader.number() + " " + name;
    if (!inProgress.add(key)) {
      throw new LinkageFailure("java/lang/ClassCircularityError", name);
    }
    return key;
  }

  /** Loads the interfaces of a class. */
  private List<InstanceKlass> interfaces(Loader loader, String name, List<String> names)
      throws LinkageFailure {
    List<InstanceKlass> interfaces = new ArrayList<>();
    for (String each : names) {
      InstanceKlass klass = superType(loader, each);
      if (!klass.isInterface()) {
        throw ClassDefiner.notAnInterface(name, klass);
      }
      interfaces.add(klass);
    }
    return interfaces;
  }

  /**
   * Parses a class file.
   *
   * @param name what was asked for; the class must be it
   */
  public ClassFile parse(byte[] bytes, @Nullable String name, boolean check) throws LinkageFailure {
    try {
      return ClassFile.parse(bytes, name, check);
    } catch (ClassFormatException e) {
      throw LinkageFailure.of(e);
    }
  }

  /**
   * The name of a super type that has to be loaded by guest code before {@link #define} can be
   * called; null for none.
   */
  public @Nullable String missingSuperType(Loader loader, ClassFile classFile)
      throws LinkageFailure {
    for (String name : classFile.interfaces()) {
      if (load(loader, name) == null) {
        return name;
      }
    }
    String superName = classFile.superName();
    if (superName != null && load(loader, superName) == null) {
      return superName;
    }
    return null;
  }

  /**
   * Makes a class of which {@code loader} is the defining loader; its super types can be loaded
   * without guest code.
   */
  public InstanceKlass define(Loader loader, ClassFile classFile) throws LinkageFailure {
    return define(loader, classFile, null);
  }

  /**
   * Makes a class that the VM wrote itself; it is trusted.
   *
   * @param host the class whose rights it has, null for none but its own
   */
  public InstanceKlass defineForVm(Loader loader, byte[] bytes, @Nullable InstanceKlass host)
      throws LinkageFailure {
    Hiding hiding = host == null ? null : new Hiding(host, true);
    InstanceKlass klass = define(loader, parse(bytes, null, false), hiding);
    klass.markVerified();
    return klass;
  }

  /**
   * Makes a hidden class.
   *
   * @param host the class whose nest it joins, null for a nest of its own
   */
  public InstanceKlass defineHidden(
      Loader loader, ClassFile classFile, @Nullable InstanceKlass host) throws LinkageFailure {
    return define(loader, classFile, new Hiding(host, false));
  }

  private InstanceKlass define(Loader loader, ClassFile classFile, @Nullable Hiding hiding)
      throws LinkageFailure {
    String name = classFile.name();
    Klass known = loader.find(name);
    if (hiding == null && known != null) {
      throw new LinkageFailure(
          "java/lang/LinkageError",
          "loader "
              + loader.description()
              + " attempted duplicate class definition for "
              + name.replace('/', '.')
              + ". ("
              + Messages.inModuleWithParent(known)
              + ")");
    }
    String key = hiding == null ? begin(loader, name) : "";
    InstanceKlass klass;
    try {
      List<InstanceKlass> interfaces = interfaces(loader, name, classFile.interfaces());
      String superName = classFile.superName();
      InstanceKlass superKlass = superName == null ? null : superType(loader, superName);
      klass = definer.define(classFile, loader, superKlass, interfaces, hiding, replacer(loader));
    } finally {
      inProgress.remove(key);
    }
    if (hiding == null) {
      constraints.checkLoad(loader, klass);
    }
    // First the mirror: if the heap has no room for it, the class was never defined.
    onDefined.accept(klass);
    if (hiding == null) {
      loader.record(klass);
    }
    return klass;
  }

  private InstanceKlass superType(Loader loader, String name) throws LinkageFailure {
    if (load(loader, name) instanceof InstanceKlass klass) {
      return klass;
    }
    throw new IllegalStateException(name + " is not loaded");
  }

  /** Records {@code loader} as an initiating loader of a class that it got from another one. */
  public void recordInitiating(Loader loader, Klass klass) throws LinkageFailure {
    constraints.checkLoad(loader, klass);
    loader.record(klass);
  }

  private ClassDefiner.Replacer replacer(Loader loader) {
    return new ClassDefiner.Replacer() {
      @Override
      public void prepare(ClassFile classFile) throws LinkageFailure {
        for (MethodInfo method : concerned(loader, classFile)) {
          if (replacement(classFile, method)
              instanceof MethodReplacements.Replacement.ByGuest guest) {
            requireBoot(guest.className());
          }
        }
      }

      @Override
      public void replaceMethods(InstanceKlass klass) {
        if (!concerned(loader, klass.classFile()).isEmpty()) {
          for (Method method : klass.methods()) {
            replace(klass, method);
          }
        }
      }
    };
  }

  private List<MethodInfo> concerned(Loader loader, ClassFile classFile) {
    return loader.isBoot() && replacements.concerns(classFile.name())
        ? classFile.methods()
        : List.of();
  }

  private MethodReplacements.@Nullable Replacement replacement(
      ClassFile classFile, MethodInfo method) {
    return replacements.find(classFile.name(), method.name(), method.descriptor());
  }

  private void replace(InstanceKlass klass, Method method) {
    switch (replacement(klass.classFile(), method.info())) {
      case null -> {}
      case MethodReplacements.Replacement.ByNative _ -> method.replaceByNative();
      case MethodReplacements.Replacement.ByGuest guest -> {
        Method target = null;
        for (Method each : bootClass(guest.className()).methods()) {
          if (each.name().equals(guest.name())
              && each.isStatic()
              && each.argumentSlots() == method.argumentSlots()) {
            target = each;
          }
        }
        if (target == null) {
          throw new IllegalStateException(guest + " does not fit " + method);
        }
        method.replaceBy(target);
      }
    }
  }

  /** The class of arrays of {@code element}. */
  public ArrayKlass arrayOf(Klass element) {
    ArrayKlass known = element.arrayKlassIfMade();
    if (known != null) {
      return known;
    }
    InstanceKlass object = bootClass("java/lang/Object");
    List<InstanceKlass> interfaces =
        List.of(bootClass("java/lang/Cloneable"), bootClass("java/io/Serializable"));
    ArrayKlass klass = new ArrayKlass(klasses.nextId(), element, object, interfaces);
    writer.reserve(klass, 0, object.vtable().length);
    int kind =
        element.isPrimitive() ? ClassLayout.KIND_PRIMITIVE_ARRAY : ClassLayout.KIND_REFERENCE_ARRAY;
    writer.write(klass, kind, element.kind().log2Size());
    klasses.add(klass);
    onDefined.accept(klass);
    element.arrayKlass(klass);
    memory.u32(element.descriptor() + ClassDescriptor.ARRAY_CLASS, klass.descriptor());
    return klass;
  }

  /** The class of arrays of a primitive type. */
  public ArrayKlass arrayOf(JavaKind kind) {
    return arrayOf(primitive(kind));
  }
}
