package hotpath.interpreter.vm;

import hotpath.interpreter.link.ReferenceTable;
import java.util.HashMap;
import java.util.Map;

/**
 * Objects that natives keep for as long as the VM lives, by a key of the host: failures of classes,
 * drafts of definitions.
 */
public final class KeptReferences {
  private final ReferenceTable references;
  private final Map<Object, Kept> cells = new HashMap<>();

  private record Kept(long cell) {}

  KeptReferences(ReferenceTable references) {
    this.references = references;
  }

  public void put(Object key, int ref) {
    Kept kept = cells.get(key);
    if (kept == null) {
      cells.put(key, new Kept(references.add(ref)));
    } else {
      references.set(kept.cell(), ref);
    }
  }

  /** The reference of a key; null if there is none. */
  public int get(Object key) {
    Kept kept = cells.get(key);
    return kept == null ? 0 : references.get(kept.cell());
  }
}
