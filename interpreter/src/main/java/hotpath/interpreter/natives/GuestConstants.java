package hotpath.interpreter.natives;

import hotpath.interpreter.classfile.Constant.BootstrapMethod;
import hotpath.interpreter.classfile.Constant.ClassConstant;
import hotpath.interpreter.classfile.Constant.DynamicConstant;
import hotpath.interpreter.classfile.Constant.InvokeDynamicConstant;
import hotpath.interpreter.classfile.Constant.MethodConstant;
import hotpath.interpreter.classfile.Constant.MethodHandleConstant;
import hotpath.interpreter.classfile.Constant.MethodTypeConstant;
import hotpath.interpreter.classfile.MethodDescriptor;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.Klass;
import hotpath.interpreter.link.LinkageFailure;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.link.Resolution;
import hotpath.interpreter.link.indy.ConstantEntries;
import hotpath.interpreter.link.indy.ConstantEntries.Entry;
import hotpath.interpreter.link.indy.ConstantEntries.Result;
import java.util.ArrayList;
import java.util.List;

/** Natives of {@code hotpath.guest.Constants} and {@code CallLinking}. */
final class GuestConstants {
  private static final String NATIVES = "java/lang/invoke/MethodHandleNatives";

  private GuestConstants() {}

  static void register(NativeRows rows) {
    rows.add("kind", "(I)C", call -> call.returnInt(kind(entry(call).constant())));
    rows.add("intValue", "(I)I", call -> call.returnInt((Integer) entry(call).constant()));
    rows.add("longValue", "(I)J", call -> call.returnLong((Long) entry(call).constant()));
    rows.add("floatValue", "(I)F", call -> call.returnFloat((Float) entry(call).constant()));
    rows.add("doubleValue", "(I)D", call -> call.returnDouble((Double) entry(call).constant()));
    rows.add("text", "(I)Ljava/lang/String;", GuestConstants::text);
    rows.add("type", "(I)Ljava/lang/Class;", GuestConstants::type);
    rows.add("holder", "(I)Ljava/lang/Class;", call -> call.returnClass(entry(call).holder()));
    rows.add("name", "(I)Ljava/lang/String;", GuestConstants::name);
    rows.add("descriptorTypes", "(I)[Ljava/lang/Class;", GuestConstants::descriptorTypes);
    rows.add("isFieldHandle", "(I)Z", call -> call.returnBoolean(handle(call).isField()));
    rows.add("handleKind", "(I)I", call -> call.returnInt(handle(call).kind()));
    rows.add("bootstrapMethod", "(I)I", GuestConstants::bootstrapMethod);
    rows.add(
        "argumentCount",
        "(I)I",
        call -> call.returnInt(entry(call).bootstrap().argumentIndexes().size()));
    rows.add("argument", "(II)I", GuestConstants::argument);
    registerResults(rows);
    registerLibrary(rows);
  }

  private static void registerResults(NativeRows rows) {
    rows.add(
        "isResolved",
        "(I)Z",
        call -> call.returnBoolean(entries(call).result(call.intArg(0)) instanceof Result.Value));
    rows.add("result", "(I)Ljava/lang/Object;", GuestConstants::result);
    rows.add("failure", "(I)Ljava/lang/Throwable;", GuestConstants::failure);
    rows.add(
        "resolved",
        "(ILjava/lang/Object;)V",
        call -> entries(call).resolved(call.intArg(0), call.ref(1)));
    rows.add(
        "failed",
        "(ILjava/lang/Throwable;)V",
        call -> entries(call).failed(call.intArg(0), call.ref(1)));
  }

  private static void registerLibrary(NativeRows rows) {
    String type = "Ljava/lang/invoke/MethodType;";
    library(
        rows,
        "findMethodType",
        "(Ljava/lang/Class;[Ljava/lang/Class;)" + type,
        "findMethodHandleType",
        "(Ljava/lang/Class;[Ljava/lang/Class;)" + type);
    String handle = "(Ljava/lang/Class;ILjava/lang/Class;Ljava/lang/String;Ljava/lang/Object;)";
    library(
        rows,
        "linkMethodHandle",
        handle + "Ljava/lang/Object;",
        "linkMethodHandleConstant",
        handle + "Ljava/lang/invoke/MethodHandle;");
    library(
        rows,
        "linkDynamicConstant",
        "(Ljava/lang/Class;Ljava/lang/Object;Ljava/lang/String;Ljava/lang/Class;"
            + "Ljava/lang/Object;)Ljava/lang/Object;",
        "linkDynamicConstant",
        "(" + "Ljava/lang/Object;".repeat(5) + ")Ljava/lang/Object;");
  }

  static void registerCallLinking(NativeRows rows) {
    String member = "Ljava/lang/invoke/MemberName;";
    String before = "(Ljava/lang/Class;ILjava/lang/Class;Ljava/lang/String;";
    library(
        rows,
        "linkMethod",
        before + "Ljava/lang/invoke/MethodType;[Ljava/lang/Object;)Ljava/lang/Object;",
        "linkMethod",
        before + "Ljava/lang/Object;[Ljava/lang/Object;)" + member);
    library(
        rows,
        "linkCallSite",
        "(Ljava/lang/Class;Ljava/lang/Object;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
            + "Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;",
        "linkCallSite",
        "(" + "Ljava/lang/Object;".repeat(5) + "[Ljava/lang/Object;)" + member);
    rows.add("linked", "(ILjava/lang/Object;Ljava/lang/Object;)V", GuestConstants::linked);
  }

