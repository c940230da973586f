package hotpath.interpreter.meaning;

import hotpath.tssa.ir.Alias;
import hotpath.tssa.ir.Alias.Sort;
import hotpath.tssa.ir.MemType;

/** The alias classes of guest memory, by which the compiler tells accesses apart. */
public final class Aliases {
  public static final Alias CLASS_WORD = new Alias("class", Sort.FROZEN);
  public static final Alias LENGTH = new Alias("length", Sort.FROZEN);
  public static final Alias LOCK = new Alias("lock", Sort.FIELD);
  public static final Alias HASH = new Alias("hash", Sort.FIELD);

  /** Words of descriptors that are set when a class is linked. */
  public static final Alias DESCRIPTOR = new Alias("descriptor", Sort.FROZEN);

  /** Words of descriptors that change while the program runs: entry words, initialization state. */
  public static final Alias DESCRIPTOR_STATE = new Alias("state", Sort.STATE);

  /** Cells of reference tables: set before code refers to them. */
  public static final Alias CONSTANT = new Alias("constant", Sort.FROZEN);

  /** What leaf routines gave: a reader that finds its key there finds the right value. */
  public static final Alias MEMO = new Alias("memo", Sort.STATE);

  public static final Alias CODE = new Alias("code", Sort.FROZEN);
  public static final Alias COUNTER = new Alias("counter", Sort.STATE);
  public static final Alias FRAME = new Alias("frame", Sort.STATE);
  public static final Alias THREAD = new Alias("thread", Sort.STATE);

  /** What raw memory access can touch. */
  public static final Alias ANY = new Alias("any", Sort.ANY);

  private Aliases() {}

  public static Alias element(MemType type) {
    return new Alias("[" + type, Sort.ELEMENT);
  }
}
