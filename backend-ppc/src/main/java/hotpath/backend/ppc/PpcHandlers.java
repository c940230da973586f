package hotpath.backend.ppc;

import hotpath.tssa.backend.Assembler;
import hotpath.tssa.backend.CodeLayout;
import hotpath.tssa.backend.HandlerWriter;
import hotpath.tssa.backend.InstructionWriter;
import hotpath.tssa.lir.LirCode;

/**
 * The way into handlers, from one to the next, and out. The address of the table is in a register;
 * the word of the thread block that is meant for it stays unused.
 */
final class PpcHandlers implements HandlerWriter {
  private static final int ALIGNMENT = 16;

  private final CodeLayout layout;
  private final PpcAssembler assembler = new PpcAssembler(false);

  PpcHandlers(CodeLayout layout) {
    this.layout = layout;
  }

  @Override
  public Assembler assembler() {
    return assembler;
  }

  @Override
  public int alignment() {
    return ALIGNMENT;
  }

  @Override
  public InstructionWriter writer(LirCode code) {
    return new PpcSequences(code, layout, assembler);
  }

  @Override
  public void loadNumber(int step) {
    assembler.emit(PpcOp.LHZ, PpcRegisters.SCRATCH, Mem.at(PpcRegisters.CODE, step));
  }

  @Override
  public void dispatch() {
    dispatch(PpcRegisters.TABLE);
  }

  private void dispatch(Gpr table) {
    Gpr number = PpcRegisters.SCRATCH;
    assembler.emit(PpcOp.SLDI, number, number, Operand.imm(3));
    assembler.emit(PpcOp.LDX, number, Mem.at(table, number));
    assembler.emit(PpcOp.MTCTR, number);
    assembler.emit(PpcOp.BCTR);
  }

  @Override
  public void reason(int reason) {
    assembler.moveImmediate(Gpr.R3, reason);
  }

  /** r3 is the thread block, r4 the table. */
  @Override
  public void enter(int next) {
    Gpr thread = PpcRegisters.THREAD;
    PpcFrame.push(assembler);
    assembler.emit(PpcOp.MR, thread, Gpr.R3);
    assembler.emit(PpcOp.MR, PpcRegisters.TABLE, Gpr.R4);
    assembler.add(PpcRegisters.TABLE, PpcRegisters.TABLE, next, PpcRegisters.SCRATCH2);
    assembler.emit(PpcOp.LD, PpcRegisters.BASE, Mem.at(thread, layout.base()));
    load(PpcRegisters.CODE, layout.pc());
    load(PpcRegisters.STACK, layout.sp());
    load(PpcRegisters.FRAME, layout.fp());
    assembler.emit(PpcOp.LD, PpcRegisters.COUNT, Mem.at(thread, layout.count()));
    loadNumber(0);
    dispatch(Gpr.R4);
  }

  private void load(Gpr register, int word) {
    assembler.emit(PpcOp.LWZ, register, Mem.at(PpcRegisters.THREAD, word));
    assembler.emit(PpcOp.ADD, register, register, PpcRegisters.BASE);
  }

  /** The reason is in r3. */
  @Override
  public void leave() {
    store(PpcRegisters.CODE, layout.pc());
    store(PpcRegisters.STACK, layout.sp());
    store(PpcRegisters.FRAME, layout.fp());
    Mem count = Mem.at(PpcRegisters.THREAD, layout.count());
    assembler.emit(PpcOp.STD, PpcRegisters.COUNT, count);
    PpcFrame.popAndReturn(assembler);
  }

  private void store(Gpr register, int word) {
    assembler.emit(PpcOp.SUBF, register, PpcRegisters.BASE, register);
    assembler.emit(PpcOp.STW, register, Mem.at(PpcRegisters.THREAD, word));
  }
}
