package hotpath.interpreter.link;

import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.classfile.MethodCode;
import hotpath.interpreter.classfile.MethodDescriptor;
import hotpath.interpreter.classfile.MethodInfo;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * A method of a guest class.
 *
 * <p>Besides declared methods there are two made by linking: a <em>miranda</em> gives an abstract
 * interface method a vtable index in a class that inherits but does not declare it; a
 * <em>conflict</em> stands in tables where two default methods are equally specific, or where a
 * method that is not public implements one of an interface. Both throw when called and have the
 * declaration they stand for as {@link #info}.
 */
public final class Method {
  /** Where the method comes from. */
  public enum Origin {
    DECLARED,
    MIRANDA,
    CONFLICT
  }

  private static final String HIDDEN = "Ljdk/internal/vm/annotation/Hidden;";

  private final int id;
  private final InstanceKlass holder;
  private final MethodInfo info;
  private final int index;
  private final Origin origin;
  private final MethodDescriptor signature;
  private final @Nullable LinkageFailure errorWhenCalled;
  private long descriptor;
  private int vtableIndex = MethodDescriptorLayout.NO_INDEX;
  private int interfaceIndex = MethodDescriptorLayout.NO_INDEX;
  private @Nullable Method replacement;
  private @Nullable Method replacedNative;
  private boolean nativeReplacement;
  private boolean hiddenKnown;
  private boolean hidden;

  Method(
      int id,
      InstanceKlass holder,
      MethodInfo info,
      int index,
      Origin origin,
      @Nullable LinkageFailure errorWhenCalled) {
    this.id = id;
    this.holder = holder;
    this.info = info;
    this.index = index;
    this.origin = origin;
    this.errorWhenCalled = errorWhenCalled;
    this.signature = info.parsedDescriptor();
  }

  /** Index in {@link MethodTable}. */
  public int id() {
    return id;
  }

  /** The declaring class; of a miranda the class that has it in its vtable. */
  public InstanceKlass holder() {
    return holder;
  }

  public MethodInfo info() {
    return info;
  }

  /**
   * Index among the methods of its class: the slot number of {@code java.lang.reflect.Method}; -1
   * if not declared.
   */
  public int index() {
    return index;
  }

  public Origin origin() {
    return origin;
  }

  public String name() {
    return info.name();
  }

  /** The descriptor of the class file, such as {@code (I)V}. */
  public String signature() {
    return info.descriptor();
  }

  public MethodDescriptor parsedSignature() {
    return signature;
  }

  public int access() {
    return info.accessFlags();
  }

  /** Slots of the arguments, receiver included; every value takes one. */
  public int argumentSlots() {
    return signature.argumentSlots() + (isStatic() ? 0 : 1);
  }

  public JavaKind returnKind() {
    return signature.returnKind();
  }

  /** Region offset of the method descriptor. */
  public long descriptor() {
    return descriptor;
  }

  void place(long descriptorOffset) {
    descriptor = descriptorOffset;
  }

  /**
   * Index in the vtable of the holder and its subclasses; {@link MethodDescriptorLayout#NO_INDEX}
   * if it has none.
   */
  public int vtableIndex() {
    return vtableIndex;
  }

  void vtableIndex(int given) {
    vtableIndex = given;
  }

  /** Index in the method tables for the interface that holds it. */
  public int interfaceIndex() {
    return interfaceIndex;
  }

  void interfaceIndex(int given) {
    interfaceIndex = given;
  }

  /**
   * The method of {@code hotpath.guest} that runs instead, or this. Dispatch tables and call sites
   * hold the target.
   */
  public Method target() {
    return replacement == null ? this : replacement;
  }

  void replaceBy(Method other) {
    replacement = other;
    if (Modifier.isNative(access())) {
      other.replacedNative = this;
    }
  }

  /**
   * What stack traces show for its frames: of a method of {@code hotpath.guest} the native of the
   * library that it replaces. Null for a frame that they leave out.
   */
  public @Nullable Method shown() {
    return isHidden() ? replacedNative : this;
  }

  void replaceByNative() {
    nativeReplacement = true;
  }

  /**
   * Whether something else than the class file's code runs; a replaced static method does not
   * initialize its class.
   */
  public boolean isReplaced() {
    return nativeReplacement || replacement != null;
  }

  /** The code; the method has some. */
  public MethodCode code() {
    return holder.classFile().code(info);
  }

  /** Whether a native of the table runs. */
  public boolean isNative() {
    return nativeReplacement || Modifier.isNative(access());
  }

  public boolean isAbstract() {
    return origin != Origin.DECLARED || (Modifier.isAbstract(access()) && !nativeReplacement);
  }

  public boolean isStatic() {
    return Modifier.isStatic(access());
  }

  public boolean isPrivate() {
    return Modifier.isPrivate(access());
  }

  public boolean isPublic() {
    return Modifier.isPublic(access());
  }

  public boolean isFinal() {
    return Modifier.isFinal(access());
  }

  public boolean isSynchronized() {
    return Modifier.isSynchronized(access());
  }

  public boolean isConstructor() {
    return name().equals("<init>");
  }

  public boolean isClassInitializer() {
    return name().equals("<clinit>");
  }

  /**
   * Whether a receiver decides which code runs: an instance method, not private, not a constructor.
   */
  public boolean isVirtual() {
    return !isStatic() && !isPrivate() && !isConstructor() && !isClassInitializer();
  }

  /** Whether a call finds its target without looking at the receiver's class. */
  public boolean isStaticallyBound() {
    if (origin == Origin.MIRANDA) {
      return false;
    }
    return !isVirtual()
        || (vtableIndex == MethodDescriptorLayout.NO_INDEX && !holder.isInterface())
        || isFinal()
        || Modifier.isFinal(holder.access());
  }

  /** A default method: an instance method with code in an interface. */
  public boolean isDefault() {
    return holder.isInterface() && isVirtual() && !isAbstract();
  }

  /** Whether stack traces leave its frames out. */
  public boolean isHidden() {
    return holder.isGuestSupport() || holder.isHidden() || isMarkedHidden();
  }

  private boolean isMarkedHidden() {
    if (!hiddenKnown) {
      hidden = holder.loader().isBoot() && info.hasAnnotation(HIDDEN);
      hiddenKnown = true;
    }
    return hidden;
  }

  /** What a call throws: of a conflict, the conflict; null where it is AbstractMethodError. */
  public @Nullable LinkageFailure errorWhenCalled() {
    return errorWhenCalled;
  }

  boolean has(String otherName, String otherSignature) {
    return name().equals(otherName) && signature().equals(otherSignature);
  }

  /** {@code java.lang.String.length()I}, for logs. */
  @Override
  public String toString() {
    return holder.externalName() + '.' + name() + signature();
  }
}
