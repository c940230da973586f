package hotpath.interpreter.predecode;

import hotpath.interpreter.classfile.CodeFlow;
import hotpath.interpreter.classfile.MethodCode;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.meaning.CodeWord;
import java.util.Arrays;

/**
 * What the host knows of a method's code words: which instruction each belongs to, where locals
 * live, what has been charged at each instruction.
 */
public final class PreparedMethod {
  /** The instruction of words that stem from no class-file instruction: entry, prologue. */
  public static final int NO_INSTRUCTION = -1;

  private final Method method;
  private final CodeFlow flow;
  private final long start;
  private final int[] instructionOfWord;
  private final int[] wordOfInstruction;
  private final int[] index;
  private final LocalSlots slots;
  private int samples;

  PreparedMethod(
      Method method,
      CodeFlow flow,
      long start,
      int[] instructionOfWord,
      int[] wordOfInstruction,
      int[] index,
      LocalSlots slots) {
    this.method = method;
    this.flow = flow;
    this.start = start;
    this.instructionOfWord = instructionOfWord;
    this.wordOfInstruction = wordOfInstruction;
    this.index = index;
    this.slots = slots;
  }

  public Method method() {
    return method;
  }

  public MethodCode code() {
    return flow.code();
  }

  public CodeFlow flow() {
    return flow;
  }

  /** Notes that it was seen running; returns how often it was. */
  public int sampled() {
    return ++samples;
  }

  /** Region offset of the entry word. */
  public long start() {
    return start;
  }

  /** Region offset behind the last word. */
  public long end() {
    return start + (long) instructionOfWord.length * CodeWord.BYTES;
  }

  public boolean contains(long pc) {
    return pc >= start && pc < end();
  }

  /** The instruction that the word at {@code pc} belongs to, or {@link #NO_INSTRUCTION}. */
  public int instructionAt(long pc) {
    return instructionOfWord[(int) ((pc - start) / CodeWord.BYTES)];
  }

  /** Region offset of an instruction's first word. */
  public long pcOf(int instruction) {
    return start + (long) wordOfInstruction[instruction] * CodeWord.BYTES;
  }

  /** Original bytecode index of the word at {@code pc}; 0 for words of no instruction. */
  public int bciAt(long pc) {
    int instruction = instructionAt(pc);
    return instruction == NO_INSTRUCTION ? 0 : code().bci(instruction);
  }

  /**
   * Instructions in code order between the last call (or the entry) and this one: section 3,
   * "Counting".
   */
  public int countIndex(int instruction) {
    return index[instruction];
  }

  public LocalSlots slots() {
    return slots;
  }

  /**
   * Number of backward branch and entry words is small: all words whose instruction is {@code
   * instruction}.
   */
  public long[] wordsOf(int instruction) {
    long[] words = new long[4];
    int count = 0;
    for (int w = 0; w < instructionOfWord.length; w++) {
      if (instructionOfWord[w] == instruction) {
        if (count == words.length) {
          words = Arrays.copyOf(words, count * 2);
        }
        words[count++] = start + (long) w * CodeWord.BYTES;
      }
    }
    return Arrays.copyOf(words, count);
  }
}
