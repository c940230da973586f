package hotpath.interpreter.predecode;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the method of a code word: all pre-decoded methods of a VM by region offset. */
public final class CodeMap {
  private final TreeMap<Long, PreparedMethod> byStart = new TreeMap<>();
  private @Nullable PreparedMethod last;

  void add(PreparedMethod method) {
    byStart.put(method.start(), method);
  }

  /** The method whose code {@code pc} is in, or null: stubs are in none. */
  public @Nullable PreparedMethod find(long pc) {
    PreparedMethod cached = last;
    if (cached != null && cached.contains(pc)) {
      return cached;
    }
    Map.Entry<Long, PreparedMethod> entry = byStart.floorEntry(pc);
    if (entry == null || !entry.getValue().contains(pc)) {
      return null;
    }
    last = entry.getValue();
    return last;
  }

  /** The method whose code {@code pc} is in. */
  public PreparedMethod at(long pc) {
    PreparedMethod method = find(pc);
    if (method == null) {
      throw new IllegalStateException("no code at " + Long.toHexString(pc));
    }
    return method;
  }
}
