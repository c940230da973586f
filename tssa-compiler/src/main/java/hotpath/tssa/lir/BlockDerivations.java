package hotpath.tssa.lir;

import hotpath.tssa.ir.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * What selection computes from one value again and again within a block, such as an index times the
 * size of an element: it is computed once, as soon as the value is known. Selection goes backward,
 * so the first that asks is the last user; nobody comes before the instructions that stand here.
 */
final class BlockDerivations {
  private record Key(int source, Object how) {}

  private final LirCode code;
  private final Map<Key, Integer> values = new HashMap<>();
  private final Map<Integer, List<LirInsn>> behind = new TreeMap<>();

  BlockDerivations(LirCode code) {
    this.code = code;
  }

  int value(int source, Object how, Kind kind, IntFunction<LirInsn> maker) {
    Integer known = values.get(new Key(source, how));
    if (known != null) {
      return known;
    }
    int value = code.newVirtual(kind);
    values.put(new Key(source, how), value);
    behind.computeIfAbsent(source, _ -> new ArrayList<>()).add(maker.apply(value));
    return value;
  }

  /** The instructions that belong behind a source, which will not be asked for any more. */
  List<LirInsn> take(int source) {
    List<LirInsn> insns = behind.remove(source);
    return insns == null ? List.of() : insns;
  }

  /** All that are left at the start of a block. */
  List<LirInsn> takeAll() {
    List<LirInsn> insns = new ArrayList<>();
    behind.values().forEach(insns::addAll);
    behind.clear();
    values.clear();
    return insns;
  }
}
