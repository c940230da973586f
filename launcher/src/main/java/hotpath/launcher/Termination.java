package hotpath.launcher;

import hotpath.interpreter.thread.Requests;
import hotpath.interpreter.thread.Requests.Request;
import hotpath.platform.memory.CLibrary;
import hotpath.platform.memory.CallFailure;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The end of the process by a signal: Ctrl-C, SIGTERM or SIGHUP. The host JVM then runs its
 * shutdown hooks; ours asks the VM to shut down, which runs the guest's, and waits for it. The exit
 * code is the host's, 128 and the signal's number, unless the guest says another.
 *
 * <p>A hook is the one way to hear of a signal without an internal interface of the JDK. What it
 * does not hear of is a second signal, so the host system's own answer to it is restored: the
 * process ends at once.
 */
final class Termination {
  /** What the VM ends with if the guest says nothing else: no guest's exit code is so low. */
  private static final int BY_SIGNAL = Integer.MIN_VALUE;

  private static final int SIGHUP = 1;
  private static final int SIGINT = 2;
  private static final int SIGTERM = 15;
  private static final long DEFAULT_ANSWER = 0;

  private final CountDownLatch end = new CountDownLatch(1);
  private @Nullable Requests running;
  private int exitCode;

  /** A program begins; up to now nothing of the guest's is lost when the process ends. */
  void begins(Requests requests) {
    synchronized (this) {
      running = requests;
    }
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(this::shutDown, "hotpath shutdown"));
    } catch (IllegalStateException _) {
      // The process is ending already, and with it this thread.
      return;
    }
  }

  /** All that the process had to do is done. */
  synchronized void ends(int code) {
    exitCode = code;
    running = null;
    end.countDown();
  }

  private void shutDown() {
    Requests vm = vm();
    if (vm == null) {
      return;
    }
    restoreAnswers();
    vm.ask(new Request.ShutDown(BY_SIGNAL));
    try {
      end.await();
    } catch (InterruptedException _) {
      return;
    }
    int code = code();
    if (code != BY_SIGNAL) {
      Runtime.getRuntime().halt(code);
    }
  }

  private synchronized @Nullable Requests vm() {
    return running;
  }

  private synchronized int code() {
    return exitCode;
  }

  private static void restoreAnswers() {
    CLibrary library = new CLibrary();
    for (int signal : new int[] {SIGHUP, SIGINT, SIGTERM}) {
      try {
        library.callLong("signal", signal, DEFAULT_ANSWER);
      } catch (CallFailure e) {
        throw new IllegalStateException("signal " + signal, e);
      }
    }
  }
}
