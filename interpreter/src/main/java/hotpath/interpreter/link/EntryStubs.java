package hotpath.interpreter.link;

/**
 * Where a method descriptor's entry points before the method has code words of its own: offsets of
 * shared code words.
 */
public interface EntryStubs {
  /** Pre-decodes the method and starts it. */
  long prepare();

  /** Throws AbstractMethodError, or what {@link Method#errorWhenCalled} says. */
  long abstractError();
}
