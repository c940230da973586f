package hotpath.platform.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/**
 * The ways from machine code of ours into Java: each has an absolute address that can be called by
 * the host's C calling convention. The other direction is {@link NativeEntry}.
 *
 * <p>What is called must not throw: an exception that leaves an upcall ends the host's process.
 * After {@link #close} none of the addresses may be called; the owner of the code makes sure. All
 * is done by the host thread that made the object.
 */
public final class Upcalls implements AutoCloseable {
  private final Arena arena = Arena.ofConfined();

  /**
   * The address at which {@code target} can be called; its arguments and result are ints, longs,
   * floats and doubles. Making one costs milliseconds.
   */
  public long address(MethodHandle target) {
    MethodType type = target.type();
    MemoryLayout[] arguments = new MemoryLayout[type.parameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = layout(type.parameterType(i));
    }
    FunctionDescriptor descriptor =
        type.returnType() == void.class
            ? FunctionDescriptor.ofVoid(arguments)
            : FunctionDescriptor.of(layout(type.returnType()), arguments);
    return Linker.nativeLinker().upcallStub(target, descriptor, arena).address();
  }

  private static MemoryLayout layout(Class<?> type) {
    if (type == int.class) {
      return ValueLayout.JAVA_INT;
    } else if (type == long.class) {
      return ValueLayout.JAVA_LONG;
    } else if (type == float.class) {
      return ValueLayout.JAVA_FLOAT;
    } else if (type == double.class) {
      return ValueLayout.JAVA_DOUBLE;
    }
    throw new IllegalArgumentException(type + " in an upcall");
  }

  @Override
  public void close() {
    arena.close();
  }
}
