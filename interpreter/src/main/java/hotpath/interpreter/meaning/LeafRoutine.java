package hotpath.interpreter.meaning;

import hotpath.tssa.ir.Kind;
import java.util.List;

/**
 * The leaf routines: operations that loop inside or that the host's library computes. A leaf
 * routine has no exit, does not allocate or throw and runs no guest code. Their Java definitions
 * are in {@link LeafRoutines}, under the same name.
 */
public enum LeafRoutine {
  /**
   * (class, interface) -> region offset of the interface's method table in that class, 0 if there
   * is none.
   */
  INTERFACE_TABLE("interfaceTable", Kind.I32, false, Kind.I32, Kind.I32),
  /** (class, class) -> 1 if the first, not 0, is the second or a subtype of it. */
  IS_SUBTYPE("isSubtype", Kind.I32, false, Kind.I32, Kind.I32),
  /**
   * (offset of a sorted table, key) -> index of the entry, the default's if the key is not in it.
   */
  SWITCH_INDEX("switchIndex", Kind.I32, false, Kind.I32, Kind.I32),
  /** (to, from, bytes): copies as if through a buffer; the host's memmove. */
  COPY("copy", Kind.VOID, true, Kind.ADDR, Kind.ADDR, Kind.I64),
  FREM("frem", Kind.F32, false, Kind.F32, Kind.F32),
  DREM("drem", Kind.F64, false, Kind.F64, Kind.F64),
  SIN("sin", Kind.F64, false, Kind.F64),
  COS("cos", Kind.F64, false, Kind.F64),
  TAN("tan", Kind.F64, false, Kind.F64),
  EXP("exp", Kind.F64, false, Kind.F64),
  LOG("log", Kind.F64, false, Kind.F64),
  LOG10("log10", Kind.F64, false, Kind.F64),
  POW("pow", Kind.F64, false, Kind.F64, Kind.F64);

  private final String javaName;
  private final Kind result;
  private final boolean effect;
  private final List<Kind> arguments;

  LeafRoutine(String javaName, Kind result, boolean effect, Kind... arguments) {
    this.javaName = javaName;
    this.result = result;
    this.effect = effect;
    this.arguments = List.of(arguments);
  }

  public int number() {
    return ordinal();
  }

  /** Name of the method in {@link LeafRoutines}. */
  public String javaName() {
    return javaName;
  }

  public Kind result() {
    return result;
  }

  /** Whether handlers look up what it gave before: those that search, in what does not change. */
  public boolean isRemembered() {
    return compareTo(SWITCH_INDEX) <= 0;
  }

  /** Whether it writes guest memory. */
  public boolean hasEffect() {
    return effect;
  }

  public List<Kind> arguments() {
    return arguments;
  }
}
