package hotpath.backend.x86;

import hotpath.tssa.backend.Backend;
import hotpath.tssa.backend.BackendSuite;

/** The contract that all backends fulfil. */
class X86BackendTest extends BackendSuite {
  private static final Backend BACKEND = new X86Backend();

  X86BackendTest() {
    super(BACKEND);
  }
}
