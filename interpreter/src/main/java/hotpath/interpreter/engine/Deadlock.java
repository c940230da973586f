package hotpath.interpreter.engine;

import hotpath.interpreter.vm.ThreadDump;
import hotpath.interpreter.vm.Vm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

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
    String text = "Deadlock: every thread waits, and none can wake another.\n" + ThreadDump.of(vm);
    try {
      vm.host().standardError().write(text.getBytes(StandardCharsets.UTF_8));
      vm.host().standardError().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    vm.halt(EXIT_CODE);
  }
}
