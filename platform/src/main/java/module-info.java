import org.jspecify.annotations.NullMarked;

/** What every module needs of the host: options, events, libc calls, code and data memory. */
@NullMarked
module hotpath.platform {
  exports hotpath.platform;
  exports hotpath.platform.memory;

  requires static transitive org.jspecify;
}
