package hotpath.interpreter.link;

import hotpath.gc.memory.GuestMemory;
import hotpath.interpreter.classfile.FieldInfo;
import hotpath.interpreter.frame.GuestThread;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Initialization of classes, JVMS 5.5: the states, and the short way for classes that have nothing
 * to run.
 *
 * <p>Everything else is guest code, {@code hotpath.guest.ClassInitialization}, which calls back for
 * the transitions between states.
 */
public final class Initialization {
  /** Answers of {@link #begin}; {@code hotpath.guest.ClassInitialization} has the same numbers. */
  public static final int READY = 0;

  public static final int RUN = 1;
  public static final int ERRONEOUS = 2;
  public static final int WAIT = 3;

  private final GuestMemory memory;
  private final GuestCalls calls;
  private final Mirrors mirrors;
  private final Strings strings;
  private final ClassVerification verification;

  public Initialization(
      GuestMemory memory,
      GuestCalls calls,
      Mirrors mirrors,
      Strings strings,
      ClassVerification verification) {
    this.memory = memory;
    this.calls = calls;
    this.mirrors = mirrors;
    this.strings = strings;
    this.verification = verification;
  }

  /**
   * Whether a static member of the class can be used: it is initialized, or this thread is at it.
   */
  public boolean isReady(GuestThread thread, Klass klass) {
    return switch (memory.i32(klass.descriptor() + ClassDescriptor.STATE)) {
      case ClassDescriptor.STATE_INITIALIZED -> true;
      case ClassDescriptor.STATE_BEING_INITIALIZED -> isInitializer(thread, klass);
      default -> false;
    };
  }

  private boolean isInitializer(GuestThread thread, Klass klass) {
    return memory.i32(klass.descriptor() + ClassDescriptor.INITIALIZING_THREAD)
        == thread.lockOwner();
  }

  /**
   * Initializes a class.
   *
   * @return true if it is ready; false if frames were pushed: go on running, and restart the
   *     instruction
   */
  public boolean initialize(GuestThread thread, Klass klass) {
    if (isReady(thread, klass)) {
      return true;
    }
    if (klass instanceof InstanceKlass plain && isTrivial(plain)) {
      finishTrivial(plain);
      return true;
    }
    Method method = calls.guestMethod("ClassInitialization", "initialize", "(Ljava/lang/Class;)V");
    calls.push(thread, method, Allocator.offset(mirrors.of(klass)));
    return false;
  }

  /** Whether no code has to run, here or in what is initialized first. */
  private boolean isTrivial(InstanceKlass klass) {
    if (state(klass) != ClassDescriptor.STATE_LINKED) {
      return state(klass) == ClassDescriptor.STATE_INITIALIZED;
    }
    if (klass.classInitializer() != null || !verification.isVerified(klass)) {
      return false;
    }
    for (InstanceKlass each : initializedFirst(klass)) {
      if (!isTrivial(each)) {
        return false;
      }
    }
    return true;
  }

  private void finishTrivial(InstanceKlass klass) {
    for (InstanceKlass each : initializedFirst(klass)) {
      finishTrivial(each);
    }
    if (state(klass) == ClassDescriptor.STATE_LINKED) {
      assignConstants(klass);
      state(klass, ClassDescriptor.STATE_INITIALIZED);
    }
  }

  /**
   * What is initialized before a class: the super class, and super interfaces with default methods,
   * in the specified order.
   */
  public static List<InstanceKlass> initializedFirst(InstanceKlass klass) {
    if (klass.isInterface()) {
      return List.of();
    }
    List<InstanceKlass> first = new ArrayList<>();
    if (klass.superKlass() != null) {
      first.add(klass.superKlass());
    }
    addWithDefaults(klass, first);
    return first;
  }

  private static void addWithDefaults(InstanceKlass klass, List<InstanceKlass> found) {
    for (InstanceKlass each : klass.interfaces()) {
      addWithDefaults(each, found);
      if (each.declaresDefaultMethods() && !found.contains(each)) {
        found.add(each);
      }
    }
  }

  private int state(Klass klass) {
    return memory.i32(klass.descriptor() + ClassDescriptor.STATE);
  }

  private void state(Klass klass, int state) {
    memory.i32(klass.descriptor() + ClassDescriptor.STATE, state);
  }

  /** Claims the initialization of a class for a thread, if it is to be done. */
  public int begin(GuestThread thread, Klass klass) {
    return switch (state(klass)) {
      case ClassDescriptor.STATE_INITIALIZED -> READY;
      case ClassDescriptor.STATE_ERRONEOUS -> ERRONEOUS;
      case ClassDescriptor.STATE_BEING_INITIALIZED -> isInitializer(thread, klass) ? READY : WAIT;
      default -> {
        state(klass, ClassDescriptor.STATE_BEING_INITIALIZED);
        memory.i32(klass.descriptor() + ClassDescriptor.INITIALIZING_THREAD, thread.lockOwner());
        yield RUN;
      }
    };
  }

  /** Ends the initialization of a class. */
  public void finish(Klass klass, boolean failed) {
    state(klass, failed ? ClassDescriptor.STATE_ERRONEOUS : ClassDescriptor.STATE_INITIALIZED);
    memory.i32(klass.descriptor() + ClassDescriptor.INITIALIZING_THREAD, 0);
  }

  /** Gives static fields with a ConstantValue their values. May allocate strings. */
  public void assignConstants(InstanceKlass klass) {
    for (Field field : klass.fields()) {
      if (field.isStatic()) {
        assign(field, field.info());
      }
    }
  }

  private void assign(Field field, FieldInfo info) {
    @Nullable Object value = info.constantValue();
    long at = field.offset();
    switch (value) {
      case null -> {}
      case Integer number -> {
        switch (field.kind().size()) {
          case 1 -> memory.i8(at, number);
          case 2 -> memory.i16(at, number);
          default -> memory.i32(at, number);
        }
      }
      case Long number -> memory.i64(at, number);
      case Float number -> memory.f32(at, number);
      case Double number -> memory.f64(at, number);
      case String text -> {
        int string = strings.intern(text);
        memory.ref(at, string);
      }
      default -> throw new IllegalStateException("ConstantValue " + value);
    }
  }
}
