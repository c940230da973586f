package hotpath.interpreter.verify;

import hotpath.interpreter.classfile.Bytecode;
import hotpath.interpreter.classfile.ClassFile;
import hotpath.interpreter.classfile.Constant.ClassConstant;
import hotpath.interpreter.classfile.Constant.FieldConstant;
import hotpath.interpreter.classfile.Constant.InvokeDynamicConstant;
import hotpath.interpreter.classfile.Constant.MethodConstant;
import hotpath.interpreter.classfile.FieldInfo;
import hotpath.interpreter.classfile.MethodCode;
import hotpath.interpreter.classfile.MethodDescriptor;
import hotpath.interpreter.classfile.VerificationType;
import hotpath.interpreter.classfile.VerificationType.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules for field access and calls: arguments, receivers, constructors, protected members (JVMS
 * 4.10.1.8, 4.10.1.9).
 */
final class Members {
  private final MethodCode code;
  private final Types types;
  private final VerificationType current;
  private final boolean byInference;

  Members(MethodCode code, Types types, boolean byInference) {
    this.code = code;
    this.types = types;
    this.byInference = byInference;
    this.current = VerificationType.object(code.owner().name());
  }

  void field(int i, Bytecode op, TypeState state) {
    FieldConstant field = (FieldConstant) code.constant(i);
    VerificationType type = VerificationType.ofDescriptor(field.descriptor());
    boolean store = op == Bytecode.PUTSTATIC || op == Bytecode.PUTFIELD;
    if (store) {
      state.pop(type);
    }
    if (op == Bytecode.GETFIELD || op == Bytecode.PUTFIELD) {
      VerificationType object = state.pop();
      if (store && object.tag() == Tag.UNINITIALIZED_THIS && isOwnField(field)) {
        object = current;
      }
      VerificationType owner = ownerType(field.owner());
      if (field.owner().startsWith("[")) {
        throw new Rejection(
            "Expecting reference to class in class "
                + code.owner().name().replace('/', '.')
                + " at constant pool index "
                + code.constantIndex(i));
      }
      if (!types.isAssignable(object, owner)) {
        Rejection bad = state.badStack(object, Types.describe(owner));
        throw new Rejection(bad.headline() + (store ? " in putfield" : ""), bad.reason());
      }
      checkProtectedField(field, object, op);
    }
    if (!store) {
      state.push(type);
    }
  }

  /** A constructor may set fields of its own class before it calls another one. */
  private boolean isOwnField(FieldConstant field) {
    if (!field.owner().equals(code.owner().name())) {
      return false;
    }
    for (FieldInfo own : code.owner().fields()) {
      if (own.name().equals(field.name()) && own.descriptor().equals(field.descriptor())) {
        return true;
      }
    }
    return false;
  }

  private static VerificationType ownerType(String owner) {
    return VerificationType.object(owner);
  }

  private void checkProtectedField(FieldConstant field, VerificationType object, Bytecode op) {
    if (object.equals(current) || !types.isSelfOrSuper(field.owner())) {
      return;
    }
    LoadedClass owner = types.load(field.owner());
    if (isProtectedElsewhere(owner, owner.findField(field.name(), field.descriptor()))) {
      needsCurrent(object, "Bad access to protected data in " + op.mnemonic());
    }
  }

  private boolean isProtectedElsewhere(LoadedClass owner, LoadedClass.@Nullable Member member) {
    return member != null
        && (member.accessFlags() & ClassFile.ACC_PROTECTED) != 0
        && types.self().isSubclassOf(owner)
        && !types.self().isInSamePackage(member.holder());
  }

  /**
   * A protected member of a super class in another package is for objects of this class and its
   * subclasses only.
   */
  private void needsCurrent(VerificationType object, String headline) {
    boolean plainObjectInInterface = types.self().isInterface() && object.equals(Types.OBJECT);
    if (plainObjectInInterface || !types.isAssignable(object, current)) {
      throw new Rejection(
          headline,
          "Type "
              + Types.describe(object)
              + " (current frame, stack) is not assignable to "
              + Types.describe(current));
    }
  }

