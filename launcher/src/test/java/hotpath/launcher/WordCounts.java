package hotpath.launcher;

import hotpath.interpreter.engine.Engine;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.meaning.CodeWord;
import hotpath.interpreter.meaning.HandlerNumber;
import hotpath.interpreter.predecode.CodeMap;
import hotpath.interpreter.predecode.Fusion;
import hotpath.interpreter.predecode.PreparedMethod;
import hotpath.interpreter.vm.Vm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How often a program executes each run of words that superinstructions could cover: an engine that
 * steps another one and counts.
 */
final class WordCounts implements Engine {
  /** Handler numbers of a run of words, and how often its first word was executed. */
  record Run(List<Integer> numbers, double count) {}

  private final Vm vm;
  private final Engine engine;
  private final List<Run> runs;
  private final Map<Long, long[]> counts = new HashMap<>();

  /**
   * @param runs gets the runs when the program has ended, in thousandths of the words executed
   */
  WordCounts(Vm vm, Engine engine, List<Run> runs) {
    this.vm = vm;
    this.engine = engine;
    this.runs = runs;
  }

  @Override
  public int run(GuestThread thread) {
    while (true) {
      int reason = step(thread);
      if (reason != 0) {
        return reason;
      }
    }
  }

  @Override
  public int step(GuestThread thread) {
    counts.computeIfAbsent(thread.pc(), _ -> new long[1])[0]++;
    return engine.step(thread);
  }

  @Override
  public void close() {
    double all = counts.values().stream().mapToLong(count -> count[0]).sum() / 1000.0;
    CodeMap codeMap = vm.codeMap();
    Set<PreparedMethod> methods = new LinkedHashSet<>();
    for (long pc : counts.keySet()) {
      PreparedMethod method = codeMap.find(pc);
      if (method != null) {
        methods.add(method);
      }
    }
    for (PreparedMethod method : methods) {
      Fusion.forEachRun(vm.memory(), method, words -> add(words, all));
    }
    engine.close();
  }

  private void add(long[] words, double all) {
    long[] count = counts.get(words[0]);
    if (count == null) {
      return;
    }
    List<Integer> numbers = new ArrayList<>(words.length);
    for (long word : words) {
      numbers.add(HandlerNumber.plain(vm.memory().u16(word + CodeWord.HANDLER)));
    }
    runs.add(new Run(numbers, count[0] / all));
  }
}
