package hotpath.interpreter.link;

/** The four invoke instructions that resolve a method. */
public enum InvokeKind {
  STATIC,
  SPECIAL,
  VIRTUAL,
  INTERFACE
}
