package hotpath.interpreter.programs;

import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.constant.ConstantDescs.CD_Class;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import java.io.PrintStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Call sites and constants with bootstrap methods of the program's own, in hidden classes that it
 * makes by the library's class-file API.
 */
@SuppressWarnings({"unused", "ReferenceEquality"}) // found by name, and on purpose
final class DynamicCodeProgram {
  private static final ClassDesc HERE = ClassDesc.of(DynamicCodeProgram.class.getName());
  private static final ClassDesc LOOKUP = MethodHandles.Lookup.class.describeConstable().get();
  private static PrintStream log = System.out;

  private DynamicCodeProgram() {}

  public static void main(String[] args) {
    run(System.out);
  }

  /** Links a call site; logs that it does. */
  static CallSite site(
      MethodHandles.Lookup lookup, String name, MethodType type, Object... arguments)
      throws ReflectiveOperationException {
    log.println("link " + name + type + Arrays.deepToString(arguments));
    MethodHandle show =
        lookup.findStatic(
            DynamicCodeProgram.class,
            "show",
            MethodType.methodType(String.class, String.class, int.class, Object.class));
    return new ConstantCallSite(MethodHandles.insertArguments(show, 0, name).asType(type));
  }

  static CallSite failing(MethodHandles.Lookup lookup, String name, MethodType type) {
    log.println("fail " + name);
    throw new IllegalArgumentException(name);
  }

  static Object constant(MethodHandles.Lookup lookup, String name, Class<?> type, int number) {
    log.println("constant " + name + " " + type);
    return type == int.class ? (Object) number : type == long.class ? (Object) (long) number : name;
  }

  static String show(String name, int number, Object object) {
    return name + number + object;
  }

  private static DirectMethodHandleDesc bootstrap(
      String name, ClassDesc result, ClassDesc... more) {
    ClassDesc[] parameters = new ClassDesc[3 + more.length];
    parameters[0] = LOOKUP;
    parameters[1] = CD_String;
    parameters[2] = result.equals(CD_Object) ? CD_Class : ClassDesc.of(MethodType.class.getName());
    System.arraycopy(more, 0, parameters, 3, more.length);
    return MethodHandleDesc.ofMethod(
        DirectMethodHandleDesc.Kind.STATIC, HERE, name, MethodTypeDesc.of(result, parameters));
  }

