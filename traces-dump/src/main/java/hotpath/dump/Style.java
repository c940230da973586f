package hotpath.dump;

/** How reports look: plain, or with colours where a terminal shows them. */
public enum Style {
  PLAIN,
  ANSI;

  /** A heading. */
  String bold(String text) {
    return styled("1", text);
  }

  /** What is there for reference. */
  String faint(String text) {
    return styled("2", text);
  }

  /** What can leave the trace. */
  String guard(String text) {
    return styled("33", text);
  }

  private String styled(String code, String text) {
    return this == PLAIN || text.isEmpty() ? text : "\033[" + code + "m" + text + "\033[0m";
  }
}
