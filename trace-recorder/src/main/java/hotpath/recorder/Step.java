package hotpath.recorder;

import hotpath.interpreter.meaning.Handler;
import hotpath.interpreter.predecode.PreparedMethod;
import org.jspecify.annotations.Nullable;

/**
 * One recorded code word: where, what, and how it was decided. Together with the pre-decoded
 * methods (whose words never change in what they mean once quickened) it is all that the compiler
 * reads.
 *
 * @param method the method whose word it is
 * @param pc the word's region offset
 * @param handler what it does
 * @param a operand a, 16 bits unsigned
 * @param b operand b
 * @param wide the next word; of a call by a member name with a receiver, the method named
 * @param nextPc where execution went on
 * @param decision class of the receiver or object (0 for null), index of the switch entry, or link
 *     word of a return
 * @param decision2 class of the array stored to; the callee's method descriptor; 1 if an instance
 * @param top the top of the operand stack before the instruction, for dumps
 * @param hammock what a branch decides between, if the path takes both sides of it
 */
public record Step(
    PreparedMethod method,
    long pc,
    Handler handler,
    int a,
    int b,
    long wide,
    long nextPc,
    long decision,
    long decision2,
    long top,
    @Nullable Hammock hammock) {

  /** The same, complete: execution went on at {@code next}. */
  Step goingTo(long next) {
    return new Step(method, pc, handler, a, b, wide, next, decision, decision2, top, hammock);
  }

  /** Whether the path takes both sides of this branch. */
  public boolean takesBothSides() {
    return hammock != null;
  }

  /** Whether a branch was taken. */
  public boolean isTaken() {
    return nextPc != pc + 8;
  }
}
