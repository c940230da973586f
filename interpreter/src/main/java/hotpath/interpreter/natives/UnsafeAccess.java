package hotpath.interpreter.natives;

import hotpath.gc.memory.GuestMemory;
import hotpath.interpreter.classfile.JavaKind;

/**
 * The accesses of {@code jdk.internal.misc.Unsafe}: get, put, compare and set, for each kind of
 * value.
 *
 * <p>Plain and volatile ones are the same: no other thread runs in between, in this VM or on its
 * memory. The arguments are the receiver (0), the object or null (1), the offset (2), then values.
 */
final class UnsafeAccess {
  private static final String PLACE = "(Ljava/lang/Object;J";

  private UnsafeAccess() {}

  static void register(NativeRows rows) {
    for (JavaKind kind : JavaKind.values()) {
      if (kind != JavaKind.VOID) {
        registerAccess(rows, kind);
      }
    }
    registerExchange(rows, JavaKind.INT);
    registerExchange(rows, JavaKind.LONG);
    registerExchange(rows, JavaKind.REF);
    // The Java versions of these work on the int around the value.
    for (JavaKind kind :
        new JavaKind[] {JavaKind.BYTE, JavaKind.SHORT, JavaKind.CHAR, JavaKind.BOOLEAN}) {
      String type = descriptor(kind);
      rows.replace(
          "compareAndSet" + name(kind),
          PLACE + type + type + ")Z",
          call -> compareAndSet(call, kind));
      rows.replace(
          "compareAndExchange" + name(kind),
          PLACE + type + type + ")" + type,
          call -> compareAndExchange(call, kind));
    }
  }

  private static void registerAccess(NativeRows rows, JavaKind kind) {
    String type = descriptor(kind);
    for (String mode : new String[] {"", "Volatile"}) {
      rows.add("get" + name(kind) + mode, PLACE + ")" + type, call -> get(call, kind));
      rows.add("put" + name(kind) + mode, PLACE + type + ")V", call -> put(call, kind));
    }
  }

  private static void registerExchange(NativeRows rows, JavaKind kind) {
    String type = descriptor(kind);
    rows.add(
        "compareAndSet" + name(kind),
        PLACE + type + type + ")Z",
        call -> compareAndSet(call, kind));
    rows.add(
        "compareAndExchange" + name(kind),
        PLACE + type + type + ")" + type,
        call -> compareAndExchange(call, kind));
  }

  private static String descriptor(JavaKind kind) {
    return kind == JavaKind.REF ? "Ljava/lang/Object;" : String.valueOf(kind.code());
  }

  private static String name(JavaKind kind) {
    if (kind == JavaKind.REF) {
      return "Reference";
    }
    String name = kind.name();
    return name.charAt(0) + name.substring(1).toLowerCase(java.util.Locale.ROOT);
  }

  private static void get(NativeCall call, JavaKind kind) {
    long at = JdkUnsafe.place(call, 1, 2, kind.size());
    if (at >= 0) {
      call.returnLong(load(call.memory(), at, kind));
    }
  }

  private static void put(NativeCall call, JavaKind kind) {
    long at = JdkUnsafe.place(call, 1, 2, kind.size());
    if (at >= 0) {
      store(call.memory(), at, kind, call.longArg(3));
    }
  }

  private static void compareAndSet(NativeCall call, JavaKind kind) {
    long at = JdkUnsafe.place(call, 1, 2, kind.size());
    if (at >= 0) {
      boolean equal = load(call.memory(), at, kind) == narrow(call.longArg(3), kind);
      if (equal) {
        store(call.memory(), at, kind, call.longArg(4));
      }
      call.returnBoolean(equal);
    }
  }

  private static void compareAndExchange(NativeCall call, JavaKind kind) {
    long at = JdkUnsafe.place(call, 1, 2, kind.size());
    if (at >= 0) {
      long found = load(call.memory(), at, kind);
      if (found == narrow(call.longArg(3), kind)) {
        store(call.memory(), at, kind, call.longArg(4));
      }
      call.returnLong(found);
    }
  }

  /** The value as it lies in a slot: ints and narrower zero-extended from 32 bits. */
  static long load(GuestMemory memory, long at, JavaKind kind) {
    return switch (kind) {
      case BOOLEAN, BYTE -> memory.i8(at) & 0xFFFF_FFFFL;
      case SHORT -> memory.i16(at) & 0xFFFF_FFFFL;
      case CHAR -> memory.u16(at);
      case INT, FLOAT, REF -> memory.u32(at);
      case LONG, DOUBLE -> memory.i64(at);
      case VOID -> throw new IllegalArgumentException("access to void");
    };
  }

  /** A slot's value as {@link #load} would give it back. */
  private static long narrow(long slot, JavaKind kind) {
    return switch (kind) {
      case BOOLEAN, BYTE -> (byte) slot & 0xFFFF_FFFFL;
      case SHORT -> (short) slot & 0xFFFF_FFFFL;
      case CHAR -> (char) slot;
      case INT, FLOAT, REF -> slot & 0xFFFF_FFFFL;
      case LONG, DOUBLE -> slot;
      case VOID -> throw new IllegalArgumentException("access to void");
    };
  }

  static void store(GuestMemory memory, long at, JavaKind kind, long slot) {
    switch (kind) {
      case BOOLEAN, BYTE -> memory.i8(at, (int) slot);
      case SHORT, CHAR -> memory.i16(at, (int) slot);
      case INT, FLOAT, REF -> memory.i32(at, (int) slot);
      case LONG, DOUBLE -> memory.i64(at, slot);
      case VOID -> throw new IllegalArgumentException("access to void");
    }
  }
}
