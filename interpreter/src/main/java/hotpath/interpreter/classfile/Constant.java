package hotpath.interpreter.classfile;

import java.util.List;

/**
 * The symbolic constants of a class file. Plain ones are host objects instead: {@link Integer},
 * {@link Long}, {@link Float}, {@link Double}, {@link String}.
 *
 * <p>Nothing is resolved here, and a constant does not hold others that could lead back to it: the
 * arguments of a bootstrap method are pool indexes, since a dynamic constant may (wrongly) name
 * itself.
 */
public sealed interface Constant {

  /**
   * A class or array type: an internal name such as {@code java/lang/String}, or a descriptor such
   * as {@code [I}.
   */
  record ClassConstant(String name) implements Constant {}

  /** A field; {@code owner} is an internal name. */
  record FieldConstant(String owner, String name, String descriptor) implements Constant {}

  /** A method; {@code interfaceOwner} says which of the two kinds of pool entry named it. */
  record MethodConstant(String owner, String name, String descriptor, boolean interfaceOwner)
      implements Constant {}

  /** A method type. */
  record MethodTypeConstant(String descriptor) implements Constant {}

  /** A method handle of kind 1 to 9 (JVMS 4.4.8). */
  record MethodHandleConstant(
      int kind, String owner, String name, String descriptor, boolean interfaceOwner)
      implements Constant {
    /** Whether it gets or puts a field. */
    public boolean isField() {
      return kind <= 4;
    }
  }

  /**
   * A dynamically computed constant; {@code bootstrapIndex} for {@link ClassFile#bootstrapMethod}.
   */
  record DynamicConstant(String name, String descriptor, int bootstrapIndex) implements Constant {}

  /** A dynamically computed call site. */
  record InvokeDynamicConstant(String name, String descriptor, int bootstrapIndex)
      implements Constant {}

  /** A module, in the pool of a {@code module-info} only. */
  record ModuleConstant(String name) implements Constant {}

  /** A package, in the pool of a {@code module-info} only. */
  record PackageConstant(String name) implements Constant {}

  /**
   * An entry of the bootstrap method table: arguments are indexes for {@link ClassFile#constant}.
   */
  record BootstrapMethod(MethodHandleConstant method, List<Integer> argumentIndexes) {}
}
