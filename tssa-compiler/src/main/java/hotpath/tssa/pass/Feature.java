package hotpath.tssa.pass;

import java.util.Locale;

/** What {@link FoldingBuilder} does to instructions on their way in; each can be switched off. */
public enum Feature {
  FOLD("rewrites by the rules of FoldRule: constants, algebra, cheaper operations"),
  CSE("takes a value that is at hand instead of computing it again"),
  FORWARD(
      "takes what a load must yield from the store or load before it; drops a store of what is"
          + " there"),
  GUARDS(
      "drops guards that cannot fail, ends the code at one that must, uses what guards tell of"
          + " values");

  private final String text = name().toLowerCase(Locale.ROOT);
  private final String effect;

  Feature(String effect) {
    this.effect = effect;
  }

  /** One line for the documentation. */
  public String effect() {
    return effect;
  }

  /** The name of the option, and of the reason in dumps. */
  @Override
  public String toString() {
    return text;
  }
}