  private static MethodHandle compiled(String result, Consumer<CodeBuilder> body)
      throws ReflectiveOperationException {
    MethodTypeDesc type = MethodTypeDesc.ofDescriptor("(I)" + result);
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of("hotpath.interpreter.programs.Made"),
                made -> made.withMethodBody("call", type, ACC_PUBLIC | ACC_STATIC, body::accept));
    MethodHandles.Lookup made = MethodHandles.lookup().defineHiddenClass(bytes, true);
    log.println(
        made.lookupClass().isHidden() + " " + made.lookupClass().getSimpleName().indexOf("Made/"));
    MethodType methodType = MethodType.fromMethodDescriptorString("(I)" + result, null);
    return made.findStatic(made.lookupClass(), "call", methodType);
  }

  static void run(PrintStream out) {
    log = out;
    try {
      callSites(out);
      failures(out);
      constants(out);
      hidden(out);
    } catch (Throwable thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  private static void callSites(PrintStream out) throws Throwable {
    ClassDesc objects = CD_Object.arrayType();
    ConstantDesc[] arguments = {
      5,
      7L,
      2.5f,
      -0.5,
      "text",
      CD_Object.arrayType(),
      MethodTypeDesc.of(CD_int, CD_String),
      MethodHandleDesc.ofMethod(
          DirectMethodHandleDesc.Kind.VIRTUAL, CD_String, "length", MethodTypeDesc.of(CD_int)),
      DynamicConstantDesc.ofNamed(bootstrap("constant", CD_Object, CD_int), "nested", CD_String, 1),
      ConstantDescs.NULL
    };
    DynamicCallSiteDesc site =
        DynamicCallSiteDesc.of(
            bootstrap("site", ClassDesc.of(CallSite.class.getName()), objects),
            "named",
            MethodTypeDesc.of(CD_String, CD_int, CD_String),
            arguments);
    MethodHandle handle =
        compiled(
            "Ljava/lang/String;",
            code -> code.iload(0).loadConstant("last").invokedynamic(site).areturn());
    int length = 0;
    for (int i = 0; i < 300; i++) {
      length += ((String) handle.invokeExact(i)).length();
    }
    out.println(length + (String) handle.invokeExact(-1));
  }

  private static void failures(PrintStream out) throws Throwable {
    DynamicCallSiteDesc site =
        DynamicCallSiteDesc.of(
            bootstrap("failing", ClassDesc.of(CallSite.class.getName())),
            "never",
            MethodTypeDesc.of(CD_int));
    MethodHandle handle = compiled("I", code -> code.invokedynamic(site).ireturn());
    for (int i = 0; i < 2; i++) {
      try {
        int ignored = (int) handle.invokeExact(1);
      } catch (BootstrapMethodError e) {
        // HotSpot makes the same error anew from its class and message: without a cause.
        out.println(e + (i == 0 ? " " + e.getCause() : ""));
      }
    }
  }

  private static void constants(PrintStream out) throws Throwable {
    DirectMethodHandleDesc constant = bootstrap("constant", CD_Object, CD_int);
    DynamicConstantDesc<?> number = DynamicConstantDesc.ofNamed(constant, "number", CD_int, 20);
    MethodHandle ints = compiled("I", code -> code.ldc(number).iload(0).iadd().ireturn());
    out.println((int) ints.invokeExact(1) + (int) ints.invokeExact(2));
    DynamicConstantDesc<?> wide = DynamicConstantDesc.ofNamed(constant, "wide", CD_long, 1 << 20);
    MethodHandle longs = compiled("J", code -> code.ldc(wide).dup2().lmul().lreturn());
    out.println((long) longs.invokeExact(1) + (long) longs.invokeExact(2));
    DynamicConstantDesc<?> text = DynamicConstantDesc.ofNamed(constant, "text", CD_String, 0);
    MethodHandle texts = compiled("Ljava/lang/String;", code -> code.ldc(text).areturn());
    out.println((String) texts.invokeExact(0) + (String) texts.invokeExact(0));
    MethodHandle types =
        compiled(
            "Ljava/lang/Object;", code -> code.ldc(MethodTypeDesc.of(CD_int, CD_long)).areturn());
    out.println(types.invokeExact(0) == types.invokeExact(1) ? types.invoke(0) : "differ");
  }

  /** A class with class data, in the nest of this one. */
  private static void hidden(PrintStream out) throws Throwable {
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of("hotpath.interpreter.programs.Data"),
                made ->
                    made.withMethodBody(
                        "call",
                        MethodTypeDesc.of(CD_String),
                        ACC_STATIC,
                        code ->
                            code.ldc(
                                    DynamicConstantDesc.ofNamed(
                                        ConstantDescs.ofConstantBootstrap(
                                            ClassDesc.of(MethodHandles.class.getName()),
                                            "classData",
                                            CD_Object),
                                        ConstantDescs.DEFAULT_NAME,
                                        CD_String))
                                .iconst_5()
                                .aconst_null()
                                .invokestatic(
                                    HERE,
                                    "inNest",
                                    MethodTypeDesc.of(CD_String, CD_String, CD_int, CD_Object))
                                .areturn()));
    MethodHandles.Lookup made =
        MethodHandles.lookup()
            .defineHiddenClassWithClassData(
                bytes, "data", true, MethodHandles.Lookup.ClassOption.NESTMATE);
    MethodHandle call =
        made.findStatic(made.lookupClass(), "call", MethodType.methodType(String.class));
    out.println((String) call.invokeExact());
    out.println(
        made.lookupClass().getNestHost() + " " + made.lookupClass().isNestmateOf(log.getClass()));
    try {
      Class.forName(made.lookupClass().getName());
    } catch (ClassNotFoundException e) {
      out.println("not found by name");
    }
  }

  private static String inNest(String data, int number, Object object) {
    return show(data, number, object);
  }
}
