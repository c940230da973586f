package hotpath.tssa.code;

import hotpath.tssa.alloc.Allocation;
import hotpath.tssa.backend.Backend;
import hotpath.tssa.backend.CodeLayout;
import hotpath.tssa.backend.EmitRequest;
import hotpath.tssa.backend.MachineCode;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.lir.Bank;
import hotpath.tssa.lir.LirBlock;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirExit;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.Location;
import hotpath.tssa.lir.SharedOp;
import java.util.Arrays;
import java.util.List;

/**
 * Lets compiled traces go to each other, by patching jumps: an exit's stub to a bridge or to code
 * that restores the frame, the end of a trace to another trace's entry; and takes traces out of the
 * cache. Who is linked to whom is known to the caller.
 */
public final class TraceLinks {
  private final Backend backend;
  private final CodeLayout layout;
  private final CodeCache cache;

  public TraceLinks(Backend backend, CodeLayout layout, CodeCache cache) {
    this.backend = backend;
    this.layout = layout;
    this.cache = cache;
  }

  /** Lets an exit go to a bridge that was compiled for it. */
  public void linkExit(CompiledTrace trace, int exit, CompiledTrace bridge) {
    linkExit(trace, exit, bridge.entry());
  }

  private void linkExit(CompiledTrace trace, int exit, int target) {
    cache.writeJump(trace.stubOffset(exit), target);
    trace.linked(exit, target);
  }

  /** Lets an exit leave to Java again. */
  public void unlinkExit(CompiledTrace trace, int exit) {
    int at = trace.stubOffset(exit);
    int number = EmitRequest.exitNumber(trace.slot(), exit);
    cache.write(at, backend.exitStub(number, at, cache.exitRoutine()));
    trace.unlinked(exit);
  }

  /** Lets the end of a trace go to the entry of {@code target}, with all its state in the frame. */
  public void linkEnd(CompiledTrace trace, CompiledTrace target) {
    requireLink(trace);
    cache.writeJump(trace.linkOffset(), target.entry());
  }

  /** Lets the end of a trace leave to the interpreter again. */
  public void unlinkEnd(CompiledTrace trace) {
    requireLink(trace);
    int at = trace.linkOffset();
    cache.writeJump(at, at + backend.jump(at, at).length);
  }

  private static void requireLink(CompiledTrace trace) {
    if (trace.linkTarget() < 0) {
      throw new IllegalArgumentException("trace " + trace.number() + " ends with no link");
    }
  }

  /**
   * Generates code that restores the frame for one exit and links the exit to it: then it goes on
   * with the handlers, or returns with nothing left to restore ({@link Backend.Routines#tail}).
   * Returns false if there is no room, or the exit describes objects.
   */
  public boolean makeTailExit(CompiledTrace trace, int exit) {
    ExitState state = trace.exit(exit);
    if (!state.objects().isEmpty()) {
      return false;
    }
    LirCode code = tailExit(state, exit);
    EmitRequest request = new EmitRequest(layout, trace.slot(), 0, null, false);
    MachineCode machine = backend.emit(code, Allocation.none(code), request);
    int at = cache.install(machine, trace.slot(), 0, -1);
    if (at == CodeSpace.NO_ROOM) {
      return false;
    }
    trace.addTail(exit, at, machine.bytes().length);
    linkExit(trace, exit, at);
    return true;
  }

  private LirCode tailExit(ExitState state, int exit) {
    LirCode code = new LirCode(backend.registers());
    List<ExitState.Word> slots = state.slots();
    boolean hasCount = state.countLocation() != Location.NONE;
    int n = slots.size() + (hasCount ? 1 : 0);
    int[] operands = new int[n];
    int[] targets = new int[n];
    for (int i = 0; i < slots.size(); i++) {
      ExitState.Word slot = slots.get(i);
      operands[i] = value(code, state, slot.location(), slot.isFloat());
      targets[i] = Location.frame(slot.at());
    }
    if (hasCount) {
      operands[n - 1] = value(code, state, state.countLocation(), false);
      targets[n - 1] = Location.of(Location.COUNT, 0);
    }
    Snapshot.Resume resume = new Snapshot.Resume(state.pc(), state.fpSlot(), state.spSlot(), "");
    Snapshot snapshot = new Snapshot(List.of(), null, state.countPlus(), resume);
    LirExit left =
        new LirExit(new Exit(exit, state.reason(), "", snapshot), new int[0], state.countPlus());
    LirInsn tail = new LirInsn(SharedOp.TAIL, left, operands, targets);
    for (int i = 0; i < n; i++) {
      tail.location(i, code.fixed(operands[i]));
    }
    LirBlock block = code.newBlock();
    block.insns().add(new LirInsn(SharedOp.LABEL));
    block.insns().add(tail);
    code.number();
    return code;
  }

  private static int value(LirCode code, ExitState state, int location, boolean isFloat) {
    return switch (Location.sort(location)) {
      case Location.CONST ->
          code.newConstant(isFloat ? Kind.F32 : Kind.I64, state.constantAt(location));
      case Location.CELL -> code.newCell(Kind.REF, state.constantAt(location));
      case Location.REG -> {
        boolean isGpr = code.registers().bank(location) == Bank.GPR;
        yield code.newFixed(isGpr ? Kind.I64 : isFloat ? Kind.F32 : Kind.F64, location);
      }
      default -> code.newFixed(isFloat ? Kind.F32 : Kind.I64, location);
    };
  }

  /**
   * Takes a trace out of the cache. Nothing may be linked to it any more: the exits and ends of
   * other traces are unlinked before.
   */
  public void evict(CompiledTrace trace) {
    cache.release(trace.entry(), trace.size());
    for (int i = 0; i < trace.tailCount(); i++) {
      cache.release(trace.tailOffset(i), trace.tailBytes(i));
    }
  }

  /** The code of a trace as text, one line for each instruction. */
  public List<String> disassemble(CompiledTrace trace) {
    byte[] bytes = cache.read(trace.entry(), trace.codeBytes());
    return backend.disassemble(Arrays.copyOf(bytes, trace.codeBytes()), trace.entry());
  }
}
