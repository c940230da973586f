package hotpath.interpreter.natives;

import hotpath.gc.memory.ObjectLayout;
import hotpath.gc.memory.RegionLayout;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.frame.ThreadStatus;
import hotpath.interpreter.frame.Turn;
import hotpath.interpreter.frame.Turn.Wake;
import hotpath.interpreter.link.Allocator;
import hotpath.interpreter.link.ArrayKlass;
import hotpath.interpreter.link.Field;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.Klass;
import hotpath.interpreter.link.LibraryField;
import java.util.Objects;

/**
 * Natives of {@code jdk.internal.misc.Unsafe} but for the accesses themselves ({@link
 * UnsafeAccess}).
 *
 * <p>An address is a region offset, and the base of a static field is null: so a place is always
 * the sum of a reference and an offset.
 */
final class JdkUnsafe {
  private static final long NANOS_IN_MILLI = 1_000_000;

  private JdkUnsafe() {}

  static void register(NativeRows rows) {
    String ofField = "(Ljava/lang/reflect/Field;)";
    String ofClass = "(Ljava/lang/Class;)";
    rows.add("registerNatives", "()V", NativeRows.NOTHING);
    rows.add("arrayBaseOffset0", ofClass + "I", call -> call.returnInt(ObjectLayout.ELEMENTS));
    rows.add("arrayIndexScale0", ofClass + "I", JdkUnsafe::arrayIndexScale);
    rows.add(
        "objectFieldOffset1", "(Ljava/lang/Class;Ljava/lang/String;)J", JdkUnsafe::offsetByName);
    rows.add("objectFieldOffset0", ofField + "J", JdkUnsafe::offsetOfField);
    rows.add("staticFieldOffset0", ofField + "J", JdkUnsafe::offsetOfField);
    rows.add("staticFieldBase0", ofField + "Ljava/lang/Object;", NativeRows.NOTHING);
    rows.add("ensureClassInitialized0", ofClass + "V", JdkUnsafe::ensureInitialized);
    rows.add("shouldBeInitialized0", ofClass + "Z", JdkUnsafe::shouldBeInitialized);
    rows.add("allocateInstance", ofClass + "Ljava/lang/Object;", JdkUnsafe::allocateInstance);
    rows.add("throwException", "(Ljava/lang/Throwable;)V", JdkUnsafe::throwException);
    rows.add("fullFence", "()V", NativeRows.NOTHING);
    rows.add("park", "(ZJ)V", Capability.CLOCK, JdkUnsafe::park);
    rows.add("unpark", "(Ljava/lang/Object;)V", JdkUnsafe::unpark);
    rows.add("getLoadAverage0", "([DI)I", call -> call.returnInt(-1));
    registerMemory(rows);
    UnsafeAccess.register(rows);
  }

  private static void registerMemory(NativeRows rows) {
    Capability raw = Capability.RAW_MEMORY;
    rows.add("allocateMemory0", "(J)J", raw, JdkUnsafe::allocateMemory);
    rows.add("reallocateMemory0", "(JJ)J", raw, JdkUnsafe::reallocateMemory);
    rows.add("freeMemory0", "(J)V", raw, JdkUnsafe::freeMemory);
    rows.add("setMemory0", "(Ljava/lang/Object;JJB)V", JdkUnsafe::setMemory);
    rows.add("copyMemory0", "(Ljava/lang/Object;JLjava/lang/Object;JJ)V", JdkUnsafe::copyMemory);
    rows.add(
        "copySwapMemory0",
        "(Ljava/lang/Object;JLjava/lang/Object;JJJ)V",
        JdkUnsafe::copySwapMemory);
  }

  private static void arrayIndexScale(NativeCall call) {
    call.returnInt(((ArrayKlass) call.klass(1)).elementKind().size());
  }

  private static void offsetByName(NativeCall call) {
    String name = Objects.requireNonNull(call.string(2));
    if (call.klass(1) instanceof InstanceKlass klass) {
      for (Field field : klass.fields()) {
        if (field.name().equals(name) && !field.isStatic()) {
          call.returnLong(field.offset());
          return;
        }
      }
    }
    call.throwNew("java/lang/InternalError", name);
  }

  private static void offsetOfField(NativeCall call) {
    int mirror = call.fields().ref(call.ref(1), LibraryField.FIELD_CLASS);
    int slot = call.fields().i32(call.ref(1), LibraryField.FIELD_SLOT);
    InstanceKlass klass = (InstanceKlass) call.vm().mirrors().klassOf(mirror);
    call.returnLong(klass.fields()[slot].offset());
  }

