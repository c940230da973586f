package hotpath.tssa.backend;

import hotpath.tssa.code.CompileRequest;
import hotpath.tssa.code.CompiledTrace;
import hotpath.tssa.eval.Outcome;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.text.TssaParser;
import hotpath.tssa.text.TssaPrinter;
import hotpath.tssa.verify.TssaVerifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every backend must pass: the tests are in the subclasses, by subject; a backend's own test
 * extends each. Compiled traces run for real and must leave the region as the evaluator does.
 */
public abstract class BackendContract {
  /** No machine, yet. */
  private TraceMachine machine;

  protected abstract Backend backend();

  /** Whether to use the trivial register allocator. */
  protected boolean spillsEverything() {
    return false;
  }

  protected int codeBytes() {
    return 1 << 20;
  }

  @BeforeEach
  void open() {
    Assertions.assertTrue(backend().supportsHost(), "run this backend's tests on its own host");
    machine = new TraceMachine(backend(), spillsEverything(), codeBytes());
  }

  @AfterEach
  void close() {
    machine.close();
  }

  TraceMachine machine() {
    return machine;
  }

  static Tssa parse(String text) {
    Tssa tssa = TssaParser.parse(text);
    TssaVerifier.require(tssa, "before selection");
    return tssa;
  }

  /** Compiles a trace, runs it, and compares with the evaluator. */
  void check(String text) {
    Tssa tssa = parse(text);
    CompiledTrace trace = machine.compile(CompileRequest.root(1, tssa));
    check(tssa, trace);
    machine.links.evict(trace);
  }

  /** Runs a compiled trace from the machine's state, and compares with the evaluator. */
  TraceMachine.Left check(Tssa tssa, CompiledTrace trace) {
    ContractMemory expected = machine.copy();
    Outcome outcome = machine.evaluate(tssa, expected);
    TraceMachine.Left left = machine.run(trace);
    String difference = RegionDifference.first(expected, machine.memory());
    if (difference != null || outcome.exit() == null || left.exit() != outcome.exit().number()) {
      Assertions.fail(
          difference
              + "\nleft by "
              + left
              + ", expected "
              + outcome
              + "\n"
              + TssaPrinter.print(tssa)
              + machine.describe(trace));
    }
    return left;
  }
}