  /** A native that is a method of the library's linker, which the class file may not name. */
  private static void library(
      NativeRows rows, String name, String signature, String method, String methodSignature) {
    rows.add(
        name,
        signature,
        call -> {
          Method target = call.vm().calls().libraryMethod(NATIVES, method, methodSignature);
          if (call.initialize(target.holder())) {
            long[] slots = new long[target.argumentSlots()];
            for (int i = 0; i < slots.length; i++) {
              slots[i] = call.longArg(i);
            }
            call.tailCall(target, slots);
          }
        });
  }

  private static ConstantEntries entries(NativeCall call) {
    return call.vm().constantEntries();
  }

  private static Entry entry(NativeCall call) {
    return entries(call).get(call.intArg(0));
  }

  private static char kind(Object constant) {
    return switch (constant) {
      case Integer _ -> 'I';
      case Long _ -> 'J';
      case Float _ -> 'F';
      case Double _ -> 'D';
      case String _ -> 'S';
      case ClassConstant _ -> 'C';
      case MethodTypeConstant _ -> 'T';
      case MethodHandleConstant _ -> 'H';
      case DynamicConstant _ -> 'Y';
      default -> throw new IllegalStateException(constant + " is not loadable");
    };
  }

  private static void text(NativeCall call) {
    call.returnRef(call.vm().strings().intern((String) entry(call).constant()));
  }

  private static void type(NativeCall call) {
    Entry entry = entry(call);
    String name =
        entry.constant() instanceof ClassConstant named ? named.name() : handle(call).owner();
    Klass klass = MemberTypes.loadNamed(call, entry.holder(), name);
    if (klass == null) {
      return;
    }
    try {
      call.returnClass(Resolution.accessible(entry.holder(), klass));
    } catch (LinkageFailure failure) {
      call.throwFailure(failure);
    }
  }

  private static MethodHandleConstant handle(NativeCall call) {
    return (MethodHandleConstant) entry(call).constant();
  }

  private static void name(NativeCall call) {
    String name =
        switch (entry(call).constant()) {
          case MethodConstant constant -> constant.name();
          case MethodHandleConstant constant -> constant.name();
          case DynamicConstant constant -> constant.name();
          case InvokeDynamicConstant constant -> constant.name();
          default -> throw new IllegalStateException("no name");
        };
    call.returnRef(call.vm().strings().intern(name));
  }

  private static String descriptor(Object constant) {
    return switch (constant) {
      case MethodConstant of -> of.descriptor();
      case MethodHandleConstant of -> of.descriptor();
      case MethodTypeConstant of -> of.descriptor();
      case DynamicConstant of -> of.descriptor();
      case InvokeDynamicConstant of -> of.descriptor();
      default -> throw new IllegalStateException(constant + " has no descriptor");
    };
  }

  private static void descriptorTypes(NativeCall call) {
    Entry entry = entry(call);
    String descriptor = descriptor(entry.constant());
    List<String> names = new ArrayList<>();
    if (descriptor.startsWith("(")) {
      MethodDescriptor method = MethodDescriptor.parse(descriptor);
      names.addAll(method.arguments());
      names.add(method.returnType());
    } else {
      names.add(descriptor);
    }
    MemberTypes types = new MemberTypes(call);
    List<Klass> klasses = new ArrayList<>();
    for (String name : names) {
      Klass klass = types.load(entry.holder(), name);
      if (klass == null) {
        return;
      }
      klasses.add(klass);
    }
    JavaLangClass.returnClasses(call, klasses);
  }

  private static void bootstrapMethod(NativeCall call) {
    InstanceKlass holder = entry(call).holder();
    call.returnInt(entries(call).constant(holder, entry(call).bootstrap().method()));
  }

  private static void argument(NativeCall call) {
    Entry entry = entry(call);
    BootstrapMethod bootstrap = entry.bootstrap();
    Object constant =
        entry.holder().classFile().constant(bootstrap.argumentIndexes().get(call.intArg(1)));
    call.returnInt(entries(call).constant(entry.holder(), constant));
  }

  private static void result(NativeCall call) {
    if (entries(call).result(call.intArg(0)) instanceof Result.Value value) {
      call.returnRef(call.vm().references().get(value.cell()));
    }
  }

  private static void failure(NativeCall call) {
    if (entries(call).result(call.intArg(0)) instanceof Result.Failure failure) {
      call.returnRef(call.vm().references().get(failure.cell()));
    }
  }

  private static void linked(NativeCall call) {
    Method method = MemberNames.target(call, call.ref(1));
    if (method == null) {
      call.throwNew("java/lang/LinkageError", "the call site's method is not resolved");
    } else {
      entries(call).linked(call.intArg(0), method, call.ref(2));
    }
  }
}
