package hotpath.tssa.backend;

/** What the emission of blocks needs of an assembler; its instructions are the backend's. */
public interface Assembler {

  /** Where the next instruction starts. */
  int offset();

  void bind(Label label);

  /** A jump that can be written over by another one. */
  void jump(Label target);

  /** Pads to a multiple of a power of two, to which the whole code will then be aligned too. */
  void align(int bytes);

  /** Appends the literals and resolves the labels. The assembler is not used after. */
  AssembledCode finish();
}
