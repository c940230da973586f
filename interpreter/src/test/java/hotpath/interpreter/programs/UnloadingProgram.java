package hotpath.interpreter.programs;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Classes are unloaded with their loader when nothing needs them, and not before. */
@SuppressWarnings("UnusedVariable") // a guest program: on purpose
public final class UnloadingProgram {
  private UnloadingProgram() {}

  public static void main(String[] args) {
    run(System.out);
  }

  /** Is loaded by a loader of its own. */
  public static class Loaded implements Supplier<Object> {
    static final List<Object> KEPT = new ArrayList<>();
    static Object self;

    public Loaded() {
      KEPT.add(new byte[100]);
    }

    @Override
    public Object get() {
      self = this;
      return KEPT.size() + " " + this.getClass().getName();
    }

    /** Its frame is all that needs the class. */
    public static String whileRunning(WeakReference<?> loader) {
      collect();
      return "running: " + (loader.get() != null) + ' ' + KEPT.size();
    }
  }

  /** Leads from one loader to the other. */
  public static class User implements Supplier<Object> {
    @Override
    public Object get() {
      return new Loaded().get();
    }
  }

  private static final class Own extends ClassLoader {
    private final ClassLoader ofLoaded;

    Own(ClassLoader ofLoaded) {
      super(UnloadingProgram.class.getClassLoader());
      this.ofLoaded = ofLoaded;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      boolean loaded = name.equals(Loaded.class.getName());
      if (loaded && ofLoaded != null) {
        return ofLoaded.loadClass(name);
      }
      if (!loaded && !name.equals(User.class.getName())) {
        return super.loadClass(name, resolve);
      }
      String file = '/' + name.replace('.', '/') + ".class";
      try (InputStream in = UnloadingProgram.class.getResourceAsStream(file)) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  static void run(PrintStream out) {
    try {
      out.println("after use: " + isAlive(used(out)));
      byInstance(out);
      byArray(out);
      byClass(out);
      out.println(byFrame());
      byOtherLoader(out);
      for (int i = 0; i < 20; i++) {
        used(new PrintStream(new java.io.ByteArrayOutputStream()));
      }
      collect();
      out.println("again: " + isAlive(used(out)));
    } catch (ReflectiveOperationException e) {
      out.println("unexpected " + e);
    }
  }

  private static Class<?> load(Class<?> type) throws ClassNotFoundException {
    return new Own(null).loadClass(type.getName());
  }

  private static Object instance(Class<?> type) throws ReflectiveOperationException {
    return type.getDeclaredConstructor().newInstance();
  }

  private static WeakReference<?> used(PrintStream out) throws ReflectiveOperationException {
    Class<?> type = load(Loaded.class);
    Supplier<?> made = (Supplier<?>) instance(type);
    out.println(made.get());
    return new WeakReference<>(type.getClassLoader());
  }

  static void collect() {
    System.gc();
  }

  private static boolean isAlive(WeakReference<?> reference) {
    for (int i = 0; i < 20 && reference.get() != null; i++) {
      collect();
    }
    return reference.get() != null;
  }

  private static void byInstance(PrintStream out) throws ReflectiveOperationException {
    Object[] instance = {instance(load(Loaded.class))};
    WeakReference<?> loader = new WeakReference<>(instance[0].getClass().getClassLoader());
    collect();
    out.println("by instance: " + (loader.get() != null) + ' ' + ((Supplier<?>) instance[0]).get());
    instance[0] = null;
    out.println("without: " + isAlive(loader));
  }

  private static void byArray(PrintStream out) throws ReflectiveOperationException {
    Object[] array = {java.lang.reflect.Array.newInstance(load(Loaded.class), 3)};
    Class<?> element = array[0].getClass().getComponentType();
    WeakReference<?> loader = new WeakReference<>(element.getClassLoader());
    element = null;
    collect();
    out.println("by array: " + (loader.get() != null));
    array[0] = null;
    out.println("without: " + isAlive(loader));
  }

  private static void byClass(PrintStream out) throws ReflectiveOperationException {
    Class<?>[] type = {load(Loaded.class)};
    WeakReference<?> loader = new WeakReference<>(type[0].getClassLoader());
    collect();
    out.println("by class: " + (loader.get() != null) + ' ' + instance(type[0]).getClass());
    type[0] = null;
    out.println("without: " + isAlive(loader));
  }

  private static Object byFrame() throws ReflectiveOperationException {
    Class<?> type = load(Loaded.class);
    instance(type);
    WeakReference<?> loader = new WeakReference<>(type.getClassLoader());
    return type.getMethod("whileRunning", WeakReference.class).invoke(null, loader);
  }

  private static void byOtherLoader(PrintStream out) throws ReflectiveOperationException {
    Own inner = new Own(null);
    Class<?> user = new Own(inner).loadClass(User.class.getName());
    WeakReference<?> loader = new WeakReference<>(inner);
    inner = null;
    Supplier<?>[] made = {(Supplier<?>) instance(user)};
    user = null;
    out.println(made[0].get());
    collect();
    out.println("by loader: " + (loader.get() != null) + ' ' + made[0].get());
    made[0] = null;
    out.println("without: " + isAlive(loader));
  }
}
