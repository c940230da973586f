package hotpath.guest;

import org.jspecify.annotations.Nullable;

/**
 * Class initialization, JVMS 5.5, as guest code: it calls class initializers, and waits for other
 * threads.
 *
 * <p>The states and their transitions are the VM's; what follows the order of the specification is
 * here.
 */
final class ClassInitialization {
  /** Answers of {@link #begin}; the host has the same numbers. */
  private static final int READY = 0;

  private static final int RUN = 1;
  private static final int ERRONEOUS = 2;
  private static final int WAIT = 3;

  private ClassInitialization() {}

  static void initialize(Class<?> type) throws Throwable {
    // A class that does not verify can be tried again: it is not erroneous.
    link(type);
    for (; ; ) {
      int answer = begin(type);
      if (answer == READY) {
        return;
      }
      if (answer == RUN) {
        run(type);
        return;
      }
      if (answer == ERRONEOUS) {
        throw fail(type);
      }
      if (answer == WAIT) {
        Thread.yield();
      }
    }
  }

  private static void run(Class<?> type) throws Throwable {
    try {
      int supers = superCount(type);
      for (int i = 0; i < supers; i++) {
        initialize(superAt(type, i));
      }
      assignConstants(type);
      runInitializer(type);
    } catch (Throwable thrown) {
      Throwable failure =
          thrown instanceof Error ? thrown : new ExceptionInInitializerError(thrown);
      // What a later use of the class names as its cause: like HotSpot's, made from the exception
      // thrown first.
      StringBuilder text = new StringBuilder("Exception ").append(thrown.getClass().getName());
      String message = detailOf(thrown);
      if (message != null) {
        text.append(": ").append(message);
      }
      text.append(" [in thread \"").append(Thread.currentThread().getName()).append("\"]");
      Throwable cause = new ExceptionInInitializerError(text.toString());
      cause.setStackTrace(thrown.getStackTrace());
      finish(type, cause);
      throw failure;
    }
    finish(type, null);
  }

  private static Throwable fail(Class<?> type) {
    Throwable error =
        new NoClassDefFoundError("Could not initialize class ".concat(type.getName()));
    Throwable cause = failureOf(type);
    if (cause != null) {
      error.initCause(cause);
    }
    return error;
  }

  /** Marks the class as being initialized by this thread, if it is for this thread to do. */
  private static native int begin(Class<?> type);

  /** Verifies the class, if that was not done; throws what the specification says. */
  private static native void link(Class<?> type);

  /**
   * How many classes are to be initialized first: the super class, then the super interfaces that
   * have default methods.
   */
  private static native int superCount(Class<?> type);

  private static native Class<?> superAt(Class<?> type, int index);

  private static native void assignConstants(Class<?> type);

  /** Runs {@code <clinit>}, if there is one. */
  private static native void runInitializer(Class<?> type);

  /** The message that it was made with: {@code getMessage} may be the program's. */
  private static native @Nullable String detailOf(Throwable thrown);

  private static native void finish(Class<?> type, @Nullable Throwable failure);

  private static native @Nullable Throwable failureOf(Class<?> type);
}
