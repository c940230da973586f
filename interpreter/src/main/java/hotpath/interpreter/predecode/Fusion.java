package hotpath.interpreter.predecode;

import hotpath.gc.memory.GuestMemory;
import hotpath.interpreter.classfile.MethodCode;
import hotpath.interpreter.classfile.SwitchTable;
import hotpath.interpreter.meaning.CodeWord;
import hotpath.interpreter.meaning.Handler;
import hotpath.interpreter.meaning.HandlerNumber;
import hotpath.interpreter.meaning.Superinstruction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes superinstructions of the words of a method: the first word of a run gets another number,
 * all words keep their operands and the others their numbers. So a jump to any of them, an exit, or
 * an engine that knows no superinstructions needs nothing. A run starts anew where the method's
 * branches go to: what is entered in the middle has gained nothing.
 *
 * <p>A covered word must not change: who rewrites its number calls {@link #split} before.
 */
public final class Fusion {
  private final GuestMemory memory;

  public Fusion(GuestMemory memory) {
    this.memory = memory;
  }

  /** Fuses what can be, from the first word on, the longest runs first. */
  public void fuse(PreparedMethod method) {
    forEachRun(memory, method, this::fuse);
  }

  private void fuse(long[] words) {
    for (int from = 0; from < words.length - 1; ) {
      from += fuseAt(words, from, Math.min(words.length - from, Superinstruction.MOST_WORDS));
    }
  }

  /** Shows the pcs of all words that one superinstruction might cover, if there were such. */
  public static void forEachRun(
      GuestMemory memory, PreparedMethod method, Consumer<long[]> visitor) {
    BitSet targets = targets(method.code());
    long[] run = new long[method.code().length()];
    int length = 0;
    for (int i = 0; i < run.length; i++) {
      long bytes = method.pcOf(i + 1) - method.pcOf(i);
      if (bytes == 0) {
        continue;
      }
      Handler handler = handler(memory, method.pcOf(i));
      boolean isWhole = bytes == handler.bytes() && Superinstruction.mayEnd(handler);
      if (targets.get(i) || !isWhole) {
        length = show(run, length, visitor);
      }
      if (isWhole) {
        run[length++] = method.pcOf(i);
      }
      if (!isWhole || !Superinstruction.mayGoOn(handler)) {
        length = show(run, length, visitor);
      }
    }
    show(run, length, visitor);
  }

  private static int show(long[] run, int length, Consumer<long[]> visitor) {
    if (length > 1) {
      visitor.accept(Arrays.copyOf(run, length));
    }
    return 0;
  }

  private static BitSet targets(MethodCode code) {
    BitSet targets = new BitSet(code.length());
    for (int i = 0; i < code.length(); i++) {
      switch (code.opcode(i)) {
        case TABLESWITCH, LOOKUPSWITCH -> {
          SwitchTable table = code.switchOf(i);
          targets.set(table.defaultTarget());
          for (int k = 0; k < table.size(); k++) {
            targets.set(table.target(k));
          }
        }
        default -> {
          if (code.opcode(i).isBranch()) {
            targets.set(code.target(i));
          }
        }
      }
    }
    return targets;
  }

  /** Returns how many words the first one now covers. */
  private int fuseAt(long[] words, int from, int most) {
    List<Integer> run = new ArrayList<>(most);
    for (int i = 0; i < most; i++) {
      run.add(HandlerNumber.plain(memory.u16(words[from + i] + CodeWord.HANDLER)));
    }
    for (int n = most; n > 1; n--) {
      Superinstruction found = Superinstruction.find(run.subList(0, n));
      if (found != null) {
        memory.i16(words[from] + CodeWord.HANDLER, HandlerNumber.of(found));
        return n;
      }
    }
    memory.i16(words[from] + CodeWord.HANDLER, run.getFirst());
    return 1;
  }

  /** Makes words again of what covers the one at {@code pc}, which is about to be rewritten. */
  public static void split(GuestMemory memory, PreparedMethod method, long pc) {
    int last = method.instructionAt(pc);
    int first = Math.max(0, last - Superinstruction.MOST_WORDS + 1);
    for (int i = first; i <= last; i++) {
      long word = method.pcOf(i);
      if (method.pcOf(i + 1) > word) {
        int number = memory.u16(word + CodeWord.HANDLER);
        if (number >= HandlerNumber.plainCount()) {
          memory.i16(word + CodeWord.HANDLER, HandlerNumber.plain(number));
        }
      }
    }
  }

  private static Handler handler(GuestMemory memory, long pc) {
    return HandlerNumber.handler(memory.u16(pc + CodeWord.HANDLER));
  }
}
