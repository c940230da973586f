package hotpath.interpreter.natives;

import hotpath.interpreter.classfile.Constant.FieldConstant;
import hotpath.interpreter.classfile.Constant.MethodConstant;
import hotpath.interpreter.link.Allocator;
import hotpath.interpreter.link.Field;
import hotpath.interpreter.link.InjectedFields;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.InvokeKind;
import hotpath.interpreter.link.Klass;
import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.link.LinkageFailure;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.link.MethodResolution;
import hotpath.interpreter.link.PolymorphicMethod;
import hotpath.interpreter.link.Resolution;
import hotpath.interpreter.vm.Vm;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code MemberName} objects of {@code java.lang.invoke} stand for: resolves them, and
 * writes the flags that the library reads.
 *
 * <p>A resolved name of a method holds the descriptor of the method to call or, where the receiver
 * decides, of the one whose index is looked up. The flags say which of the two: a method that is
 * bound statically is called by {@code REF_invokeSpecial}, whatever was asked for.
 */
final class MemberNames {
  // Of MethodHandleNatives.Constants.
  static final int IS_METHOD = 0x0001_0000;
  static final int IS_CONSTRUCTOR = 0x0002_0000;
  static final int IS_FIELD = 0x0004_0000;
  private static final int CALLER_SENSITIVE = 0x0010_0000;
  private static final int TRUSTED_FINAL = 0x0020_0000;
  private static final int HIDDEN_MEMBER = 0x0040_0000;
  private static final int KIND_SHIFT = 24;
  private static final int KIND_MASK = 0xF;
  private static final int FIELD_FLAGS = 0x50DF;
  private static final int METHOD_FLAGS = 0x1DFF;

  static final int GET_FIELD = 1;
  static final int GET_STATIC = 2;
  private static final int INVOKE_VIRTUAL = 5;
  private static final int INVOKE_STATIC = 6;
  private static final int INVOKE_SPECIAL = 7;
  private static final int INVOKE_INTERFACE = 9;

  private static final String CALLER_SENSITIVE_MARK = "Ljdk/internal/reflect/CallerSensitive;";

  private final NativeCall call;
  private final Vm vm;

  MemberNames(NativeCall call) {
    this.call = call;
    this.vm = call.vm();
  }

  /** The name that is argument 0. */
  private int member() {
    return call.ref(0);
  }

  int flags() {
    return call.fields().i32(member(), LibraryField.MEMBER_NAME_FLAGS);
  }

  int referenceKind() {
    return flags() >>> KIND_SHIFT & KIND_MASK;
  }

  private @Nullable Klass declaring() {
    int mirror = call.fields().ref(member(), LibraryField.MEMBER_NAME_CLASS);
    return mirror == 0 ? null : vm.mirrors().klassOf(mirror);
  }

  String name() {
    int name = call.fields().ref(member(), LibraryField.MEMBER_NAME_NAME);
    return Objects.requireNonNull(vm.strings().readOrNull(name));
  }

  /** The descriptor that the name's type says: a string, a class, or a method type. */
  private String descriptor() {
    int type = call.fields().ref(member(), LibraryField.MEMBER_NAME_TYPE);
    return switch (vm.klasses().of(type).name()) {
      case "java/lang/String" -> vm.strings().read(type);
      case "java/lang/Class" -> vm.mirrors().klassOf(type).typeDescriptor();
      default -> methodDescriptor(type);
    };
  }

  private String methodDescriptor(int methodType) {
    StringBuilder text = new StringBuilder("(");
    int parameters = call.fields().ref(methodType, LibraryField.METHOD_TYPE_PARAMETERS);
    for (int i = 0; i < call.lengthOf(parameters); i++) {
      text.append(vm.mirrors().klassOf(call.element(parameters, i)).typeDescriptor());
    }
    int result = call.fields().ref(methodType, LibraryField.METHOD_TYPE_RESULT);
    return text.append(')').append(vm.mirrors().klassOf(result).typeDescriptor()).toString();
  }

  // ---- Fields ----

  /** The field of a name in argument 0, whose class is its holder; null if there is none. */
  @Nullable Field field() {
    return declaring() instanceof InstanceKlass klass
        ? Resolution.findField(klass, new FieldConstant(klass.name(), name(), descriptor()))
        : null;
  }

  /** Makes argument 0 the resolved name of a field. */
  void isField(Field field, int referenceKind) {
    int flags = IS_FIELD | referenceKind << KIND_SHIFT | (field.access() & FIELD_FLAGS);
    if (ClassMembers.isTrustedFinal(field)) {
      flags |= TRUSTED_FINAL;
    }
    set(flags, field.holder());
  }

  private void set(int flags, Klass holder) {
    call.fields().i32(member(), LibraryField.MEMBER_NAME_FLAGS, flags);
    call.fields().ref(member(), LibraryField.MEMBER_NAME_CLASS, vm.mirrors().of(holder));
  }

  // ---- Methods ----

  /** The method of a resolved name; null for another name. */
  static @Nullable Method target(NativeCall call, int member) {
    long descriptor = call.memory().u32(Allocator.offset(member) + InjectedFields.MEMBER_TARGET);
    return descriptor == 0 ? null : call.vm().methods().at(descriptor);
  }

