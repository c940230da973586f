package hotpath.interpreter.engine;

import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.ObjectLayout;
import hotpath.interpreter.frame.FrameLayout;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.link.GuestCalls;
import hotpath.interpreter.link.Klass;
import hotpath.interpreter.link.KlassTable;
import hotpath.interpreter.link.Messages;
import hotpath.interpreter.meaning.CodeWord;
import hotpath.interpreter.meaning.Handler;
import hotpath.interpreter.meaning.HandlerNumber;
import hotpath.interpreter.meaning.LeaveReason;

/**
 * Throws the exception that a failed check of an instruction stands for. The operands still lie on
 * the stack, so the message is made from them; a bounds or class check that null failed is a
 * NullPointerException.
 */
final class Failures {
  private final GuestMemory memory;
  private final KlassTable klasses;
  private final GuestCalls calls;

  Failures(GuestMemory memory, KlassTable klasses, GuestCalls calls) {
    this.memory = memory;
    this.klasses = klasses;
    this.calls = calls;
  }

  void raise(GuestThread thread, LeaveReason reason) {
    String exception = reason.exception();
    switch (reason) {
      case ARRAY_BOUNDS -> arrayBounds(thread);
      case ARITHMETIC -> calls.raise(thread, "java/lang/ArithmeticException", "/ by zero");
      case NEGATIVE_SIZE ->
          calls.raise(
              thread,
              "java/lang/NegativeArraySizeException",
              Integer.toString((int) operand(thread, 0)));
      case CLASS_CAST -> {
        Klass object = klasses.of((int) operand(thread, 0));
        Klass target = klasses.at(memory.u32(thread.pc() + CodeWord.B));
        calls.raise(thread, "java/lang/ClassCastException", Messages.classCast(object, target));
      }
      case ARRAY_STORE -> {
        Klass stored = klasses.of((int) operand(thread, 0));
        calls.raise(thread, "java/lang/ArrayStoreException", Messages.arrayStore(stored));
      }
      case STACK_OVERFLOW -> stackOverflow(thread);
      default -> {
        if (exception == null) {
          throw new IllegalStateException(reason + " is no failure");
        }
        calls.raise(thread, exception, null);
      }
    }
  }

  /** The operand {@code depth} slots below the top. */
  private long operand(GuestThread thread, int depth) {
    return memory.i64(thread.sp() - (depth + 1L) * FrameLayout.SLOT);
  }

  private void arrayBounds(GuestThread thread) {
    Handler handler = HandlerNumber.handler(memory.u16(thread.pc() + CodeWord.HANDLER));
    int above =
        switch (handler) {
          case IASTORE, LASTORE, FASTORE, DASTORE, AASTORE, BASTORE, CASTORE, SASTORE -> 1;
          default -> 0;
        };
    int array = (int) operand(thread, above + 1);
    if (array == 0) {
      calls.raise(thread, "java/lang/NullPointerException", null);
      return;
    }
    int length = memory.i32(Integer.toUnsignedLong(array) + ObjectLayout.LENGTH);
    calls.raise(
        thread,
        "java/lang/ArrayIndexOutOfBoundsException",
        Messages.arrayIndex((int) operand(thread, above), length));
  }

  /**
   * The frame that found no room has its linkage only, and none of its instructions has run; so no
   * handler of its method applies. The error is made in the reserve.
   */
  private void stackOverflow(GuestThread thread) {
    if (thread.isStackLimitRelaxed()) {
      throw new IllegalStateException("stack overflow while handling one");
    }
    thread.relaxStackLimit();
    calls.push(thread, calls.guestMethod("Throw", "stackOverflow", "()V"));
  }
}
