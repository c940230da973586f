import org.jspecify.annotations.NullMarked;

/** JMH benchmarks and the side-by-side runner against other VMs. */
@NullMarked
module hotpath.benchmarks {
  requires hotpath.dump;
  requires static transitive org.jspecify;
  requires jmh.core;
}
