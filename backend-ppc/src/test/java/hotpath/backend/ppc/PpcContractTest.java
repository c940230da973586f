package hotpath.backend.ppc;

import hotpath.tssa.foreign.EmulatedHost;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs {@link PpcContract} on PowerPC. */
class PpcContractTest {
  @TestFactory
  Stream<DynamicTest> contract() {
    return EmulatedHost.of("ppc64el").tests(List.of(), List.of(PpcContract.class));
  }
}
