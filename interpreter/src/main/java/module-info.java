import org.jspecify.annotations.NullMarked;

/**
 * Class files, linking, the meaning of each bytecode, frames, threads, natives, the two engines.
 */
@NullMarked
module hotpath.interpreter {
  requires transitive hotpath.gc;
  requires transitive hotpath.tssa;
  requires static transitive org.jspecify;
  requires org.objectweb.asm;
  requires static org.objectweb.asm.commons;
  requires static org.objectweb.asm.tree;
}
