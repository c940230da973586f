package hotpath.guest;

/**
 * The short boot: the first guest code of a VM. It makes what HotSpot makes before {@code
 * System.initPhase1}, calls this, and raises the initialization level; phases 2 and 3 are not run.
 *
 * <p>Each step is here for a reason found by leaving it out: {@code Finalizer} and {@code
 * reflect.Method} set accessors in {@code SharedSecrets} that others expect, the constants of
 * {@code Unsafe} are the VM's to write, and no mirror may lack its module.
 */
final class Boot {
  private Boot() {}

  static void run() throws Throwable {
    ClassInitialization.initialize(String.class);
    ClassInitialization.initialize(System.class);
    ClassInitialization.initialize(Class.class);
    ClassInitialization.initialize(ThreadGroup.class);
    ClassInitialization.initialize(Thread.class);
    makeMainThread();
    ClassInitialization.initialize(Module.class);
    makeModules();
    ClassInitialization.initialize(java.lang.reflect.Method.class);
    ClassInitialization.initialize(Internals.libraryClass("java/lang/ref/Finalizer"));
    ClassInitialization.initialize(Internals.libraryClass("jdk/internal/misc/UnsafeConstants"));
    writeUnsafeConstants();
    ClassInitialization.initialize(Throw.class);
    Internals.call("java/lang/System", "initPhase1", "()V", null, null, null);
    raiseInitLevel();
  }

  private static void makeMainThread() {
    Object system = Instances.allocate(ThreadGroup.class);
    Internals.call("java/lang/ThreadGroup", "<init>", "()V", system, null, null);
    Object main = Instances.allocate(ThreadGroup.class);
    Internals.call(
        "java/lang/ThreadGroup",
        "<init>",
        "(Ljava/lang/ThreadGroup;Ljava/lang/String;)V",
        main,
        system,
        "main");
    ThreadLife.become(main, "main");
  }

  /** Makes the module object of the library and gives it to every mirror. */
  private static native void makeModules();

  private static native void writeUnsafeConstants();

  private static native void raiseInitLevel();
}
