package hotpath.interpreter.programs;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Two loaders that mean different classes by one name, where their classes meet. */
@SuppressWarnings({"ClassCanBeStatic", "UnusedVariable"}) // a guest program: on purpose
public final class LoaderConstraintsProgram {
  private LoaderConstraintsProgram() {}

  public static void main(String[] args) {
    run(System.out);
  }

  public static class Argument {}

  public static class Base {
    public static Argument field = new Argument();

    public static Argument make() {
      return field;
    }

    public String take(Argument argument) {
      return "base";
    }

    public String takeAll(Argument[] arguments) {
      return "base, all";
    }
  }

  public interface Face {
    String put(Argument argument);
  }

  public static class Derived extends Base {
    @Override
    public String take(Argument argument) {
      return "derived";
    }
  }

  public static class Implementation implements Face {
    @Override
    public String put(Argument argument) {
      return "implementation";
    }
  }

  public static final Face FACE = new Implementation();

  /** What a loader of its own runs. */
  public interface Action {
    Object run();
  }

  public static class CallsMethod implements Action {
    @Override
    public Object run() {
      return new Base().take(new Argument());
    }
  }

  public static class CallsBeforeItLoads implements Action {
    @Override
    public Object run() {
      return new Base().take(null) + new Argument().getClass().getName();
    }
  }

  public static class CallsOnlyWithNull implements Action {
    @Override
    public Object run() {
      return new Base().take(null);
    }
  }

  public static class CallsStatic implements Action {
    @Override
    public Object run() {
      return new Argument().getClass().getName() + Base.make();
    }
  }

  public static class CallsWithArray implements Action {
    @Override
    public Object run() {
      return new Argument().getClass().getName() + new Base().takeAll(null);
    }
  }

  public static class CallsInterface implements Action {
    @Override
    public Object run() {
      return new Argument().getClass().getName() + LoaderConstraintsProgram.FACE.put(null);
    }
  }

  public static class GetsField implements Action {
    @Override
    public Object run() {
      return new Argument().getClass().getName() + Base.field;
    }
  }

  public static class Overrides implements Action {
    @Override
    public Object run() {
      return new Argument().getClass().getName() + new Derived().take(null);
    }
  }

  public static class OverridesBeforeItLoads implements Action {
    @Override
    public Object run() {
      return new Derived().take(null) + new Argument().getClass().getName();
    }
  }

  public static class Implements implements Action {
    @Override
    public Object run() {
      return new Argument().getClass().getName() + new Implementation().put(null);
    }
  }

  private static final class Own extends ClassLoader {
    private final Set<String> own = new HashSet<>();

    Own(List<Class<?>> classes) {
      super("own", LoaderConstraintsProgram.class.getClassLoader());
      classes.forEach(each -> own.add(each.getName()));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      Class<?> known = findLoadedClass(name);
      if (known != null || !own.contains(name)) {
        return known != null ? known : super.loadClass(name, resolve);
      }
      String file = '/' + name.replace('.', '/') + ".class";
      try (InputStream in = LoaderConstraintsProgram.class.getResourceAsStream(file)) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    Class<?> defineAgain(Class<?> type) throws ClassNotFoundException {
      own.add(type.getName());
      String file = '/' + type.getName().replace('.', '/') + ".class";
      loadClass(type.getName());
      try (InputStream in = LoaderConstraintsProgram.class.getResourceAsStream(file)) {
        byte[] bytes = in.readAllBytes();
        return defineClass(type.getName(), bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(type.getName(), e);
      }
    }
  }

  static void run(PrintStream out) {
    attempt(out, CallsMethod.class, Argument.class);
    attempt(out, CallsMethod.class, Argument.class, Base.class);
    attempt(out, CallsMethod.class);
    attempt(out, CallsBeforeItLoads.class, Argument.class);
    attempt(out, CallsOnlyWithNull.class, Argument.class);
    attempt(out, CallsStatic.class, Argument.class);
    attempt(out, CallsWithArray.class, Argument.class);
    attempt(out, CallsInterface.class, Argument.class);
    attempt(out, GetsField.class, Argument.class);
    attempt(out, Overrides.class, Argument.class, Derived.class);
    attempt(out, Overrides.class, Derived.class);
    attempt(out, OverridesBeforeItLoads.class, Argument.class, Derived.class);
    attempt(out, Implements.class, Argument.class, Implementation.class);
    try {
      out.println(new Own(List.of()).defineAgain(Argument.class));
    } catch (ReflectiveOperationException | LinkageError e) {
      print(out, e);
    }
  }

  private static void attempt(PrintStream out, Class<?> action, Class<?>... own) {
    List<Class<?>> classes = new java.util.ArrayList<>(List.of(own));
    classes.add(action);
    out.println("== " + action.getSimpleName() + ' ' + own.length);
    try {
      Class<?> type = Class.forName(action.getName(), true, new Own(classes));
      out.println(((Action) type.getDeclaredConstructor().newInstance()).run());
    } catch (ReflectiveOperationException | LinkageError e) {
      print(out, e);
    }
  }

  /** Without addresses, and without what tells the module of a test. */
  private static void print(PrintStream out, Throwable e) {
    String text = e.toString().replaceAll("@[0-9a-f]+", "@");
    out.println(text.replaceAll("(unnamed module|module hotpath[.a-z]*)", "module"));
    for (StackTraceElement each : e.getStackTrace()) {
      if (each.getMethodName().equals("run")) {
        out.println(each.getClassLoaderName() + ' ' + each.getLineNumber());
        return;
      }
    }
  }
}
