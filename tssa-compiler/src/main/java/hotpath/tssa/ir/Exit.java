package hotpath.tssa.ir;

import org.jspecify.annotations.Nullable;

/**
 * A way out of a piece of code, as data: a number (its index in the code's table of exits), a
 * reason for the front end, and, in a trace, the {@link Snapshot} to restore. A handler's exits
 * have no snapshot: they come before its first effect, so that pc, sp and fp are still those of the
 * instruction.
 *
 * @param number dense, from 0, in order of the instructions
 * @param reason a number of the front end's table of reasons
 * @param label names the reason in texts
 */
public record Exit(int number, int reason, String label, @Nullable Snapshot snapshot) {

  public Exit withNumber(int newNumber) {
    return new Exit(newNumber, reason, label, snapshot);
  }

  public Exit withSnapshot(@Nullable Snapshot newSnapshot) {
    return new Exit(number, reason, label, newSnapshot);
  }
}
