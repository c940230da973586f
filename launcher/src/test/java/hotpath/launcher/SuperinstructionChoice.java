package hotpath.launcher;

import hotpath.interpreter.meaning.Superinstruction;
import hotpath.launcher.WordCounts.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses superinstructions by what they save: the one that saves most dispatches beside those that
 * are chosen already, again and again. Runs are cut as {@link hotpath.interpreter.predecode.Fusion}
 * does, from the left, the longest piece first.
 */
final class SuperinstructionChoice {
  /**
   * One that was chosen.
   *
   * @param saves dispatches of 1000 words, beside those before it
   */
  record Chosen(List<Integer> numbers, double saves) {}

  /** Dispatches of 1000 words that are not worth a handler. */
  private static final double WORTH = 0.05;

  private final List<Run> runs;
  private final Set<List<Integer>> pieces = new HashSet<>();
  private final Set<List<Integer>> useless = new HashSet<>();

  SuperinstructionChoice(List<Run> runs) {
    this.runs = runs;
  }

  List<Chosen> choose(int most) {
    List<Chosen> chosen = new ArrayList<>();
    double before = dispatchesSaved();
    while (chosen.size() < most) {
      Map<List<Integer>, Double> gains = new HashMap<>();
      runs.forEach(run -> gains(run, gains));
      List<Integer> best = null;
      for (Map.Entry<List<Integer>, Double> each : gains.entrySet()) {
        double lead = best == null ? each.getValue() : each.getValue() - gains.get(best);
        if (lead > 0 || (lead == 0 && each.getKey().hashCode() < best.hashCode())) {
          best = each.getKey();
        }
      }
      if (best == null) {
        break;
      }
      pieces.add(best);
      double saved = dispatchesSaved();
      // A longer piece may end where a better one began.
      if (saved - before > WORTH) {
        chosen.add(new Chosen(best, saved - before));
        before = saved;
      } else {
        pieces.remove(best);
        useless.add(best);
      }
    }
    return chosen;
  }

  /** What new pieces would save that start where a piece starts now. */
  private void gains(Run run, Map<List<Integer>, Double> gains) {
    for (int from = 0; from < run.numbers().size(); ) {
      int now = longestAt(run, from);
      int most = Math.min(run.numbers().size() - from, Superinstruction.MOST_WORDS);
      for (int n = now + 1; n <= most; n++) {
        List<Integer> piece = run.numbers().subList(from, from + n);
        if (!useless.contains(piece)) {
          gains.merge(piece, run.count() * (n - now), Double::sum);
        }
      }
      from += now;
    }
  }

  private int longestAt(Run run, int from) {
    for (int n = Math.min(run.numbers().size() - from, Superinstruction.MOST_WORDS); n > 1; n--) {
      if (pieces.contains(run.numbers().subList(from, from + n))) {
        return n;
      }
    }
    return 1;
  }

  private double dispatchesSaved() {
    double saved = 0;
    for (Run run : runs) {
      for (int from = 0; from < run.numbers().size(); ) {
        int n = longestAt(run, from);
        saved += run.count() * (n - 1);
        from += n;
      }
    }
    return saved;
  }
}
