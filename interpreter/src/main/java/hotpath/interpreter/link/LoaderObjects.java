package hotpath.interpreter.link;

import hotpath.gc.memory.GuestMemory;

/** Finds the loader that a {@code ClassLoader} object stands for, by a field injected into it. */
public final class LoaderObjects {
  private static final String PLATFORM = "jdk/internal/loader/ClassLoaders$PlatformClassLoader";
  private static final String BOOT = "jdk/internal/loader/ClassLoaders$BootClassLoader";

  private final GuestMemory memory;
  private final SystemDictionary dictionary;
  private final KlassTable klasses;
  private final Mirrors mirrors;
  private final LibraryFields fields;
  private final Strings strings;

  public LoaderObjects(
      GuestMemory memory,
      SystemDictionary dictionary,
      KlassTable klasses,
      Mirrors mirrors,
      LibraryFields fields,
      Strings strings) {
    this.memory = memory;
    this.dictionary = dictionary;
    this.klasses = klasses;
    this.mirrors = mirrors;
    this.fields = fields;
    this.strings = strings;
  }

  /**
   * The loader of an object; null is the bootstrap loader. The platform loader is the bootstrap
   * loader too: the VM finds the classes of all modules of the library by one.
   */
  public Loader of(int object) {
    if (object == 0) {
      return dictionary.boot();
    }
    long number = Allocator.offset(object) + numberOffset();
    int known = memory.i32(number);
    if (known != 0) {
      return dictionary.loader(known - 1);
    }
    String name = klasses.of(object).name();
    Loader loader;
    if (name.equals(PLATFORM) || name.equals(BOOT)) {
      loader = dictionary.boot();
    } else {
      loader = dictionary.addGuestLoader();
      int text = fields.ref(object, LibraryField.CLASS_LOADER_NAME_AND_ID);
      if (text != 0) {
        loader.description(strings.read(text));
      }
      mirrors.adopt(loader, object, fields.ref(object, LibraryField.CLASS_LOADER_UNNAMED_MODULE));
      loader.parent(of(fields.ref(object, LibraryField.CLASS_LOADER_PARENT)));
    }
    memory.i32(number, loader.number() + 1);
    return loader;
  }

  /** Makes {@code object} the application loader's. */
  public void adoptApplicationLoader(int object) {
    Loader loader = dictionary.application();
    memory.i32(Allocator.offset(object) + numberOffset(), loader.number() + 1);
    mirrors.adopt(loader, object, fields.ref(object, LibraryField.CLASS_LOADER_UNNAMED_MODULE));
  }

  private long numberOffset() {
    return InjectedFields.offset(dictionary.bootClass("java/lang/ClassLoader"));
  }
}
