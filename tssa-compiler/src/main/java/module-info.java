import org.jspecify.annotations.NullMarked;

/** Trace SSA: a small compiler that knows no Java. */
@NullMarked
module hotpath.tssa {
  requires transitive hotpath.platform;
  requires static transitive org.jspecify;
}
