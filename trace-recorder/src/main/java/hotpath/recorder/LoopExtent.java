package hotpath.recorder;

import hotpath.gc.memory.GuestMemory;
import hotpath.interpreter.classfile.MethodCode;
import hotpath.interpreter.meaning.CodeWord;
import hotpath.interpreter.meaning.HandlerNumber;
import hotpath.interpreter.predecode.PreparedMethod;
import java.util.ArrayList;
import java.util.List;

/** Where a loop ends, and which code words go back to its header. */
final class LoopExtent {
  private LoopExtent() {}

  private static boolean goesBackTo(MethodCode code, int i, int header) {
    return code.opcode(i).isBranch()
        && !code.opcode(i).isSwitch()
        && i >= header
        && code.target(i) == header;
  }

  /** The last instruction that branches to {@code header}. */
  static int lastInstruction(PreparedMethod method, int header) {
    MethodCode code = method.code();
    int last = header;
    for (int i = header; i < code.length(); i++) {
      if (goesBackTo(code, i, header)) {
        last = i;
      }
    }
    return last == header ? code.length() - 1 : last;
  }

  /** The counting words that branch backward to {@code header}. */
  static List<Long> backwardBranches(GuestMemory memory, PreparedMethod method, int header) {
    MethodCode code = method.code();
    List<Long> words = new ArrayList<>();
    for (int i = header; i < code.length(); i++) {
      if (goesBackTo(code, i, header) && method.flow().isReachable(i)) {
        long word = method.pcOf(i);
        int number = memory.u16(word + CodeWord.HANDLER);
        if (HandlerNumber.handler(number).isBranch()) {
          words.add(word);
        }
      }
    }
    return words;
  }
}
