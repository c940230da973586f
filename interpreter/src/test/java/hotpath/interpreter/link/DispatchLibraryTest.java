package hotpath.interpreter.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Selection in classes of the library, against what the host's reflection finds. */
class DispatchLibraryTest {
  private static final List<Class<?>> CLASSES =
      List.of(
          java.util.ArrayList.class,
          java.util.HashMap.class,
          java.util.LinkedHashMap.class,
          java.util.TreeMap.class,
          java.util.concurrent.ConcurrentSkipListMap.class,
          java.util.concurrent.CopyOnWriteArrayList.class,
          java.util.LinkedList.class,
          java.util.ArrayDeque.class,
          java.util.LinkedHashSet.class,
          java.util.IdentityHashMap.class,
          java.util.concurrent.ForkJoinPool.class,
          java.util.concurrent.CompletableFuture.class,
          java.lang.StringBuilder.class,
          java.math.BigDecimal.class,
          java.time.LocalDateTime.class,
          java.time.chrono.HijrahDate.class,
          java.util.Scanner.class,
          java.io.PrintStream.class);

  @Test
  void interfaceMethodsSelectWhatReflectionFinds() throws Exception {
    int compared = 0;
    try (Linked linked = new Linked()) {
      for (Class<?> type : CLASSES) {
        InstanceKlass klass = linked.klass(type.getName().replace('.', '/'));
        for (InstanceKlass each : klass.allInterfaces()) {
          for (Method method : each.methods()) {
            if (method.isVirtual()) {
              compare(type, klass, method);
              compared++;
            }
          }
        }
      }
    }
    assertTrue(compared > 500, compared + " methods compared");
  }

  private static void compare(Class<?> type, InstanceKlass klass, Method method)
      throws ReflectiveOperationException {
    Class<?>[] parameters =
        MethodType.fromMethodDescriptorString(method.signature(), null).parameterArray();
    Method selected = MethodSelection.select(klass, method);
    // Of several with different results (bridges) getMethod shows one.
    String expected = null;
    for (java.lang.reflect.Method found : type.getMethods()) {
      boolean same =
          found.getName().equals(method.name())
              && List.of(found.getParameterTypes()).equals(List.of(parameters))
              && found
                  .getReturnType()
                  .descriptorString()
                  .equals(method.parsedSignature().returnType());
      if (same && !Modifier.isStatic(found.getModifiers())) {
        expected = found.getDeclaringClass().getName();
      }
    }
    if (expected != null) {
      assertEquals(expected, selected.holder().externalName(), type + " " + method);
    }
  }
}
