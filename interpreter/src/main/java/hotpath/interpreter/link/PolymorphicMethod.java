package hotpath.interpreter.link;

import hotpath.interpreter.classfile.Constant.MethodConstant;
import org.jspecify.annotations.Nullable;

/**
 * The signature-polymorphic methods of {@code MethodHandle} (JVMS 2.9.3): a call site's own
 * descriptor says what they take. Those of {@code VarHandle} are linked on a way of their own.
 */
public enum PolymorphicMethod {
  INVOKE("invoke"),
  INVOKE_EXACT("invokeExact"),
  INVOKE_BASIC("invokeBasic"),
  LINK_TO_STATIC("linkToStatic"),
  LINK_TO_SPECIAL("linkToSpecial"),
  LINK_TO_VIRTUAL("linkToVirtual"),
  LINK_TO_INTERFACE("linkToInterface");

  private static final String HOLDER = "java/lang/invoke/MethodHandle";

  private final String methodName;

  PolymorphicMethod(String methodName) {
    this.methodName = methodName;
  }

  /** Whether the VM calls without linking: what the library keeps to itself. */
  public boolean isIntrinsic() {
    return this != INVOKE && this != INVOKE_EXACT;
  }

  /** Whether a class may name the method: only code of the handles' own package may. */
  public boolean mayBeCalledBy(InstanceKlass caller) {
    return caller.loader().isBoot() && caller.packageName().equals("java/lang/invoke");
  }

  /** The one that a call's constant names, or null. */
  public static @Nullable PolymorphicMethod named(Object constant) {
    return constant instanceof MethodConstant method && method.owner().equals(HOLDER)
        ? named(method.name())
        : null;
  }

  /** The one of this name in a class, or null. */
  public static @Nullable PolymorphicMethod in(Klass klass, String name) {
    return klass.loader().isBoot() && klass.name().equals(HOLDER) ? named(name) : null;
  }

  /** The one of this name, or null. */
  private static @Nullable PolymorphicMethod named(String name) {
    for (PolymorphicMethod each : values()) {
      if (each.methodName.equals(name)) {
        return each;
      }
    }
    return null;
  }
}
