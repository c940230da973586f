package hotpath.backend.x86;

import static hotpath.backend.x86.Operand.imm;

import hotpath.tssa.backend.CodeLayout;
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
final class X86Leaving {
  private final X86Assembler assembler;
  private final EmitRequest request;
  private final CodeLayout layout;

  X86Leaving(X86Assembler assembler, EmitRequest request) {
    this.assembler = assembler;
    this.request = request;
    this.layout = request.layout();
  }

  private static Snapshot snapshot(LirExit exit) {
    return Objects.requireNonNull(exit.exit().snapshot());
  }

  /** Adds what was executed since to the count that was just stored. */
  void addCount(LirInsn insn) {
    LirExit exit = Objects.requireNonNull(insn.exit());
    for (int i = 0; i < insn.operandCount(); i++) {
      if (Location.sort(insn.target(i)) == Location.COUNT) {
        add(Mem.at(X86Registers.THREAD, layout.count()), exit.countPlus());
      }
    }
  }

  /** The same, where a loop has the count as a parameter. */
  void addCountAt(X86Places places, LirInsn insn, LoopEntry loop) {
    LirExit exit = Objects.requireNonNull(insn.exit());
    if (loop.countLocation() != Location.NONE) {
      add(places.rm(loop.countLocation()), exit.countPlus());
    }
  }

  private void add(Operand place, long plus) {
    if (plus != 0) {
      assembler.emit(X86Op.ADD, Size.Q, place, imm(plus));
    }
  }

  void advanceFrame(LirExit exit) {
    int fpSlot = snapshot(exit).resume().fpSlot();
    if (fpSlot != 0) {
      assembler.emit(X86Op.ADD, Size.Q, X86Registers.FRAME, imm(8L * fpSlot));
    }
  }

  /**
   * Hands the rest to {@link X86Backend}'s tail routine: exit in eax, pc in ecx, and in edx how far
   * the operand stack's end is from the frame pointer, which is already the new one.
   */
  void restoreAfterAdvance(LirExit exit) {
    Snapshot.Resume resume = snapshot(exit).resume();
    assembler.moveImmediate(Gpr.RCX, resume.pc());
    int sp = 8 * (resume.spSlot() - resume.fpSlot());
    assembler.moveImmediate(Gpr.RDX, sp & 0xFFFF_FFFFL);
    int number = EmitRequest.exitNumber(request.slot(), exit.exit().number());
    assembler.moveImmediate(Gpr.RAX, Integer.toUnsignedLong(number));
  }
}
