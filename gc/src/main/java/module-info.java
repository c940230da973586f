import org.jspecify.annotations.NullMarked;

/** Guest memory: layout, spaces, allocators, barriers, plans, collector. */
@NullMarked
module hotpath.gc {
  exports hotpath.gc.memory;
  exports hotpath.gc.plan;
  exports hotpath.gc.sanity;
  exports hotpath.gc.space;
  exports hotpath.gc.vm;

  requires transitive hotpath.platform;
  requires static transitive org.jspecify;
}
