package hotpath.backend.ppc;

import hotpath.tssa.backend.Backend;
import hotpath.tssa.backend.BackendSuite;

/** The contract that all backends fulfil, to be run on PowerPC: by {@link PpcContractTest}. */
class PpcContract extends BackendSuite {
  private static final Backend BACKEND = new PpcBackend();

  PpcContract() {
    super(BACKEND);
  }
}
