package hotpath.launcher;

import hotpath.gc.plan.GcStatistics;
import hotpath.interpreter.vm.Vm;
import hotpath.launcher.Statistics.CodeFigures;
import hotpath.launcher.Statistics.Phase;
import hotpath.launcher.Statistics.PhaseFigures;
import java.util.List;

/** Collects the figures of a run from the parts of the VM that keep them. */
final class RunFigures {
  private RunFigures() {}

  static Statistics of(Vm vm, long nanos) {
    GcStatistics gc = vm.heap().statistics();
    long instructions = vm.mainThread().count();
    return new Statistics(
        nanos,
        instructions,
        List.of(
            new PhaseFigures(Phase.INTERPRETING, nanos - gc.nanos(), instructions, 0),
            new PhaseFigures(Phase.RECORDING, 0, 0, 0),
            new PhaseFigures(Phase.COMPILING, 0, 0, 0),
            new PhaseFigures(Phase.NATIVE, 0, 0, 0),
            new PhaseFigures(Phase.COLLECTING, gc.nanos(), gc.collections(), gc.bytesCopied())),
        new CodeFigures(0, 0, 0, 0, 0),
        List.of());
  }
}
