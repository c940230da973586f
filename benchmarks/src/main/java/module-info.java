import org.jspecify.annotations.NullMarked;

/** JMH benchmarks and the side-by-side runner against other VMs. */
@NullMarked
module hotpath.benchmarks {
  requires static transitive org.jspecify;
  requires jmh.core;
  requires tools.jackson.databind;

  opens hotpath.benchmarks to
      tools.jackson.databind;
}
