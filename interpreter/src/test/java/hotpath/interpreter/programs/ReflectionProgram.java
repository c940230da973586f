package hotpath.interpreter.programs;

import java.io.PrintStream;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Reflection: members, calls, field access, arrays, attributes of classes. */
@SuppressWarnings({"BoxingComparator", "ReturnValueIgnored"}) // a guest program: on purpose
final class ReflectionProgram {
  private ReflectionProgram() {}

  public static void main(String[] args) {
    run(System.out);
  }

  /** A class to look at. */
  public static class Subject implements Comparable<Subject> {
    public int count = 5;
    public final String fixed = String.valueOf(3);
    static long total = 7;
    private double weight = 2.5;

    public Subject() {}

    Subject(int count, String text) {
      this.count = count + text.length();
    }

    public int add(int a, long b) {
      return (int) (a + b + count);
    }

    static String greet(String name) {
      return "hi " + name;
    }

    public void fail() throws Exception {
      throw new Exception("failed " + weight);
    }

    @Override
    public int compareTo(Subject other) {
      return Integer.compare(count, other.count);
    }
  }

  static void run(PrintStream out) {
    try {
      classes(out);
      methods(out);
      fields(out);
      arrays(out);
    } catch (ReflectiveOperationException e) {
      out.println("unexpected " + e);
    }
  }

  private static void classes(PrintStream out) throws ReflectiveOperationException {
    Class<?> type = Class.forName(Subject.class.getName());
    out.println(type == Subject.class);
    out.println(type + " " + type.getSimpleName() + " " + type.getSuperclass());
    out.println(Modifier.toString(type.getModifiers()) + " " + type.getEnclosingClass());
    out.println(Arrays.toString(type.getInterfaces()));
    out.println(Arrays.toString(type.getGenericInterfaces()));
    Object anonymous = new Object() {};
    out.println(anonymous.getClass().isAnonymousClass() + " " + type.isMemberClass());
    out.println(anonymous.getClass().getEnclosingMethod());
    out.println(int[][].class + " " + void.class + " " + String[].class.getCanonicalName());
    out.println(Class.forName("[Ljava.lang.String;") + " " + Class.forName("[[I"));
    out.println(String.class.getClassLoader() + " " + String.class.getModule());
    out.println(Thread.State.class.getEnumConstants().length + type.getPackageName());
  }

  private static void methods(PrintStream out) throws ReflectiveOperationException {
    Class<?> type = Subject.class;
    Object subject = type.getDeclaredConstructor().newInstance();
    Method add = type.getMethod("add", int.class, long.class);
    out.println(add + " " + add.invoke(subject, 3, 4L) + " " + add.invoke(subject, (short) 3, 4));
    out.println(type.getDeclaredMethod("greet", String.class).invoke(null, "you"));
    try {
      type.getMethod("fail").invoke(subject);
    } catch (InvocationTargetException e) {
      out.println(e.getCause());
    }
    for (Object[] arguments : new Object[][] {{1}, {"x", 2L}, {1L, 2L}}) {
      try {
        add.invoke(subject, arguments);
      } catch (IllegalArgumentException e) {
        out.println(e.getMessage());
      }
    }
    try {
      add.invoke("string", 1, 2L);
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
    }
    Constructor<?>[] constructors = type.getDeclaredConstructors();
    Arrays.sort(constructors, Comparator.comparing(Constructor::getParameterCount));
    out.println(Arrays.toString(constructors));
    Subject made = (Subject) constructors[1].newInstance(70, "seven");
    out.println(made.count);
    List<String> names =
        Arrays.stream(type.getDeclaredMethods()).map(Method::getName).sorted().toList();
    out.println(names);
  }

  private static void fields(PrintStream out) throws ReflectiveOperationException {
    Class<?> type = Subject.class;
    Subject subject = new Subject();
    Field count = type.getField("count");
    count.setInt(subject, 9);
    out.println(count.getInt(subject) + " " + count.get(subject) + " " + count.getLong(subject));
    count.set(subject, (byte) 11);
    out.println(subject.count);
    Field weight = type.getDeclaredField("weight");
    weight.setAccessible(true);
    weight.setDouble(subject, 1.25f);
    out.println(weight.get(subject) + " " + weight);
    Field total = type.getDeclaredField("total");
    total.set(null, 8);
    out.println(Subject.total);
    Field fixed = type.getField("fixed");
    out.println(fixed.get(subject));
    for (Object value : new Object[] {"text", null}) {
      try {
        count.set(subject, value);
      } catch (IllegalArgumentException e) {
        out.println(e.getMessage());
      }
    }
    try {
      fixed.set(subject, "other");
    } catch (IllegalAccessException e) {
      out.println(e.getMessage());
    }
    try {
      count.getInt("string");
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
    }
    try {
      type.getField("none");
    } catch (NoSuchFieldException e) {
      out.println(e.getMessage());
    }
  }

  private static void refusal(PrintStream out, Runnable access) {
    try {
      access.run();
      out.println("done");
    } catch (RuntimeException e) {
      out.println(e);
    }
  }

  private static void arrays(PrintStream out) {
    Object ints = Array.newInstance(int.class, 3);
    Array.set(ints, 1, (short) 42);
    Array.setByte(ints, 2, (byte) 7);
    out.println(Array.get(ints, 1) + " " + Array.getLong(ints, 2) + " " + Array.getLength(ints));
    Object grid = Array.newInstance(String.class, 2, 3);
    out.println(grid.getClass().getName() + " " + Array.getLength(Array.get(grid, 1)));
    try {
      Array.setLong(ints, 0, 1L);
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
    }
    Object[] arrays = {ints, new double[1], new String[1], "no array", null};
    for (Object array : arrays) {
      for (int index = 0; index < 4; index += 3) {
        int place = index;
        refusal(out, () -> Array.getInt(array, place));
        refusal(out, () -> Array.setByte(array, place, (byte) 1));
        refusal(out, () -> Array.set(array, place, null));
        refusal(out, () -> Array.set(array, place, 1.5));
      }
    }
    out.println(Array.newInstance(Subject.class, 1).getClass() == Subject[].class);
  }
}
