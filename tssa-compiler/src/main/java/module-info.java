import org.jspecify.annotations.NullMarked;

/** Trace SSA: a small compiler that knows no Java. */
@NullMarked
module hotpath.tssa {
  requires transitive hotpath.platform;
  requires static transitive org.jspecify;

  exports hotpath.tssa.alloc;
  exports hotpath.tssa.backend;
  exports hotpath.tssa.code;
  exports hotpath.tssa.eval;
  exports hotpath.tssa.ir;
  exports hotpath.tssa.lir;
  exports hotpath.tssa.pass;
  exports hotpath.tssa.text;
  exports hotpath.tssa.verify;

  uses hotpath.tssa.backend.Backend;
}
