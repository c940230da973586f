import org.jspecify.annotations.NullMarked;

/** The x86-64 backend, found by ServiceLoader. */
@NullMarked
module hotpath.backend.x86 {
  requires transitive hotpath.tssa;
  requires static transitive org.jspecify;

  provides hotpath.tssa.backend.Backend with
      hotpath.backend.x86.X86Backend;
}
