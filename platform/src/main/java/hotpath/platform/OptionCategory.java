package hotpath.platform;

/** The groups of the option table, in the order they are listed. */
public enum OptionCategory {
  TRACES("Traces: when to record, and when to give up"),
  CODE("Compiled code"),
  PASSES("Passes over Trace SSA"),
  MEMORY("Guest memory and threads"),
  STRESS("Stress and checks: none changes what a program computes"),
  OUTPUT("Dumps and figures");

  private final String title;

  OptionCategory(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
