package hotpath.interpreter.verify;

/**
 * Unwinds the verifier to {@link Verifier#run} when it needs a class that is not loaded. Never
 * leaves the package.
 */
final class ClassNeeded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String name;

  ClassNeeded(String name) {
    super(name, null, false, false);
    this.name = name;
  }

  String name() {
    return name;
  }
}
