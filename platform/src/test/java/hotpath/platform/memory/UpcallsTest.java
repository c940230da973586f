package hotpath.platform.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.junit.jupiter.api.Test;

class UpcallsTest {
  static double mix(long bound, int a, long b, float c, double d) {
    return bound + 10.0 * a + 100.0 * b + 1000.0 * c + 10_000.0 * d;
  }

  private static MethodHandle handle(String name, MethodType type) throws Exception {
    return MethodHandles.lookup().findStatic(UpcallsTest.class, name, type);
  }

  @Test
  void machineCodeReachesJava() throws Throwable {
    MethodType type =
        MethodType.methodType(
            double.class, long.class, int.class, long.class, float.class, double.class);
    MethodHandle target = MethodHandles.insertArguments(handle("mix", type), 0, 7L);
    try (Upcalls upcalls = new Upcalls()) {
      MethodHandle call =
          Linker.nativeLinker()
              .downcallHandle(
                  MemorySegment.ofAddress(upcalls.address(target)),
                  FunctionDescriptor.of(
                      ValueLayout.JAVA_DOUBLE,
                      ValueLayout.JAVA_INT,
                      ValueLayout.JAVA_LONG,
                      ValueLayout.JAVA_FLOAT,
                      ValueLayout.JAVA_DOUBLE));
      assertEquals(54_327.0, (double) call.invokeExact(2, 3L, 4f, 5.0));
    }
  }

  static void object(String argument) {
    throw new IllegalStateException(argument);
  }

  @Test
  void onlyNumbersPass() throws Exception {
    MethodHandle target = handle("object", MethodType.methodType(void.class, String.class));
    try (Upcalls upcalls = new Upcalls()) {
      assertThrows(IllegalArgumentException.class, () -> upcalls.address(target));
    }
  }
}
