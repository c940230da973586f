package hotpath.interpreter.programs;

import java.io.PrintStream;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Annotations, generic signatures, proxies, and walks of the stack. */
@SuppressWarnings({"unused", "InlineMeSuggester"}) // found by reflection
final class AnnotationsProgram {
  private AnnotationsProgram() {}

  enum Kind {
    PLAIN,
    SPECIAL {
      @Override
      public String toString() {
        return "special";
      }
    }
  }

  @Retention(RetentionPolicy.RUNTIME)
  @interface Part {
    int value();
  }

  @Retention(RetentionPolicy.RUNTIME)
  @interface All {
    String value() default "none";

    int[] numbers() default {1, 2};

    Class<?> type() default String.class;

    Kind kind() default Kind.PLAIN;

    Part part() default @Part(3);

    double real() default 0.5;

    char letter() default 'c';
  }

  @Retention(RetentionPolicy.RUNTIME)
  @Repeatable(Tags.class)
  @interface Tag {
    String value();
  }

  @Retention(RetentionPolicy.RUNTIME)
  @interface Tags {
    Tag[] value();
  }

  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE_USE)
  @interface OnType {}

  @All(
      value = "class",
      kind = Kind.SPECIAL,
      numbers = {})
  @Tag("one")
  @Tag("two")
  private static class Subject<T extends Comparable<T>> {
    @All public List<? super T> list;
    @Deprecated public @OnType int number;

    @All("method")
    public <Q> Map<String, Q[]> method(@Part(7) T first, int... more) {
      return Map.of();
    }
  }

  private interface Greeter {
    String greet(String name);

    default String twice() {
      return greet("a") + greet("b");
    }
  }

  public static void main(String[] args) {
    run(System.out);
  }

  static void run(PrintStream out) {
    try {
      annotations(out);
      proxies(out);
      walks(out);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void annotations(PrintStream out) throws ReflectiveOperationException {
    Class<?> subject = Subject.class;
    out.println(Arrays.toString(subject.getAnnotations()));
    out.println(Arrays.toString(subject.getAnnotationsByType(Tag.class)));
    All all = subject.getAnnotation(All.class);
    out.println(all.kind() + " " + all.part().value() + " " + all.type() + all.numbers().length);
    out.println(all.equals(subject.getAnnotation(All.class)) + " " + all.annotationType());
    out.println(subject.getField("list").getGenericType());
    out.println(subject.getField("list").getAnnotation(All.class).value());
    out.println(Arrays.toString(subject.getField("number").getAnnotatedType().getAnnotations()));
    for (Method method : subject.getDeclaredMethods()) {
      out.println(method.toGenericString() + Arrays.toString(method.getParameters()));
      out.println(Arrays.deepToString(method.getParameterAnnotations()));
      out.println(Arrays.toString(method.getAnnotations()));
    }
    out.println(All.class.getMethod("real").getDefaultValue());
    out.println(Arrays.toString(subject.getTypeParameters()[0].getBounds()));
  }

  private static void proxies(PrintStream out) {
    InvocationHandler handler =
        (proxy, method, arguments) ->
            method.isDefault()
                ? InvocationHandler.invokeDefault(proxy, method)
                : method.getName() + Arrays.toString(arguments);
    Greeter greeter =
        (Greeter)
            Proxy.newProxyInstance(
                AnnotationsProgram.class.getClassLoader(), new Class<?>[] {Greeter.class}, handler);
    out.println(greeter.greet("you") + " " + greeter.twice());
    out.println(Proxy.isProxyClass(greeter.getClass()));
  }

  private static void walks(PrintStream out) {
    Runnable walk =
        () -> {
          StackWalker walker = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
          List<String> frames =
              walker.walk(
                  all -> all.limit(3).map(f -> f.getMethodName() + f.getDescriptor()).toList());
          out.println(frames);
          out.println(walker.getCallerClass());
        };
    walk.run();
    out.println(depth(100));
  }

  private static long depth(int more) {
    return more == 0
        ? StackWalker.getInstance().walk(all -> all.filter(f -> f.getLineNumber() > 0).count())
            / 100
        : depth(more - 1);
  }
}
