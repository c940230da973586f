package hotpath.interpreter.engine;

import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.thread.Requests.Request;
import hotpath.interpreter.vm.ThreadDump;
import hotpath.interpreter.vm.Vm;
import org.jspecify.annotations.Nullable;

/**
 * The ends of a VM that its program did not ask for. Each is said on the host's error stream and
 * has an exit code; but for a shutdown, no guest instruction runs after it, so there are no hooks.
 *
 * <p>All methods yield whether the control loop is to stop.
 */
public final class Endings {
  /** The exit code of a program that has spent its fuel. */
  public static final int OUT_OF_FUEL = 123;

  private static final int DEADLOCK = 1;

  /** Enough to see where a program was: a recursion may have a million frames. */
  private static final int FRAMES = 10;

  private final Vm vm;

  Endings(Vm vm) {
    this.vm = vm;
  }

  /** No thread can run. Unless somebody has a request they wait for each other: HotSpot hangs. */
  boolean nobodyRuns() {
    if (vm.requests().isPending()) {
      return false;
    }
    vm.printError("Deadlock: every thread waits, and none can wake another.\n" + ThreadDump.of(vm));
    vm.halt(DEADLOCK);
    return true;
  }

  boolean outOfFuel(GuestThread thread) {
    String reason = "out of fuel after " + vm.options().fuel() + " instructions";
    return end(thread, reason, OUT_OF_FUEL);
  }

  /** Does what another host thread asks for. */
  boolean request(GuestThread thread) {
    @Nullable Request request = vm.requests().next();
    return switch (request) {
      case null -> false;
      case Request.End end -> end(thread, end.reason(), end.exitCode());
      case Request.ShutDown shutDown -> {
        boolean started = vm.threadLife().startShutdown(shutDown.exitCode());
        if (!started) {
          vm.halt(shutDown.exitCode());
        }
        yield !started;
      }
    };
  }

  private boolean end(GuestThread thread, String reason, int exitCode) {
    vm.printError("hotpath: " + reason + "\n" + ThreadDump.top(vm, thread, FRAMES));
    vm.halt(exitCode);
    return true;
  }
}
