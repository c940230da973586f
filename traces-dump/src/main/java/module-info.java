import org.jspecify.annotations.NullMarked;

/** Traces and events as JSON, their schema, viewers. */
@NullMarked
module hotpath.dump {
  exports hotpath.dump;
  exports hotpath.dump.perf;

  requires transitive hotpath.recorder;
  requires static transitive org.jspecify;
  requires tools.jackson.databind;
}
