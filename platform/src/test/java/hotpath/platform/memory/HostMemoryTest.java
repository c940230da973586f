package hotpath.platform.memory;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.platform.memory.HostMemory.Access;
import org.junit.jupiter.api.Test;

/** What the host refuses is an exception that says what was asked, and why. */
class HostMemoryTest {
  private static void refused(String error, String asked, Runnable call) {
    String message = assertThrows(HostMemoryException.class, call::run).getMessage();
    assertTrue(message.contains(asked), message);
    assertTrue(message.contains(error), message);
  }

  @Test
  void refusalsOfEachFunctionAreSeen() {
    refused("EBADF", "mmap", () -> HostMemory.mapShared(HostMemory.GRANULE, Access.READ, -1));
    refused("EBADF", "close", () -> HostMemory.closeFile(-1));
    refused("EINVAL", "munmap", () -> HostMemory.unmap(1, HostMemory.GRANULE));
    refused("EINVAL", "mprotect", () -> HostMemory.protect(1, HostMemory.GRANULE, Access.READ));
    refused("EINVAL", "ftruncate", () -> HostMemory.createMemoryFile("test", Long.MIN_VALUE));
    refused("EINVAL", "memfd_create", () -> HostMemory.createMemoryFile("x".repeat(300), 1));
  }
}
