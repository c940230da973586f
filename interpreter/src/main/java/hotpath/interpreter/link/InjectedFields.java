package hotpath.interpreter.link;

/**
 * Fields that the VM adds to classes of the library: an i32 behind the declared fields.
 *
 * <p>The class file does not know them, so guest code cannot name them. Their places are known once
 * the class is defined.
 */
final class InjectedFields {
  static final int BYTES = 4;

  private static final String MIRROR = "java/lang/Class";
  private static final String LOADER = "java/lang/ClassLoader";

  private InjectedFields() {}

  /**
   * Bytes to add to a class: mirrors hold the id of their {@link Klass} + 1, loaders the number of
   * their {@link Loader}.
   */
  static int bytesFor(String name, Loader loader) {
    return loader.isBoot() && (name.equals(MIRROR) || name.equals(LOADER)) ? BYTES : 0;
  }

  /** Offset of the injected field in instances of the class that has it. */
  static int offset(InstanceKlass holder) {
    return holder.layout().end() - BYTES;
  }
}
