package hotpath.backend.arm;

import hotpath.tssa.backend.Backend;
import hotpath.tssa.backend.ExitContract;
import hotpath.tssa.backend.LinkContract;
import hotpath.tssa.backend.MemoryContract;
import hotpath.tssa.backend.ScalarContract;
import hotpath.tssa.backend.TreeContract;
import org.junit.jupiter.api.Nested;

/** The contract that all backends fulfil, to be run on AArch64: by {@link ArmContractTest}. */
class ArmContract {
  private static final Backend BACKEND = new ArmBackend();

  @Nested
  class Scalars extends ScalarContract {
    @Override
    protected Backend backend() {
      return BACKEND;
    }
  }

  @Nested
  class Trees extends TreeContract {
    @Override
    protected Backend backend() {
      return BACKEND;
    }
  }

  @Nested
  class Memory extends MemoryContract {
    @Override
    protected Backend backend() {
      return BACKEND;
    }
  }

  @Nested
  class Exits extends ExitContract {
    @Override
    protected Backend backend() {
      return BACKEND;
    }
  }

  @Nested
  class Links extends LinkContract {
    @Override
    protected Backend backend() {
      return BACKEND;
    }
  }

  /** The same, all values in memory: tells the register allocator's failures from others. */
  @Nested
  class TreesInMemory extends TreeContract {
    @Override
    protected Backend backend() {
      return BACKEND;
    }

    @Override
    protected boolean spillsEverything() {
      return true;
    }
  }
}
