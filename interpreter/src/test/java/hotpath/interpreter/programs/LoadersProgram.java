package hotpath.interpreter.programs;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.function.Supplier;

/** Class loaders of a program, resources, reference queues. */
@SuppressWarnings({"BadInstanceof", "ReferenceEquality"}) // a guest program: on purpose
final class LoadersProgram {
  private LoadersProgram() {}

  public static void main(String[] args) {
    run(System.out);
  }

  /** What is loaded once by each loader. */
  public abstract static class LoadedBase implements Supplier<String> {
    static int instances;
    protected final int number = ++instances;

    String hidden() {
      return "base";
    }
  }

  /** Loaded by a loader of the program, with its super class. */
  public static final class Loaded extends LoadedBase {
    @Override
    public String get() {
      Part[] parts = {new Part(number)};
      return hidden() + parts[0].value + (parts instanceof Object[]);
    }

    @Override
    String hidden() {
      return "loaded";
    }
  }

  /** A part of {@link Loaded}. */
  static final class Part {
    final int value;

    Part(int value) {
      this.value = value * 10;
    }
  }

  private static final class Own extends ClassLoader {
    private final PrintStream out;

    Own(PrintStream out) {
      super(LoadersProgram.class.getClassLoader());
      this.out = out;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        boolean own = name.contains("$Loaded") || name.contains("$Part");
        if (known != null || !own) {
          return known != null ? known : super.loadClass(name, resolve);
        }
        out.println("load " + name.substring(name.indexOf('$')));
        String file = name.replace('.', '/') + ".class";
        try (InputStream in = getParent().getResourceAsStream(file)) {
          byte[] bytes = in.readAllBytes();
          return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
          throw new ClassNotFoundException(name, e);
        }
      }
    }
  }

  static void run(PrintStream out) {
    try {
      loaders(out);
    } catch (ReflectiveOperationException e) {
      out.println("unexpected " + e);
    }
    references(out);
  }

  private static void loaders(PrintStream out) throws ReflectiveOperationException {
    String name = Loaded.class.getName();
    Class<?> first = new Own(out).loadClass(name);
    Class<?> second = Class.forName(name, true, new Own(out));
    out.println(first == second);
    out.println(first.getSuperclass() == LoadedBase.class);
    for (Class<?> type : new Class<?>[] {first, second, Loaded.class}) {
      for (int i = 0; i < 2; i++) {
        Supplier<?> made = (Supplier<?>) type.getConstructor().newInstance();
        out.println(made.get() + " " + (made instanceof Loaded));
      }
    }
    out.println(first.getClassLoader() == second.getClassLoader());
    out.println(Loaded.class.getClassLoader() == ClassLoader.getSystemClassLoader());
    try {
      first.getClassLoader().loadClass("none.Such");
    } catch (ClassNotFoundException e) {
      out.println(e.getMessage());
    }
    try {
      new ClassLoader() {
        Class<?> bad() {
          return defineClass("p.Bad", new byte[100], 0, 100);
        }
      }.bad();
    } catch (ClassFormatError e) {
      out.println(e.getMessage());
    }
  }

  private static void references(PrintStream out) {
    ReferenceQueue<Object> queue = new ReferenceQueue<>();
    Object kept = new Object();
    WeakReference<Object> strong = new WeakReference<>(kept, queue);
    WeakReference<Object> weak = weakTo(queue);
    for (int i = 0; i < 50 && weak.get() != null; i++) {
      System.gc();
    }
    out.println((strong.get() == kept) + " " + weak.get());
    Object polled = null;
    for (long i = 0; i < 100_000_000 && polled == null; i++) {
      polled = queue.poll();
    }
    out.println(polled == weak);
  }

  private static WeakReference<Object> weakTo(ReferenceQueue<Object> queue) {
    return new WeakReference<>(new Object(), queue);
  }
}
