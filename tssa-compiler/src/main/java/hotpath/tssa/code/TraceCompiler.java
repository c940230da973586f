package hotpath.tssa.code;

import hotpath.tssa.alloc.Allocation;
import hotpath.tssa.alloc.Allocator;
import hotpath.tssa.alloc.CheckingAllocator;
import hotpath.tssa.alloc.LinearScan;
import hotpath.tssa.alloc.SpillEverything;
import hotpath.tssa.backend.Backend;
import hotpath.tssa.backend.CodeLayout;
import hotpath.tssa.backend.EmitRequest;
import hotpath.tssa.backend.Lowering;
import hotpath.tssa.backend.MachineCode;
import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.lir.EntryState;
import hotpath.tssa.lir.LirBlock;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirExit;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.LirPrinter;
import hotpath.tssa.lir.Location;
import hotpath.tssa.lir.LoopEntry;
import hotpath.tssa.lir.SharedOp;
import org.jspecify.annotations.Nullable;

/**
 * From TSSA to code in the cache: lowering and selection, register allocation, emission, exit
 * table, placement. Links between traces are made afterwards ({@link TraceLinks}).
 */
public final class TraceCompiler {
  private final Backend backend;
  private final CodeLayout layout;
  private final CodeCache cache;
  private final CompileOptions options;
  private final Allocator allocator;

  public TraceCompiler(
      Backend backend, CodeLayout layout, CodeCache cache, CompileOptions options) {
    this.backend = backend;
    this.layout = layout;
    this.cache = cache;
    this.options = options;
    Allocator plain = options.spillEverything() ? new SpillEverything() : new LinearScan();
    this.allocator =
        options.checkAllocation()
            ? new CheckingAllocator(plain, Location.spill(layout.scratchWord()))
            : plain;
  }

  /**
   * Compiles a trace.
   *
   * @param room asked if the code finds no place
   */
  public CompileResult compile(CompileRequest request, RoomMaker room) {
    if (request.slot() < 0 || request.slot() > EmitRequest.MAX_TRACE) {
      throw new IllegalArgumentException("slot " + request.slot() + " of a trace");
    }
    Tssa tssa = request.tssa();
    int exits = countExits(tssa);
    if (exits > EmitRequest.MAX_EXITS) {
      return new CompileResult.Refused(CompileResult.Reason.TOO_MANY_EXITS);
    }
    EntryState entry = request.entry();
    Lowering.Result lowered = Lowering.lower(tssa, backend, layout, entry);
    LirCode code = lowered.code();
    Allocation allocation;
    try {
      allocation = allocator.allocate(code, layout.usableSpillWords());
    } catch (Allocator.OutOfSpillWords e) {
      return new CompileResult.Refused(CompileResult.Reason.TOO_MANY_VALUES);
    }
    LoopEntry parentLoop = entry == null ? null : entry.loop();
    LoopEntry loop =
        lowered.linksToLoop()
            ? parentLoop
            : LoopEntries.describe(request.number(), tssa, request.header(), lowered, allocation);
    ExitTable table = exitTable(lowered, allocation, loop, exits);
    if (table == null) {
      return new CompileResult.Refused(CompileResult.Reason.TOO_MANY_EXITS);
    }
    EmitRequest emission =
        new EmitRequest(
            layout,
            request.slot(),
            exits,
            lowered.linksToLoop() ? parentLoop : null,
            options.keepMap());
    MachineCode machine = backend.emit(code, allocation, emission);
    int at = cache.install(machine, request.slot(), exits, request.loopOffset());
    if (at == CodeSpace.NO_ROOM
        && room.makeRoom(machine.bytes().length, CodeCache.alignment(machine))) {
      at = cache.install(machine, request.slot(), exits, request.loopOffset());
    }
    if (at == CodeSpace.NO_ROOM) {
      return new CompileResult.Refused(CompileResult.Reason.NO_ROOM);
    }
    String text = options.keepText() ? new LirPrinter(code, true).print() : null;
    return new CompileResult.Compiled(
        new CompiledTrace(
            new CompiledTrace.Parts(
                request.slot(),
                request.number(),
                at,
                machine.bytes().length,
                machine.stubs(),
                backend.exitStubBytes(),
                machine.loop(),
                machine.link(),
                lowered.linksToLoop(),
                linkTarget(tssa),
                table,
                loop,
                new CodeDetails(allocation.spillWords(), machine.map(), text))));
  }

  private static int countExits(Tssa tssa) {
    int exits = 0;
    for (Block block : tssa.blocks()) {
      for (Insn insn : block.insns()) {
        if (insn.op().has(TssaOp.Trait.EXIT)) {
          exits = Math.max(exits, insn.exit().number() + 1);
        }
      }
    }
    return exits;
  }

  private static int linkTarget(Tssa tssa) {
    Insn end = tssa.blocks().getLast().end();
    return end.op() == TssaOp.LINK ? (int) end.imm() : -1;
  }

  private @Nullable ExitTable exitTable(
      Lowering.Result lowered, Allocation allocation, @Nullable LoopEntry loop, int exits) {
    LirCode code = lowered.code();
    ExitTableWriter writer = new ExitTableWriter(code, exits);
    for (LirBlock block : code.blocks()) {
      boolean inLoop = lowered.linksToLoop() || block.isLoop();
      for (int i = 0; i < block.insns().size(); i++) {
        LirInsn insn = block.insns().get(i);
        LirExit exit = insn.exit();
        if (exit != null) {
          if (writer.isFull()) {
            return null;
          }
          boolean intact =
              loop != null
                  && inLoop
                  && isIntact(lowered, allocation, loop, block, block.first() + i);
          boolean restored = insn.op() == SharedOp.LINK_ENTRY || insn.op() == SharedOp.LINK_LOOP;
          writer.add(exit, intact && !restored, restored);
        }
      }
    }
    return writer.finish();
  }

  /** Whether the invariants of the loop are in their places when an instruction runs. */
  private static boolean isIntact(
      Lowering.Result lowered, Allocation allocation, LoopEntry loop, LirBlock block, int index) {
    LirCode code = lowered.code();
    if (lowered.linksToLoop()) {
      for (int i = 0; i < loop.invariants().length; i++) {
        int location = loop.invariants()[i];
        if (Location.isReg(location)) {
          int value = lowered.builder().inherited(location, loop.invariantKinds()[i]);
          if (allocation.locationAt(value, index) != location) {
            return false;
          }
        }
      }
      return true;
    }
    for (int v = code.registers().count(); v < code.valueCount(); v++) {
      if (code.isVirtual(v)
          && allocation.isLiveIn(v, block.number())
          && allocation.locationAt(v, index) != allocation.locationAt(v, block.first())) {
        return false;
      }
    }
    return true;
  }
}
