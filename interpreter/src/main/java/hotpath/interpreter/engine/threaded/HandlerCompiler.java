package hotpath.interpreter.engine.threaded;

import hotpath.interpreter.engine.MachineLayout;
import hotpath.interpreter.meaning.Aliases;
import hotpath.interpreter.meaning.HandlerEmitter;
import hotpath.interpreter.meaning.HandlerNumber;
import hotpath.tssa.alloc.Allocation;
import hotpath.tssa.alloc.AllocationChecker;
import hotpath.tssa.alloc.Allocator;
import hotpath.tssa.alloc.LinearScan;
import hotpath.tssa.backend.Backend;
import hotpath.tssa.backend.HandlerAssembler;
import hotpath.tssa.backend.HandlerCode;
import hotpath.tssa.backend.Lowering;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirVerifier;
import hotpath.tssa.lir.Location;
import hotpath.tssa.pass.PassOptions;
import hotpath.tssa.pass.PassPipeline;

/**
 * Compiles the handlers: the TSSA that the portable engine is printed from goes the way of a trace,
 * through passes, LIR and allocator to the backend.
 */
public final class HandlerCompiler {
  private final Backend backend;
  private final PassOptions passes;
  private final boolean check;

  /**
   * @param check whether passes and register allocation are verified
   */
  public HandlerCompiler(Backend backend, boolean check) {
    this.backend = backend;
    this.check = check;
    this.passes =
        PassOptions.STANDARD
            .withAllocation(MachineLayout.ALLOCATION)
            .withLengthAlias(Aliases.LENGTH.name())
            .withVerify(check);
  }

  /** All handlers, by number. */
  public HandlerCode compile() {
    HandlerAssembler handlers = backend.handlers(MachineLayout.CODE);
    for (int number = 0; number < HandlerNumber.count(); number++) {
      add(handlers, number);
    }
    return handlers.finish();
  }

  private void add(HandlerAssembler handlers, int number) {
    Tssa code = optimized(number);
    LirCode lir = Lowering.lower(code, backend, MachineLayout.CODE, null).code();
    if (check) {
      LirVerifier.require(lir);
    }
    Allocation allocation;
    try {
      allocation = new LinearScan().allocate(lir, MachineLayout.CODE.usableSpillWords());
    } catch (Allocator.OutOfSpillWords e) {
      throw new IllegalStateException(code.name() + " has too many values", e);
    }
    if (check) {
      int scratch = Location.spill(MachineLayout.CODE.scratchWord());
      AllocationChecker.check(lir, allocation, scratch);
    }
    handlers.add(lir, allocation);
  }

  Tssa optimized(int number) {
    return PassPipeline.run(HandlerEmitter.emit(number), passes, null).code();
  }
}
