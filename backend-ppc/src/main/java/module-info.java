import org.jspecify.annotations.NullMarked;

/** The PowerPC backend, found by ServiceLoader. */
@NullMarked
module hotpath.backend.ppc {
  requires transitive hotpath.tssa;
  requires static transitive org.jspecify;

  provides hotpath.tssa.backend.Backend with
      hotpath.backend.ppc.PpcBackend;
}
