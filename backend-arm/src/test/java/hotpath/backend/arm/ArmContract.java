package hotpath.backend.arm;

import hotpath.tssa.backend.Backend;
import hotpath.tssa.backend.BackendSuite;

/** The contract that all backends fulfil, to be run on AArch64: by {@link ArmContractTest}. */
class ArmContract extends BackendSuite {
  private static final Backend BACKEND = new ArmBackend();

  ArmContract() {
    super(BACKEND);
  }
}