  private void target(Method method) {
    long place = Allocator.offset(member()) + InjectedFields.MEMBER_TARGET;
    call.memory().u32(place, method.descriptor());
  }

  /**
   * Makes argument 0 the resolved name of a method that is called as {@code found} through a class.
   *
   * @param found what resolution gave, a miranda where a class has none of its own
   */
  private void isMethod(Klass named, Method found) {
    InstanceKlass holder = found.holder();
    if (found.isStatic()) {
      set(methodFlags(found) | IS_METHOD | INVOKE_STATIC << KIND_SHIFT, holder);
      target(found.target());
    } else if (found.isConstructor()) {
      set(methodFlags(found) | IS_CONSTRUCTOR | INVOKE_SPECIAL << KIND_SHIFT, holder);
      target(found.target());
    } else if (found.isStaticallyBound()) {
      set(methodFlags(found) | IS_METHOD | INVOKE_SPECIAL << KIND_SHIFT, holder);
      target(found.target());
    } else if (holder.isInterface()) {
      set(methodFlags(found) | IS_METHOD | INVOKE_INTERFACE << KIND_SHIFT, holder);
      target(found);
    } else {
      boolean ofInterface = named.isInterface() && holder.superKlass() == null;
      Klass shown = found.origin() == Method.Origin.MIRANDA && !ofInterface ? named : holder;
      set(methodFlags(found) | IS_METHOD | INVOKE_VIRTUAL << KIND_SHIFT, shown);
      target(found);
    }
  }

  static int methodFlags(Method method) {
    int flags = method.access() & METHOD_FLAGS;
    if (isCallerSensitive(method)) {
      flags |= CALLER_SENSITIVE;
    }
    return method.isHidden() ? flags | HIDDEN_MEMBER : flags;
  }

  static boolean isCallerSensitive(Method method) {
    return method.holder().loader().isBoot() && method.info().hasAnnotation(CALLER_SENSITIVE_MARK);
  }

  /** Makes argument 0 the name of the method that a reflective object stands for. */
  void isMethod(Method method) {
    isMethod(method.holder(), method);
  }

  /**
   * Resolves the method name in argument 0.
   *
   * @param caller the class that must have access, null for whoever has it to all
   * @throws LinkageFailure as the instruction of the name's kind would
   */
  void resolveMethod(@Nullable InstanceKlass caller) throws LinkageFailure {
    Klass named = declaring();
    if (named == null || named.isPrimitive()) {
      throw new LinkageFailure("java/lang/InternalError", "nothing to resolve");
    }
    PolymorphicMethod polymorphic = PolymorphicMethod.in(named, name());
    if (polymorphic != null) {
      isPolymorphic((InstanceKlass) named);
      return;
    }
    InvokeKind kind =
        switch (referenceKind()) {
          case INVOKE_STATIC -> InvokeKind.STATIC;
          case INVOKE_VIRTUAL -> InvokeKind.VIRTUAL;
          case INVOKE_INTERFACE -> InvokeKind.INTERFACE;
          default -> InvokeKind.SPECIAL;
        };
    MethodConstant constant =
        new MethodConstant(named.name(), name(), descriptor(), named.isInterface());
    Method resolved = MethodResolution.resolve(caller, named, constant, kind);
    switch (kind) {
      case STATIC -> isMethod(named, resolved);
      case SPECIAL -> {
        Method selected = MethodResolution.selectSpecial(caller, named, resolved);
        isMethod(named, selected);
        boundStatically(selected);
      }
      case VIRTUAL, INTERFACE -> isMethod(named, MethodResolution.dispatched(named, resolved));
    }
  }

  /** A method called by {@code invokespecial} is, whether or not another call of it would look. */
  private void boundStatically(Method method) {
    int flags = flags() & ~(KIND_MASK << KIND_SHIFT);
    call.fields()
        .i32(member(), LibraryField.MEMBER_NAME_FLAGS, flags | INVOKE_SPECIAL << KIND_SHIFT);
    target(method.target());
  }

  /** A polymorphic method has any type; the library calls it by instructions of its own. */
  private void isPolymorphic(InstanceKlass holder) throws LinkageFailure {
    for (Method method : holder.methods()) {
      if (method.name().equals(name())) {
        int kind = method.isStatic() ? INVOKE_STATIC : INVOKE_SPECIAL;
        set(methodFlags(method) | IS_METHOD | kind << KIND_SHIFT, holder);
        target(method);
        return;
      }
    }
    throw new LinkageFailure("java/lang/NoSuchMethodError", name());
  }

  /** Fills in what a resolved name was not given. */
  void expand() {
    Method method = target(call, member());
    if (method == null) {
      return;
    }
    if (call.fields().ref(member(), LibraryField.MEMBER_NAME_NAME) == 0) {
      int name = vm.strings().intern(method.name());
      call.fields().ref(member(), LibraryField.MEMBER_NAME_NAME, name);
    }
    if (call.fields().ref(member(), LibraryField.MEMBER_NAME_TYPE) == 0) {
      int type = vm.strings().make(method.signature());
      call.fields().ref(member(), LibraryField.MEMBER_NAME_TYPE, type);
    }
  }
}
