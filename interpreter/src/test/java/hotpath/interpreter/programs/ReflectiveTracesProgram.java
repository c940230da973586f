package hotpath.interpreter.programs;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/**
 * What reflective calls, proxies and missing classes throw, with its causes and with every frame
 * above this class, those of the library included.
 */
@SuppressWarnings({"ReturnValueIgnored", "ReferenceEquality", "UnusedVariable"})
final class ReflectiveTracesProgram {
  private ReflectiveTracesProgram() {}

  public static void main(String[] args) {
    run(System.out);
  }

  static void run(PrintStream out) {
    try {
      calls(out);
      mismatches(out);
      constructors(out);
      proxies(out);
      missingClasses(out);
      modules(out);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private interface Action {
    Object run() throws Throwable;
  }

  private static void attempt(PrintStream out, String name, Action action) {
    out.println("== " + name);
    try {
      out.println(action.run());
    } catch (Throwable e) {
      print(out, e);
    }
  }

  /** Without numbers of proxies, which count those of the whole JVM. */
  private static void print(PrintStream out, Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      out.println(each.toString().replaceAll(" to .*unnamed module.*", ""));
      for (StackTraceElement frame : each.getStackTrace()) {
        String module = frame.getModuleName();
        boolean ofLibrary = module != null && !module.startsWith("hotpath");
        String text =
            frame.getClassName()
                + '.'
                + frame.getMethodName()
                + ':'
                + frame.getLineNumber()
                + (ofLibrary ? " in " + module : "");
        out.println("  " + text.replaceAll("([Pp]roxy)[0-9]+", "$1"));
        if (frame.getMethodName().equals("attempt")) {
          break;
        }
      }
    }
  }

  static class Subject {
    Subject(int x) {
      if (x > 1) {
        throw new IllegalStateException("too large");
      }
    }

    Subject(String s, long l, int i, char c) {}

    int same(int a) {
      return a;
    }

    void fail() {
      throw new ArithmeticException("failed");
    }

    int hash(Object o) {
      return o.hashCode();
    }

    Object cast(Object o) {
      return (String) o;
    }

    static Object sum(String s, Integer i, Object o, int j) {
      return ((Integer) o) + j;
    }

    static int many(int... x) {
      return x.length;
    }
  }

  static class Broken {
    static {
      fail();
    }

    Broken() {}

    static void fail() {
      throw new IllegalArgumentException("initializer");
    }

    static void call() {}
  }

  abstract static class Abstract {
    Abstract() {}
  }

  interface Shape {
    void bar();

    default void foo() {
      throw new IllegalStateException("foo");
    }
  }

  private static Method method(Class<?> type, String name) {
    for (Method each : type.getDeclaredMethods()) {
      if (each.getName().equals(name)) {
        return each;
      }
    }
    throw new AssertionError(name);
  }

  private static Constructor<?> constructor(Class<?>... types) throws NoSuchMethodException {
    return Subject.class.getDeclaredConstructor(types);
  }

  private static void calls(PrintStream out) {
    Subject subject = new Subject(0);
    attempt(out, "callee fails", () -> method(Subject.class, "fail").invoke(subject));
    attempt(
        out, "callee: null", () -> method(Subject.class, "hash").invoke(subject, (Object) null));
    attempt(out, "callee: cast", () -> method(Subject.class, "cast").invoke(subject, 5));
    attempt(out, "static", () -> method(Subject.class, "sum").invoke(null, "a", 1, 2, 3));
    attempt(out, "static: cast", () -> method(Subject.class, "sum").invoke(null, "a", 1, "q", 3));
    attempt(out, "arity", () -> method(Subject.class, "many").invoke(null, new int[3]));
    attempt(out, "widened", () -> method(Subject.class, "same").invoke(subject, (short) 4));
    attempt(out, "broken", () -> method(Broken.class, "call").invoke(null));
    attempt(out, "broken again", () -> method(Broken.class, "call").invoke(null));
    attempt(out, "adapted", () -> forName().invoke(null, "no.such"));
    attempt(out, "adapted, found", () -> forName().invoke(null, Subject.class.getName()));
    attempt(
        out,
        "nested",
        () -> invoke().invoke(method(Subject.class, "fail"), subject, new Object[0]));
    attempt(
        out,
        "nested, mismatch",
        () -> invoke().invoke(method(Subject.class, "same"), subject, new Object[] {"x"}));
  }

  private static Method forName() throws NoSuchMethodException {
    return Class.class.getMethod("forName", String.class);
  }

  private static Method invoke() throws NoSuchMethodException {
    return Method.class.getMethod("invoke", Object.class, Object[].class);
  }

  private static void mismatches(PrintStream out) {
    Subject subject = new Subject(0);
    Method same = method(Subject.class, "same");
    attempt(out, "receiver null", () -> same.invoke(null, 1));
    attempt(out, "receiver", () -> same.invoke("x", 1));
    attempt(out, "count", () -> same.invoke(subject));
    attempt(out, "type", () -> same.invoke(subject, "x"));
    attempt(out, "narrowed", () -> same.invoke(subject, 4L));
    attempt(out, "null", () -> same.invoke(subject, (Object) null));
    attempt(out, "2nd of 4", () -> method(Subject.class, "sum").invoke(null, "a", "b", 2, 3));
    attempt(out, "4th of 4", () -> method(Subject.class, "sum").invoke(null, "a", 1, 2, null));
  }

  private static void constructors(PrintStream out) {
    Class<?>[] four = {String.class, long.class, int.class, char.class};
    attempt(out, "constructor fails", () -> constructor(int.class).newInstance(2));
    attempt(out, "constructor", () -> constructor(int.class).newInstance(1).getClass());
    attempt(out, "type", () -> constructor(int.class).newInstance("s"));
    attempt(out, "null", () -> constructor(int.class).newInstance((Object) null));
    attempt(out, "count", () -> constructor(int.class).newInstance());
    attempt(out, "four", () -> constructor(four).newInstance("a", 1L, 2, 'c').getClass());
    attempt(out, "four, type", () -> constructor(four).newInstance("a", 1L, 2, 3));
    attempt(out, "abstract", () -> Abstract.class.getDeclaredConstructor().newInstance());
  }

  private static void proxies(PrintStream out) {
    InvocationHandler handler =
        (proxy, called, arguments) -> {
          switch (called.getName()) {
            case "foo" -> {
              return InvocationHandler.invokeDefault(proxy, called, arguments);
            }
            case "bar" -> throw new IOException("checked");
            default -> throw new IllegalStateException(called.getName());
          }
        };
    ClassLoader loader = ReflectiveTracesProgram.class.getClassLoader();
    Object hidden = Proxy.newProxyInstance(loader, new Class<?>[] {Shape.class}, handler);
    attempt(out, "checked", () -> run(() -> ((Shape) hidden).bar()));
    attempt(out, "default method", () -> run(() -> ((Shape) hidden).foo()));
    attempt(out, "reflective", () -> method(Shape.class, "bar").invoke(hidden));
    Object open = Proxy.newProxyInstance(loader, new Class<?>[] {Runnable.class}, handler);
    attempt(out, "in a module", () -> run((Runnable) open));
    attempt(out, "named", () -> open.getClass().getModule().isNamed());
  }

  private static Object run(Runnable action) {
    action.run();
    return "ran";
  }

  private static void missingClasses(PrintStream out) {
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    attempt(out, "forName", () -> Class.forName("no.such"));
    attempt(out, "by platform loader", () -> platform.loadClass("no.such"));
    attempt(out, "by boot loader", () -> Class.forName("no.such", false, null));
    attempt(out, "of array", () -> Class.forName("[Lno.such;"));
    attempt(out, "with slash", () -> Class.forName("no/such"));
    attempt(
        out,
        "by program's loader",
        () -> {
          try (URLClassLoader loader = new URLClassLoader(new URL[0], platform)) {
            return Class.forName("no.such", true, loader);
          }
        });
  }

  private static void modules(PrintStream out) throws ReflectiveOperationException {
    attempt(out, "not open", () -> accessible(List.class.getModule().getName()));
    List<String> answers = new ArrayList<>();
    Module base = String.class.getModule();
    for (String name : List.of("java.lang", "jdk.internal.misc", "java.util", "sun.misc")) {
      answers.add(name + ' ' + base.isExported(name) + ' ' + base.isOpen(name));
    }
    out.println(answers.subList(0, 3));
    attempt(
        out, "not exported", () -> Class.forName("jdk.internal.misc.VM").getMethods().length > 9);
    Class<?> unsafe = Class.forName("sun.misc.Unsafe");
    var field = unsafe.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    out.println(field.get(null).getClass());
  }

  private static Object accessible(String name) throws NoSuchFieldException {
    ArrayList.class.getDeclaredField("size").setAccessible(true);
    return name;
  }
}
