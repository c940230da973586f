import org.jspecify.annotations.NullMarked;

/** Hot counters, recording, replay into Trace SSA, trace trees, linking, blacklisting. */
@NullMarked
module hotpath.recorder {
  exports hotpath.recorder;

  requires transitive hotpath.interpreter;
  requires static transitive org.jspecify;
}
