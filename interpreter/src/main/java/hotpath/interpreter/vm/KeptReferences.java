package hotpath.interpreter.vm;

import hotpath.interpreter.link.Klass;
import java.util.HashMap;
import java.util.Map;

/** Objects that natives keep for a class as long as the class lives: why it failed. */
public final class KeptReferences {
  private final Map<Klass, Kept> cells = new HashMap<>();

  private record Kept(long cell) {}

  KeptReferences() {}

  public void put(Klass key, int ref) {
    Kept kept = cells.get(key);
    if (kept == null) {
      cells.put(key, new Kept(key.loader().references().add(ref)));
    } else {
      key.loader().references().set(kept.cell(), ref);
    }
  }

  /** The reference of a class; 0 if there is none. */
  public int get(Klass key) {
    Kept kept = cells.get(key);
    return kept == null ? 0 : key.loader().references().get(kept.cell());
  }
}
