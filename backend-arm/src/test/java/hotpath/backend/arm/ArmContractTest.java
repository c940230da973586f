package hotpath.backend.arm;

import hotpath.tssa.foreign.EmulatedHost;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs {@link ArmContract} on AArch64. */
class ArmContractTest {
  @TestFactory
  Stream<DynamicTest> contract() {
    return EmulatedHost.of("arm64").tests(List.of(), List.of(ArmContract.class));
  }
}
