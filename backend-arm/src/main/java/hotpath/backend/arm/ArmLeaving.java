package hotpath.backend.arm;

import hotpath.tssa.backend.EmitRequest;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.lir.LirExit;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.Location;
import hotpath.tssa.lir.LoopEntry;
import java.util.Objects;

/**
 * The end of code that has written the frame itself: count, frame pointer, and for the interpreter
 * pc, fp and sp. No register holds a value any more.
 */
final class ArmLeaving {
  private final ArmAssembler assembler;
  private final ArmPlaces places;
  private final EmitRequest request;

  ArmLeaving(ArmAssembler assembler, ArmPlaces places, EmitRequest request) {
    this.assembler = assembler;
    this.places = places;
    this.request = request;
  }

  private static Snapshot snapshot(LirExit exit) {
    return Objects.requireNonNull(exit.exit().snapshot());
  }

  /** Adds what was executed since to the count that was just stored. */
  void addCount(LirInsn insn) {
    LirExit exit = Objects.requireNonNull(insn.exit());
    for (int i = 0; i < insn.operandCount(); i++) {
      if (Location.sort(insn.target(i)) == Location.COUNT && exit.countPlus() != 0) {
        places.add(insn.target(i), exit.countPlus());
      }
    }
  }

  /** The same, where a loop has the count as a parameter. */
  void addCountAt(LirInsn insn, LoopEntry loop) {
    LirExit exit = Objects.requireNonNull(insn.exit());
    if (loop.countLocation() != Location.NONE && exit.countPlus() != 0) {
      places.add(loop.countLocation(), exit.countPlus());
    }
  }

  void advanceFrame(LirExit exit) {
    places.add(ArmRegisters.FRAME, 8L * snapshot(exit).resume().fpSlot());
  }

  /**
   * Hands the rest to {@link ArmBackend}'s tail routine: exit in w0, pc in w1, and in w2 how far
   * the operand stack's end is from the frame pointer, which is already the new one.
   */
  void restoreAfterAdvance(LirExit exit) {
    Snapshot.Resume resume = snapshot(exit).resume();
    assembler.moveImmediate(Gpr.X1, resume.pc());
    int sp = 8 * (resume.spSlot() - resume.fpSlot());
    assembler.moveImmediate(Gpr.X2, sp & 0xFFFF_FFFFL);
    int number = EmitRequest.exitNumber(request.slot(), exit.exit().number());
    assembler.moveImmediate(Gpr.X0, number & 0xFFFF_FFFFL);
  }
}
