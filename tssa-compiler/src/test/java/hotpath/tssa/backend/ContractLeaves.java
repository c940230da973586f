package hotpath.tssa.backend;

import hotpath.platform.memory.NativeEntry;
import hotpath.tssa.eval.Arithmetic;
import hotpath.tssa.eval.EvalMemory;
import hotpath.tssa.eval.LeafRoutines;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Leaf routines for traces: upcall stubs for code, the same methods for the evaluator. */
final class ContractLeaves implements LeafRoutines {
  static final int FREM = 0;
  static final int DREM = 1;

  /** (i32, i64, f64, f32, ref, i64, i32) -> i64 */
  static final int MIX = 2;

  /** (i32) -> i32, negative for some arguments. */
  static final int NEGATE = 3;

  /** (i64, i64): counts calls and adds its arguments up. */
  static final int NOTE = 4;

  /** (f32, f64) -> f32 */
  static final int AVERAGE = 5;

  /** How many of the routines are methods of this class. */
  private static final int COUNT = 6;

  /** (addr, addr, i64): copies bytes; for the operation of that name. */
  static final int COPY = COUNT;

  private long noted;

  /** Writes the addresses of all routines to a table. */
  void install(Arena arena, ContractMemory memory, long table) {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try {
      MethodHandle[] handles = {
        lookup.findStatic(
            ContractLeaves.class, "frem", type(float.class, float.class, float.class)),
        lookup.findStatic(
            ContractLeaves.class, "drem", type(double.class, double.class, double.class)),
        lookup.findStatic(
            ContractLeaves.class,
            "mix",
            type(
                long.class,
                int.class,
                long.class,
                double.class,
                float.class,
                int.class,
                long.class,
                int.class)),
        lookup.findStatic(ContractLeaves.class, "negate", type(int.class, int.class)),
        lookup
            .findVirtual(ContractLeaves.class, "note", type(void.class, long.class, long.class))
            .bindTo(this),
        lookup.findStatic(
            ContractLeaves.class, "average", type(float.class, float.class, double.class)),
      };
      for (int i = 0; i < COUNT; i++) {
        MemorySegment stub =
            Linker.nativeLinker().upcallStub(handles[i], descriptor(handles[i].type()), arena);
        memory.putLong(table + 8L * i, stub.address());
      }
      memory.putLong(table + 8L * COPY, NativeEntry.hostFunction("memmove"));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("leaf routines", e);
    }
  }

  private static MethodType type(Class<?> result, Class<?>... arguments) {
    return MethodType.methodType(result, arguments);
  }

  private static FunctionDescriptor descriptor(MethodType type) {
    ValueLayout[] arguments = new ValueLayout[type.parameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = layout(type.parameterType(i));
    }
    return type.returnType() == void.class
        ? FunctionDescriptor.ofVoid(arguments)
        : FunctionDescriptor.of(layout(type.returnType()), arguments);
  }

  private static ValueLayout layout(Class<?> type) {
    if (type == int.class) {
      return ValueLayout.JAVA_INT;
    }
    if (type == long.class) {
      return ValueLayout.JAVA_LONG;
    }
    return type == float.class ? ValueLayout.JAVA_FLOAT : ValueLayout.JAVA_DOUBLE;
  }

  long noted() {
    return noted;
  }

  static float frem(float a, float b) {
    return a % b;
  }

  static double drem(double a, double b) {
    return a % b;
  }

  static long mix(int a, long b, double c, float d, int e, long f, int g) {
    long h = 31L * a + b;
    h = 31 * h + Double.doubleToLongBits(c);
    h = 31 * h + Float.floatToIntBits(d);
    return 31 * (31 * (31 * h + e) + f) + g;
  }

  static int negate(int a) {
    return -a;
  }

  void note(long a, long b) {
    noted += 1 + 3 * a + 5 * b;
  }

  static float average(float a, double b) {
    return (float) ((a + b) / 2);
  }

  @Override
  public long call(long routine, long[] a, EvalMemory memory) {
    return switch ((int) routine) {
      case FREM -> Arithmetic.ofFloat(frem(Arithmetic.toFloat(a[0]), Arithmetic.toFloat(a[1])));
      case DREM -> Arithmetic.ofDouble(drem(Arithmetic.toDouble(a[0]), Arithmetic.toDouble(a[1])));
      case MIX ->
          mix(
              (int) a[0],
              a[1],
              Arithmetic.toDouble(a[2]),
              Arithmetic.toFloat(a[3]),
              (int) a[4],
              a[5],
              (int) a[6]);
      case NEGATE -> negate((int) a[0]);
      case NOTE -> {
        note(a[0], a[1]);
        yield 0;
      }
      case AVERAGE ->
          Arithmetic.ofFloat(average(Arithmetic.toFloat(a[0]), Arithmetic.toDouble(a[1])));
      default -> throw new IllegalArgumentException("routine " + routine);
    };
  }
}
