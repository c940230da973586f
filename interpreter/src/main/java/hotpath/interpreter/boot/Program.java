package hotpath.interpreter.boot;

import hotpath.gc.memory.GuestMemory;
import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.link.Allocator;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.LinkageFailure;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.vm.Vm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two things a VM is asked to do: boot, and run a program. Each puts the outermost frame on the
 * main thread's stack; the control loop then runs the thread until it is idle.
 */
public final class Program {
  private final Vm vm;

  public Program(Vm vm) {
    this.vm = vm;
  }

  /** Prepares the main thread to run the short boot. */
  public void startBoot() {
    start(vm.calls().guestMethod("Boot", "run", "()V"));
  }

  /**
   * Prepares the main thread to run a program, after the boot.
   *
   * @param className with dots or slashes
   * @return why it cannot be run, in the words of {@code java}; null if it can
   */
  public @Nullable String startMain(String className, List<String> arguments) {
    String name = className.replace('.', '/');
    InstanceKlass klass;
    try {
      klass = vm.dictionary().find(vm.dictionary().application(), name);
    } catch (LinkageFailure failure) {
      return "Error: LinkageError occurred while loading main class "
          + className
          + "\n\t"
          + failure.errorClass().replace('/', '.')
          + ": "
          + failure.detail();
    }
    if (klass == null) {
      return "Error: Could not find or load main class "
          + className
          + "\nCaused by: java.lang.ClassNotFoundException: "
          + className;
    }
    String problem = MainMethod.problem(klass);
    if (problem != null) {
      return problem;
    }
    // What loads a class may collect; so the array comes last.
    Method run = vm.calls().guestMethod("Launch", "run", "(Ljava/lang/Class;[Ljava/lang/String;)V");
    int array = strings(arguments);
    start(run, Allocator.offset(vm.mirrors().of(klass)), Allocator.offset(array));
    return null;
  }

  private int strings(List<String> texts) {
    GuestThread thread = vm.mainThread();
    GuestMemory memory = vm.memory();
    int mark = thread.handles().mark();
    InstanceKlass stringKlass = vm.dictionary().bootClass("java/lang/String");
    int array =
        thread
            .handles()
            .push(vm.allocator().array(vm.dictionary().arrayOf(stringKlass), texts.size()));
    for (int i = 0; i < texts.size(); i++) {
      int string = vm.strings().make(texts.get(i));
      memory.ref(Allocator.element(thread.handles().get(array), JavaKind.REF, i), string);
    }
    int result = thread.handles().get(array);
    thread.handles().release(mark);
    return result;
  }

  private void start(Method method, long... slots) {
    GuestThread thread = vm.mainThread();
    for (long slot : slots) {
      thread.push(slot);
    }
    vm.calls().enter(thread, method, vm.stubs().threadEnd(), 0);
  }
}