  void invoke(int i, Bytecode op, TypeState state) {
    if (op == Bytecode.INVOKEDYNAMIC) {
      InvokeDynamicConstant site = (InvokeDynamicConstant) code.constant(i);
      MethodDescriptor descriptor = MethodDescriptor.parse(site.descriptor());
      popArguments(descriptor, state);
      pushResult(descriptor, state);
      return;
    }
    MethodConstant method = (MethodConstant) code.constant(i);
    boolean isConstructor = method.name().equals("<init>");
    if (op == Bytecode.INVOKESPECIAL && !isConstructor) {
      checkSpecialOwner(method);
    }
    MethodDescriptor descriptor = MethodDescriptor.parse(method.descriptor());
    popArguments(descriptor, state);
    if (isConstructor) {
      construct(method, state);
    } else if (op == Bytecode.INVOKESPECIAL) {
      state.pop(current);
    } else if (op != Bytecode.INVOKESTATIC) {
      VerificationType object = state.pop(ownerType(method.owner()));
      if (op == Bytecode.INVOKEVIRTUAL) {
        checkProtectedMethod(method, object);
      }
    }
    pushResult(descriptor, state);
  }

  private static void popArguments(MethodDescriptor descriptor, TypeState state) {
    List<String> arguments = descriptor.arguments();
    for (int k = arguments.size() - 1; k >= 0; k--) {
      state.pop(VerificationType.ofDescriptor(arguments.get(k)));
    }
  }

  private static void pushResult(MethodDescriptor descriptor, TypeState state) {
    if (!descriptor.returnType().equals("V")) {
      state.push(VerificationType.ofDescriptor(descriptor.returnType()));
    }
  }

  /**
   * A method that is not a constructor may be named by a super class or, since there are frames, a
   * direct interface.
   */
  private void checkSpecialOwner(MethodConstant method) {
    String owner = method.owner();
    if (types.isSelfOrSuper(owner) || (!byInference && types.self().hasDirectInterface(owner))) {
      return;
    }
    if (byInference) {
      throw new Rejection("Illegal use of nonvirtual function call");
    }
    if (!owner.startsWith("[") && types.load(owner).isInterface()) {
      throw new Rejection(
          "Bad invokespecial instruction: interface method to invoke is not in a direct"
              + " superinterface.");
    }
    throw new Rejection(
        "Bad invokespecial instruction: current class isn't assignable to reference class.");
  }

  private void construct(MethodConstant method, TypeState state) {
    VerificationType object = state.pop();
    if (object.tag() == Tag.UNINITIALIZED_THIS) {
      @Nullable LoadedClass superclass = types.self().superclass();
      boolean ownOrSuper =
          method.owner().equals(types.self().name())
              || (superclass != null && method.owner().equals(superclass.name()));
      if (!ownOrSuper) {
        throw new Rejection("Bad <init> method call", "Not of this class or its super class.");
      }
      state.initialize(object, current);
    } else if (object.tag() == Tag.UNINITIALIZED) {
      String made = ((ClassConstant) code.constant(object.newIndex())).name();
      if (!made.equals(method.owner())) {
        throw new Rejection("Call to wrong <init> method");
      }
      checkProtectedConstructor(method);
      state.initialize(object, VerificationType.object(made));
    } else {
      throw new Rejection(
          "Bad operand type when invoking <init>",
          "Type " + Types.describe(object) + " is not an uninitialized object");
    }
  }

  private void checkProtectedConstructor(MethodConstant method) {
    if (!types.isSelfOrSuper(method.owner())) {
      return;
    }
    LoadedClass owner = types.load(method.owner());
    LoadedClass.@Nullable Member found = owner.findMethod(method.name(), method.descriptor());
    if (isProtectedElsewhere(owner, found)
        && !types.isAssignable(VerificationType.object(method.owner()), current)) {
      throw new Rejection("Bad access to protected <init> method");
    }
  }

  private void checkProtectedMethod(MethodConstant method, VerificationType object) {
    if (object.equals(current) || !types.isSelfOrSuper(method.owner())) {
      return;
    }
    LoadedClass owner = types.load(method.owner());
    if (!isProtectedElsewhere(owner, owner.findMethod(method.name(), method.descriptor()))) {
      return;
    }
    boolean arrayClone =
        Types.isArray(object)
            && method.owner().equals(Types.OBJECT_NAME)
            && method.name().equals("clone");
    if (!arrayClone) {
      needsCurrent(object, "Bad access to protected data in invokevirtual");
    }
  }
}
