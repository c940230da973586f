package hotpath.interpreter.programs;

import static java.lang.invoke.MethodType.methodType;

import java.io.PrintStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MutableCallSite;
import java.lang.invoke.SwitchPoint;
import java.lang.invoke.VarHandle;
import java.lang.invoke.WrongMethodTypeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Method handles: found, called, adapted, combined, and what calls of the wrong type throw. */
@SuppressWarnings("unused") // found by name
final class HandlesProgram {
  private static final Lookup LOOKUP = MethodHandles.lookup();
  private static final MethodHandle SUM = find("sum", int.class, int.class, int.class);
  private static String name = "static";

  private int field = 3;

  private HandlesProgram() {}

  public static void main(String[] args) {
    run(System.out);
  }

  private static int sum(int a, int b) {
    return a + b;
  }

  private static int compare(Object a, Object b) {
    return a.toString().compareTo(b.toString());
  }

  private static String cleanUp(Throwable thrown, String result) {
    return result + '!' + thrown;
  }

  private long plus(long x) {
    return x + field;
  }

  @Override
  public String toString() {
    return "an object";
  }

  private static MethodHandle find(String method, Class<?> result, Class<?>... parameters) {
    try {
      return LOOKUP.findStatic(HandlesProgram.class, method, methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static void run(PrintStream out) {
    try {
      direct(out);
      adapted(out);
      combined(out);
      changing(out);
      wrong(out);
    } catch (Throwable thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  private static void direct(PrintStream out) throws Throwable {
    out.println((int) SUM.invokeExact(1, 2) + " " + (long) SUM.invoke((short) 1, (byte) 2));
    HandlesProgram object = new HandlesProgram();
    MethodHandle plus =
        LOOKUP.findVirtual(HandlesProgram.class, "plus", methodType(long.class, long.class));
    out.println((long) plus.invokeExact(object, 5L) + " " + plus.bindTo(object).invoke(7));
    MethodHandle get = LOOKUP.findGetter(HandlesProgram.class, "field", int.class);
    MethodHandle set = LOOKUP.findSetter(HandlesProgram.class, "field", int.class);
    set.invokeExact(object, (int) get.invokeExact(object) * 3);
    out.println(object.field);
    LOOKUP.findStaticSetter(HandlesProgram.class, "name", String.class).invokeExact("set");
    out.println(LOOKUP.findStaticGetter(HandlesProgram.class, "name", String.class).invoke());
    out.println(
        LOOKUP
            .findConstructor(StringBuilder.class, methodType(void.class, String.class))
            .invoke("made"));
    MethodHandle size = LOOKUP.findVirtual(List.class, "size", methodType(int.class));
    out.println((int) size.invokeExact(List.of(1, 2)) + (int) size.invoke(new ArrayList<>()));
    MethodHandle text =
        LOOKUP.findSpecial(
            Object.class, "toString", methodType(String.class), HandlesProgram.class);
    out.println(((String) text.invoke(object)).startsWith("hotpath.interpreter"));
    out.println(LOOKUP.unreflect(String.class.getMethod("length")).invoke("four"));
    out.println(LOOKUP.revealDirect(SUM) + " " + SUM + " " + SUM.type());
    long total = 0;
    for (int i = 0; i < 3000; i++) {
      total += (int) SUM.invokeExact(i, 1) + (long) plus.invokeExact(object, (long) i);
      total += (int) size.invoke((i & 1) == 0 ? List.of() : Arrays.asList(1, 2, 3));
    }
    out.println(total);
  }

  private static void adapted(PrintStream out) throws Throwable {
    out.println((int) MethodHandles.insertArguments(SUM, 1, 10).invokeExact(5));
    out.println(SUM.invokeWithArguments(4, 5) + " " + SUM.invokeWithArguments(List.of(6, 7)));
    MethodHandle format =
        LOOKUP.findStatic(
            String.class, "format", methodType(String.class, String.class, Object[].class));
    out.println((String) format.invoke("%d-%s", 1, "x"));
    MethodHandle list =
        LOOKUP.findStatic(Arrays.class, "asList", methodType(List.class, Object[].class));
    out.println(list.asCollector(Object[].class, 3).invoke(1, 2, 3) + " " + list.invoke("a", 2L));
    out.println(list.asSpreader(Object[].class, 1).invoke(new Object[] {"spread"}));
    MethodHandle concat =
        LOOKUP.findVirtual(String.class, "concat", methodType(String.class, String.class));
    MethodHandle swapped =
        MethodHandles.permuteArguments(
            concat, methodType(String.class, String.class, String.class), 1, 0);
    out.println((String) swapped.invokeExact("1", "2"));
    MethodHandle shown =
        LOOKUP.findStatic(String.class, "valueOf", methodType(String.class, int.class));
    out.println((String) MethodHandles.filterReturnValue(SUM, shown).invokeExact(5, 6));
    List<String> words = new ArrayList<>(List.of("b", "c", "a"));
    @SuppressWarnings("unchecked")
    Comparator<String> order =
        MethodHandleProxies.asInterfaceInstance(
            Comparator.class, find("compare", int.class, Object.class, Object.class));
    words.sort(order);
    out.println(words);
    int[] array = {1, 2, 3};
    VarHandle elements = MethodHandles.arrayElementVarHandle(int[].class);
    MethodHandle add = elements.toMethodHandle(VarHandle.AccessMode.GET_AND_ADD);
    out.println((int) add.invokeExact(array, 1, 5) + Arrays.toString(array));
  }

  private static void combined(PrintStream out) throws Throwable {
    MethodHandle empty = LOOKUP.findVirtual(String.class, "isEmpty", methodType(boolean.class));
    MethodHandle nothing =
        MethodHandles.dropArguments(
            MethodHandles.constant(String.class, "nothing"), 0, String.class);
    MethodHandle guarded =
        MethodHandles.guardWithTest(empty, nothing, MethodHandles.identity(String.class));
    out.println((String) guarded.invokeExact("") + (String) guarded.invokeExact("some"));
    MethodHandle step =
        MethodHandles.dropArguments(MethodHandles.insertArguments(SUM, 1, 3), 1, int.class);
    MethodHandle loop =
        MethodHandles.countedLoop(
            MethodHandles.constant(int.class, 500), MethodHandles.constant(int.class, 0), step);
    out.println((int) loop.invoke());
    MethodHandle cleaned =
        MethodHandles.tryFinally(
            MethodHandles.identity(String.class),
            find("cleanUp", String.class, Throwable.class, String.class));
    out.println((String) cleaned.invoke("done"));
    MethodHandle number =
        LOOKUP.findStatic(Integer.class, "parseInt", methodType(int.class, String.class));
    MethodHandle minusOne =
        MethodHandles.dropArguments(
            MethodHandles.constant(int.class, -1), 0, NumberFormatException.class);
    MethodHandle parsed =
        MethodHandles.catchException(number, NumberFormatException.class, minusOne);
    out.println((int) parsed.invoke("12") + " " + (int) parsed.invoke("twelve"));
    MethodHandle folded = MethodHandles.foldArguments(SUM, MethodHandles.identity(int.class));
    out.println((int) folded.invokeExact(21));
  }

  private static void changing(PrintStream out) throws Throwable {
    MutableCallSite site = new MutableCallSite(MethodHandles.constant(String.class, "first"));
    MethodHandle invoker = site.dynamicInvoker();
    out.println((String) invoker.invokeExact());
    site.setTarget(MethodHandles.constant(String.class, "second"));
    out.println((String) invoker.invokeExact());
    SwitchPoint point = new SwitchPoint();
    MethodHandle one = MethodHandles.constant(int.class, 1);
    MethodHandle switched = point.guardWithTest(one, MethodHandles.constant(int.class, 2));
    out.print((int) switched.invokeExact());
    SwitchPoint.invalidateAll(new SwitchPoint[] {point});
    out.println((int) switched.invokeExact());
  }

  private static void wrong(PrintStream out) throws Throwable {
    try {
      SUM.invokeExact("x");
    } catch (WrongMethodTypeException e) {
      out.println(e.getMessage());
    }
    try {
      int ignored = (int) SUM.invoke("x", 1);
    } catch (WrongMethodTypeException e) {
      out.println(e.getMessage());
    }
    try {
      MethodHandle.class
          .getMethod("invokeExact", Object[].class)
          .invoke(SUM, (Object) new Object[] {1, 2});
    } catch (ReflectiveOperationException e) {
      out.println(e.getCause());
    }
    for (String missing : List.of("absent", "plus")) {
      try {
        LOOKUP.findStatic(HandlesProgram.class, missing, methodType(long.class, long.class));
      } catch (ReflectiveOperationException e) {
        out.println(e);
      }
    }
    try {
      MethodHandles.publicLookup().findStatic(HandlesProgram.class, "sum", SUM.type());
    } catch (ReflectiveOperationException e) {
      out.println(e);
    }
    MethodHandle thrower = MethodHandles.throwException(void.class, IllegalStateException.class);
    try {
      thrower.invoke(new IllegalStateException("thrown"));
    } catch (IllegalStateException e) {
      out.println(e);
    }
    try {
      MethodHandle length = LOOKUP.findVirtual(String.class, "length", methodType(int.class));
      int ignored = (int) length.invokeExact((String) null);
    } catch (NullPointerException e) {
      out.println("null receiver");
    }
  }
}
