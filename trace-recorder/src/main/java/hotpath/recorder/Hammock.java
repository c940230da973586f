package hotpath.recorder;

import hotpath.gc.memory.GuestMemory;
import hotpath.interpreter.meaning.CodeWord;
import hotpath.interpreter.meaning.Handler;
import hotpath.interpreter.meaning.HandlerNumber;
import hotpath.interpreter.predecode.PreparedMethod;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A forward branch whose two sides are short, only compute, and meet again: an {@code if} around
 * {@code n++}, a conditional expression. A path computes both sides and selects, where a guard
 * would leave whenever the program goes the other way.
 *
 * <p>Why: a branch that goes both ways costs a misprediction each time, and every path through the
 * rest of the loop twice: n such branches make 2^n of them. The sides have no effect but on slots
 * and the count, and cannot leave, so computing one in vain is never seen.
 *
 * @param taken the words of the side that the branch jumps to; can be empty
 * @param takenCharge what the branch, taken, adds to the count
 * @param notTaken the words behind the branch, without a goto at their end
 * @param notTakenCharge what that goto adds to the count
 * @param join where both go on
 */
record Hammock(
    List<Step> taken, long takenCharge, List<Step> notTaken, long notTakenCharge, long join) {

  /** Words that neither leave nor have an effect. */
  private static final Set<Handler> COMPUTES =
      EnumSet.of(
          Handler.ACONST_NULL,
          Handler.ICONST,
          Handler.LCONST,
          Handler.FCONST,
          Handler.DCONST,
          Handler.ILOAD,
          Handler.LLOAD,
          Handler.FLOAD,
          Handler.DLOAD,
          Handler.ALOAD,
          Handler.ISTORE,
          Handler.LSTORE,
          Handler.FSTORE,
          Handler.DSTORE,
          Handler.ASTORE,
          Handler.IINC,
          Handler.POP,
          Handler.DUP,
          Handler.IADD,
          Handler.LADD,
          Handler.FADD,
          Handler.DADD,
          Handler.ISUB,
          Handler.LSUB,
          Handler.FSUB,
          Handler.DSUB,
          Handler.IMUL,
          Handler.LMUL,
          Handler.FMUL,
          Handler.DMUL,
          Handler.INEG,
          Handler.LNEG,
          Handler.FNEG,
          Handler.DNEG,
          Handler.ISHL,
          Handler.LSHL,
          Handler.ISHR,
          Handler.LSHR,
          Handler.IUSHR,
          Handler.LUSHR,
          Handler.IAND,
          Handler.LAND,
          Handler.IOR,
          Handler.LOR,
          Handler.IXOR,
          Handler.LXOR,
          Handler.I2L,
          Handler.I2D,
          Handler.I2F,
          Handler.L2I,
          Handler.F2D,
          Handler.D2F,
          Handler.I2B,
          Handler.I2C,
          Handler.I2S);

  /**
   * The hammock that the conditional branch at {@code pc} begins; null if it is none.
   *
   * @param longest words that a side may have
   */
  static @Nullable Hammock at(GuestMemory memory, PreparedMethod method, long pc, int longest) {
    long target = target(memory, pc);
    long behind = pc + CodeWord.BYTES;
    if (target <= behind || longest == 0) {
      return null;
    }
    Side notTaken = Side.read(memory, method, behind, target, longest);
    if (notTaken == null) {
      return null;
    }
    if (notTaken.end == target) {
      return new Hammock(List.of(), charge(memory, pc), notTaken.steps, 0, target);
    }
    // A goto over the other side.
    long join = target(memory, notTaken.end);
    if (notTaken.end + CodeWord.BYTES != target || join <= target) {
      return null;
    }
    Side taken = Side.read(memory, method, target, join, longest);
    return taken == null || taken.end != join
        ? null
        : new Hammock(
            taken.steps, charge(memory, pc), notTaken.steps, charge(memory, notTaken.end), join);
  }

  private static long target(GuestMemory memory, long pc) {
    return pc + (short) memory.i32(pc + CodeWord.B) * (long) CodeWord.BYTES;
  }

  private static long charge(GuestMemory memory, long pc) {
    return memory.i32(pc + CodeWord.B) >> 16;
  }

  /** Whether {@code pc} is within the sides. */
  boolean contains(long branchPc, long pc) {
    return pc > branchPc && pc < join;
  }

  /**
   * One side.
   *
   * @param end where it ends: at the limit that was given, or at a goto
   */
  private record Side(List<Step> steps, long end) {
    static @Nullable Side read(
        GuestMemory memory, PreparedMethod method, long from, long limit, int longest) {
      List<Step> steps = new ArrayList<>();
      long pc = from;
      while (pc < limit) {
        Handler handler = HandlerNumber.handler(memory.u16(pc + CodeWord.HANDLER));
        if (handler == Handler.GOTO) {
          return new Side(steps, pc);
        }
        if (!COMPUTES.contains(handler) || steps.size() == longest) {
          return null;
        }
        boolean wide = handler.hasWideOperand();
        long next = pc + handler.bytes();
        steps.add(
            new Step(
                method,
                pc,
                handler,
                memory.u16(pc + CodeWord.A),
                memory.i32(pc + CodeWord.B),
                wide ? memory.i64(pc + CodeWord.WIDE) : 0,
                next,
                0,
                0,
                0,
                null));
        pc = next;
      }
      return new Side(steps, pc);
    }
  }
}
