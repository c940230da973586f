import org.jspecify.annotations.NullMarked;

/**
 * Class files, linking, the meaning of each bytecode, frames, threads, natives, the two engines.
 */
@NullMarked
module hotpath.interpreter {
  exports hotpath.interpreter.boot;
  exports hotpath.interpreter.classfile;
  exports hotpath.interpreter.engine;
  exports hotpath.interpreter.engine.portable;
  exports hotpath.interpreter.engine.threaded;
  exports hotpath.interpreter.frame;
  exports hotpath.interpreter.link;
  exports hotpath.interpreter.meaning;
  exports hotpath.interpreter.natives;
  exports hotpath.interpreter.natives.host;
  exports hotpath.interpreter.predecode;
  exports hotpath.interpreter.thread;
  exports hotpath.interpreter.vm;

  requires transitive hotpath.gc;
  requires transitive hotpath.tssa;
  requires static transitive org.jspecify;
  requires org.objectweb.asm;
  requires static org.objectweb.asm.commons;
  requires static org.objectweb.asm.tree;
}
