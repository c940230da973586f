import org.jspecify.annotations.NullMarked;

/** The AArch64 backend, found by ServiceLoader. */
@NullMarked
module hotpath.backend.arm {
  requires transitive hotpath.tssa;
  requires static transitive org.jspecify;

  provides hotpath.tssa.backend.Backend with
      hotpath.backend.arm.ArmBackend;
}
