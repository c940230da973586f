package hotpath.interpreter.thread;

import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.frame.Turn;
import org.jspecify.annotations.Nullable;

/**
 * How many class-file instructions a program may still execute: those of all its threads together,
 * the boot's included, as {@code --stats} counts them.
 *
 * <p>Not charged is the library's handler of references, once it waits for the collector: when a
 * collection is due differs between engines (traces allocate less), and fuel must not.
 */
final class Fuel {
  private final long amount;
  private GuestThread running;
  private long begin;
  private long spentByOthers;
  private @Nullable GuestThread free;

  /**
   * @param amount {@link Turn#NEVER} if there is no end to it
   * @param first the thread that runs
   */
  Fuel(long amount, GuestThread first) {
    this.amount = amount;
    this.running = first;
  }

  /** From now on another thread runs. */
  void run(GuestThread next) {
    spentByOthers += spentInTurn();
    running = next;
    begin = next.count();
  }

  private long spentInTurn() {
    return running == free ? 0 : running.count() - begin;
  }

  /** Whatever a thread executes from now on costs nothing; it is the one that runs. */
  void makeFree(GuestThread thread) {
    if (free != thread) {
      spentByOthers += spentInTurn();
      free = thread;
    }
  }

  /** The count of the running thread at which the fuel has been spent. */
  long end() {
    long left = amount - spentByOthers;
    return amount == Turn.NEVER || running == free || left > Turn.NEVER - begin
        ? Turn.NEVER
        : begin + left;
  }
}
