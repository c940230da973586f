package hotpath.interpreter.engine;

import hotpath.interpreter.vm.ThreadDump;
import hotpath.interpreter.vm.Vm;

/**
 * The end of a program whose threads all wait for each other: HotSpot would hang. No guest code can
 * run any more, so there are no shutdown hooks.
 */
final class Deadlock {
  private static final int EXIT_CODE = 1;

  private final Vm vm;

  Deadlock(Vm vm) {
    this.vm = vm;
  }

  /** Reports the stacks of all threads, and halts the VM. */
  void end() {
    vm.printError("Deadlock: every thread waits, and none can wake another.\n" + ThreadDump.of(vm));
    vm.halt(EXIT_CODE);
  }
}
