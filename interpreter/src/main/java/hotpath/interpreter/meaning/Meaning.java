package hotpath.interpreter.meaning;

/** What a handler does, said once, to whichever emitter reads it. */
@FunctionalInterface
public interface Meaning {
  void emit(Emitter e);
}
