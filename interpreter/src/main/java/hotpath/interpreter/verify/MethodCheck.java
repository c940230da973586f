package hotpath.interpreter.verify;

/** One way of verifying one method. */
interface MethodCheck {
  /**
   * Checks the method.
   *
   * @throws Rejection if it breaks a rule
   * @throws ClassNeeded if a class must be loaded first
   */
  void run();

  /** The instruction that was being checked. */
  int at();
}
