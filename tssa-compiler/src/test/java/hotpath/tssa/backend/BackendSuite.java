package hotpath.tssa.backend;

import org.junit.jupiter.api.Nested;

/** The contract that all backends fulfil, part by part; a backend's test names itself. */
public abstract class BackendSuite {
  private final Backend backend;

  protected BackendSuite(Backend backend) {
    this.backend = backend;
  }

  @Nested
  class Scalars extends ScalarContract {
    @Override
    protected Backend backend() {
      return backend;
    }
  }

  @Nested
  class Trees extends TreeContract {
    @Override
    protected Backend backend() {
      return backend;
    }
  }

  @Nested
  class Memory extends MemoryContract {
    @Override
    protected Backend backend() {
      return backend;
    }
  }

  @Nested
  class Exits extends ExitContract {
    @Override
    protected Backend backend() {
      return backend;
    }
  }

  @Nested
  class Links extends LinkContract {
    @Override
    protected Backend backend() {
      return backend;
    }
  }

  /** The same, all values in memory: tells the register allocator's failures from others. */
  @Nested
  class TreesInMemory extends TreeContract {
    @Override
    protected Backend backend() {
      return backend;
    }

    @Override
    protected boolean spillsEverything() {
      return true;
    }
  }

  @Nested
  class MemoryInMemory extends MemoryContract {
    @Override
    protected Backend backend() {
      return backend;
    }

    @Override
    protected boolean spillsEverything() {
      return true;
    }
  }
}