  private static void ensureInitialized(NativeCall call) {
    if (call.ref(1) == 0) {
      call.throwNullPointer();
    } else {
      call.initialize(call.klass(1));
    }
  }

  private static void shouldBeInitialized(NativeCall call) {
    call.returnBoolean(!call.vm().initialization().isReady(call.thread(), call.klass(1)));
  }

  private static void allocateInstance(NativeCall call) {
    Klass klass = call.klass(1);
    if (!(klass instanceof InstanceKlass plain) || plain.isAbstract()) {
      call.throwNew("java/lang/InstantiationException", klass.externalName());
    } else if (call.initialize(plain)) {
      call.returnRef(call.vm().allocator().instance(plain));
    }
  }

  private static void throwException(NativeCall call) {
    call.throwExisting(call.ref(1));
  }

  private static void park(NativeCall call) {
    Turn turn = call.thread().turn();
    if (turn.isWaiting()) {
      turn.end();
      turn.permit(false);
    } else if (turn.hasPermit() || JavaLangThread.isInterrupted(call)) {
      turn.permit(false);
    } else {
      long deadline = parkDeadline(call, call.booleanArg(1), call.longArg(2));
      turn.begin();
      boolean timed = deadline != Turn.NEVER;
      call.block(timed ? ThreadStatus.TIMED_PARKED : ThreadStatus.PARKED, deadline);
    }
  }

  /** Relative times are nanoseconds, 0 for none; absolute ones milliseconds of the time of day. */
  private static long parkDeadline(NativeCall call, boolean absolute, long time) {
    if (!absolute) {
      return time == 0 ? Turn.NEVER : call.vm().scheduler().deadlineIn(time);
    }
    long millis = Math.max(0, time - call.vm().host().now().toEpochMilli());
    long nanos = millis > Turn.NEVER / NANOS_IN_MILLI ? Turn.NEVER : millis * NANOS_IN_MILLI;
    return call.vm().scheduler().deadlineIn(nanos);
  }

  private static void unpark(NativeCall call) {
    GuestThread thread = call.ref(1) == 0 ? null : call.vm().threadLife().of(call.ref(1));
    if (thread == null) {
      return;
    }
    ThreadStatus status = thread.turn().status();
    thread.turn().permit(true);
    if (status == ThreadStatus.PARKED || status == ThreadStatus.TIMED_PARKED) {
      call.vm().scheduler().wake(thread, Wake.EVENT);
    }
  }

  // ---- Memory ----

  private static void allocateMemory(NativeCall call) {
    call.returnLong(call.vm().offHeap().allocate(call.longArg(1)));
  }

  private static void reallocateMemory(NativeCall call) {
    call.returnLong(call.vm().offHeap().reallocate(call.longArg(1), call.longArg(2)));
  }

  private static void freeMemory(NativeCall call) {
    call.vm().offHeap().free(call.longArg(1));
  }

  /**
   * The region offset of a place, -1 if a range from it on is not in the guest's memory; then an
   * error is thrown.
   */
  static long place(NativeCall call, int refArg, int offsetArg, long bytes) {
    long at = Allocator.offset(call.ref(refArg)) + call.longArg(offsetArg);
    long first = RegionLayout.METADATA.start();
    long end = RegionLayout.OFF_HEAP.end();
    if (at < first || bytes < 0 || at > end - bytes) {
      call.throwNew("java/lang/InternalError", "unsafe access at 0x" + Long.toHexString(at));
      return -1;
    }
    return at;
  }

  private static void setMemory(NativeCall call) {
    long bytes = call.longArg(3);
    long at = place(call, 1, 2, bytes);
    if (at >= 0) {
      call.memory().fill(at, bytes, call.intArg(4));
    }
  }

  private static void copyMemory(NativeCall call) {
    long bytes = call.longArg(5);
    long from = place(call, 1, 2, bytes);
    long to = from < 0 ? -1 : place(call, 3, 4, bytes);
    if (to >= 0) {
      call.memory().copy(from, to, bytes);
    }
  }

  private static void copySwapMemory(NativeCall call) {
    long bytes = call.longArg(5);
    int element = (int) call.longArg(6);
    long from = place(call, 1, 2, bytes);
    long to = from < 0 ? -1 : place(call, 3, 4, bytes);
    if (to < 0) {
      return;
    }
    byte[] content = call.memory().copyOut(from, (int) bytes);
    for (int start = 0; start + element <= content.length; start += element) {
      for (int i = 0; i < element / 2; i++) {
        byte swapped = content[start + i];
        content[start + i] = content[start + element - 1 - i];
        content[start + element - 1 - i] = swapped;
      }
    }
    call.memory().copyIn(content, to);
  }
}
