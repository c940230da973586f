package hotpath.guest;

/** Runs a program: the outermost frame of the main thread. */
final class Launch {
  private static final int STATIC_WITH_ARGUMENTS = 1;
  private static final int STATIC = 2;
  private static final int INSTANCE_WITH_ARGUMENTS = 3;

  private Launch() {}

  /** Runs the main method of a class, then what the end of a VM asks for. */
  static void run(Class<?> type, String[] arguments) {
    int code = 0;
    try {
      runMain(type, arguments);
    } catch (Throwable thrown) {
      code = 1;
      ThreadLife.dispatch(thrown);
    }
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    ThreadLife.exit();
    // As with HotSpot, whose main thread has this name when it waits for the others.
    ThreadLife.become(group, "DestroyJavaVM");
    ThreadLife.awaitUsers();
    shutdown();
    halt(code);
  }

  /** The outermost frame of a thread that ends the program because the host asks for it. */
  static void exit(Thread other, int code) {
    try {
      ThreadGroup group = other.getThreadGroup();
      while (group.getParent() != null) {
        group = group.getParent();
      }
      ThreadLife.become(group, "Shutdown");
      System.exit(code);
    } catch (Throwable thrown) {
      halt(code);
    }
  }

  private static void runMain(Class<?> type, String[] arguments) throws Throwable {
    ClassInitialization.initialize(type);
    int kind = mainKind(type);
    if (kind == STATIC_WITH_ARGUMENTS) {
      callMain(type, arguments);
    } else if (kind == STATIC) {
      callMain(type);
    } else {
      Object instance = Instances.allocate(type);
      Instances.construct(instance);
      if (kind == INSTANCE_WITH_ARGUMENTS) {
        callMainOf(instance, arguments);
      } else {
        callMainOf(instance);
      }
    }
  }

  private static void shutdown() {
    try {
      ClassInitialization.initialize(Internals.libraryClass("java/lang/Shutdown"));
    } catch (Throwable thrown) {
      ThreadLife.dispatch(thrown);
      return;
    }
    Internals.call("java/lang/Shutdown", "shutdown", "()V", null, null, null);
  }

  /** Which main method the class has, by the numbers above. */
  private static native int mainKind(Class<?> type);

  private static native void callMain(Class<?> type, String[] arguments);

  private static native void callMain(Class<?> type);

  private static native void callMainOf(Object instance, String[] arguments);

  private static native void callMainOf(Object instance);

  private static native void halt(int code);
}
