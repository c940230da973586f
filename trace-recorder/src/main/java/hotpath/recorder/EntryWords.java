package hotpath.recorder;

import hotpath.gc.memory.GuestMemory;
import hotpath.interpreter.meaning.CodeWord;
import hotpath.interpreter.meaning.Handler;
import hotpath.interpreter.meaning.Handler.Form;
import hotpath.interpreter.meaning.HandlerNumber;
import hotpath.interpreter.predecode.Fusion;
import hotpath.interpreter.predecode.PreparedMethod;
import java.util.Arrays;

/**
 * The code words through which the interpreter comes to an anchor: the backward branches to a loop
 * header, or the entry word of a method. Each counts, or it enters the tree; operand a is the
 * counter, or the slot of the root.
 */
final class EntryWords {
  private final GuestMemory memory;
  private final PreparedMethod method;

  /** Region offsets of the words that enter the tree. */
  private long[] entering = {};

  /** Of an anchor in this method. */
  EntryWords(GuestMemory memory, PreparedMethod method) {
    this.memory = memory;
    this.method = method;
  }

  /** Sets what a word that counts counts down from. */
  void count(long word, int counter) {
    memory.i16(word + CodeWord.A, counter);
  }

  /** Makes a word that counts enter a trace. */
  void enter(long word, Trace root) {
    Fusion.split(memory, method, word);
    Handler handler = handler(word);
    boolean isEntry = handler == Handler.ENTER || handler == Handler.ENTER_TRACE;
    memory.i16(word + CodeWord.A, root.slot());
    memory.i16(
        word + CodeWord.HANDLER,
        isEntry ? HandlerNumber.of(Handler.ENTER_TRACE) : HandlerNumber.of(handler, Form.TRACE));
    for (long each : entering) {
      if (each == word) {
        return;
      }
    }
    entering = Arrays.copyOf(entering, entering.length + 1);
    entering[entering.length - 1] = word;
  }

  /** Makes all words count again. */
  void countAll(int counter) {
    for (long word : entering) {
      Handler handler = handler(word);
      memory.i16(
          word + CodeWord.HANDLER,
          handler == Handler.ENTER_TRACE
              ? HandlerNumber.of(Handler.ENTER)
              : HandlerNumber.of(handler, Form.COUNTING));
      count(word, counter);
    }
    entering = new long[0];
  }

  private Handler handler(long word) {
    return HandlerNumber.handler(memory.u16(word + CodeWord.HANDLER));
  }
}
