package hotpath.interpreter.link;

/** Verification of classes, as linking sees it. */
public interface ClassVerification {
  /** Trusts every class. */
  ClassVerification NONE = klass -> true;

  /**
   * Whether the class is verified; verifies it if that needs no guest code. A class that does not verify, or of which the verifier
   * has yet to load others, is not: initialization then goes the long way, which reports why.
   */
  boolean isVerified(InstanceKlass klass);
}
