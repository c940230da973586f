package hotpath.interpreter.engine.threaded;

import hotpath.interpreter.engine.LeafStubs;
import hotpath.interpreter.engine.MachineLayout;
import hotpath.interpreter.meaning.Aliases;
import hotpath.interpreter.meaning.HandlerEmitter;
import hotpath.interpreter.meaning.HandlerNumber;
import hotpath.interpreter.meaning.LeafRoutine;
import hotpath.tssa.alloc.Allocator;
import hotpath.tssa.alloc.CheckingAllocator;
import hotpath.tssa.alloc.LinearScan;
import hotpath.tssa.backend.Backend;
import hotpath.tssa.backend.HandlerAssembler;
import hotpath.tssa.backend.Lowering;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.Location;
import hotpath.tssa.pass.PassOptions;
import hotpath.tssa.pass.PassPipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Compiles the handlers: the TSSA that the portable engine is printed from goes the way of a trace,
 * through passes, LIR and allocator to the backend.
 */
public final class HandlerCompiler {
  private final Backend backend;
  private final PassOptions passes;
  private final Allocator allocator;

  /**
   * @param check whether passes and register allocation are verified
   */
  public HandlerCompiler(Backend backend, boolean check) {
    this.backend = backend;
    passes =
        PassOptions.STANDARD
            .withAllocation(MachineLayout.ALLOCATION)
            .withLengthAlias(Aliases.LENGTH.name())
            .withVerify(check);
    int scratch = Location.spill(MachineLayout.CODE.scratchWord());
    Allocator plain = new LinearScan();
    allocator = check ? new CheckingAllocator(plain, scratch) : plain;
  }

  /** All handlers, by number. */
  public CompiledHandlers compile() {
    HandlerAssembler handlers = backend.handlers(MachineLayout.CODE);
    List<Set<LeafRoutine>> called = new ArrayList<>();
    for (int number = 0; number < HandlerNumber.count(); number++) {
      Tssa code = PassPipeline.run(HandlerEmitter.emit(number), passes, null).code();
      add(handlers, code);
      called.add(LeafStubs.called(code));
    }
    return new CompiledHandlers(handlers.finish(), called);
  }

  private void add(HandlerAssembler handlers, Tssa code) {
    LirCode lir = Lowering.lower(code, backend, MachineLayout.CODE, null).code();
    try {
      handlers.add(lir, allocator.allocate(lir, MachineLayout.CODE.usableSpillWords()));
    } catch (Allocator.OutOfSpillWords e) {
      throw new IllegalStateException(code.name() + " has too many values", e);
    }
  }
}
