package hotpath.interpreter.link;

import hotpath.gc.memory.ObjectLayout;

/**
 * Fields that the VM adds to classes of the library, each an i32, and fields that it puts where
 * machine code finds them.
 *
 * <p>The class file does not know an added field, so guest code cannot name it. In mirrors and
 * loaders, which the VM alone reads, it comes behind the declared fields. What the meanings of
 * method handle calls read comes first in its object, at an offset that no class file decides.
 */
public final class InjectedFields {
  static final int BYTES = 4;

  /** The form of a {@code MethodHandle}. */
  public static final int HANDLE_FORM = ObjectLayout.FIELDS;

  /** The entry of a {@code LambdaForm}: a {@code MemberName}. */
  public static final int FORM_ENTRY = ObjectLayout.FIELDS;

  /** Descriptor of the method that a resolved {@code MemberName} stands for; 0 for others. */
  public static final int MEMBER_TARGET = ObjectLayout.FIELDS;

  private static final String MIRROR = "java/lang/Class";
  private static final String LOADER = "java/lang/ClassLoader";
  private static final String FRAME_METHOD = "java/lang/invoke/ResolvedMethodName";
  private static final String MEMBER = "java/lang/invoke/MemberName";

  private InjectedFields() {}

  /**
   * Bytes to add to a class behind its fields: mirrors hold the id of their {@link Klass} + 1,
   * loaders the number of their {@link Loader}, names of frames' methods the id of the method.
   */
  static int bytesBehind(String name, Loader loader) {
    boolean has = name.equals(MIRROR) || name.equals(LOADER) || name.equals(FRAME_METHOD);
    return loader.isBoot() && has ? BYTES : 0;
  }

  /** Bytes to add before the fields of a class. */
  static int bytesBefore(InstanceKlass klass) {
    return klass.loader().isBoot() && klass.name().equals(MEMBER) ? BYTES : 0;
  }

  /** Whether a field is to be the first of its class. */
  static boolean comesFirst(Field field) {
    if (!field.holder().loader().isBoot()) {
      return false;
    }
    return switch (field.holder().name()) {
      case "java/lang/invoke/MethodHandle" -> field.name().equals("form");
      case "java/lang/invoke/LambdaForm" -> field.name().equals("vmentry");
      default -> false;
    };
  }

  /** Offset of the field added behind those of the class that has it. */
  public static int offset(InstanceKlass holder) {
    return holder.layout().end() - BYTES;
  }
}
