package hotpath.backend.ppc;

import hotpath.tssa.backend.Assembler;
import hotpath.tssa.backend.CodeLayout;
import hotpath.tssa.backend.HandlerWriter;
import hotpath.tssa.backend.InstructionWriter;
import hotpath.tssa.backend.Label;
import hotpath.tssa.lir.LirCode;

/**
 * The way into handlers, from one to the next, to traces, and out. The address of the table is in a
 * register; exits of traces take it from the thread block.
 */
final class PpcHandlers implements HandlerWriter {
  private static final int ALIGNMENT = 16;

  private final CodeLayout layout;

  /** The ways out are farther from the first handlers than a condition reaches. */
  private final PpcAssembler assembler = new PpcAssembler(true);

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

  /** All state of the trace is in memory. */
  @Override
  public void enterTrace() {
    Gpr thread = PpcRegisters.THREAD;
    Label closed = new Label();
    assembler.emit(PpcOp.LD, Gpr.R3, Mem.at(thread, layout.traceCode()));
    assembler.emit(PpcOp.CMPDI, Gpr.R3, Operand.imm(0));
    assembler.jump(Cond.EQ, closed);
    assembler.emit(PpcOp.LWZ, Gpr.R4, Mem.at(thread, layout.values()));
    assembler.emit(PpcOp.LWZ, Gpr.R5, Mem.at(thread, layout.traceTable()));
    assembler.emit(PpcOp.ADD, Gpr.R5, Gpr.R5, PpcRegisters.BASE);
    assembler.emit(PpcOp.SLDI, Gpr.R4, Gpr.R4, Operand.imm(2));
    assembler.emit(PpcOp.LWZX, Gpr.R4, Mem.at(Gpr.R5, Gpr.R4));
    assembler.emit(PpcOp.CMPDI, Gpr.R4, Operand.imm(0));
    assembler.jump(Cond.EQ, closed);
    assembler.emit(PpcOp.ADD, Gpr.R3, Gpr.R3, Gpr.R4);
    assembler.emit(PpcOp.MTCTR, Gpr.R3);
    Mem count = Mem.at(thread, layout.count());
    assembler.emit(PpcOp.STD, PpcRegisters.COUNT, count);
    assembler.emit(PpcOp.BCTR);
    assembler.bind(closed);
  }

  /** r3 is the thread block, r4 the table. */
  @Override
  public void enter(int next) {
    Gpr thread = PpcRegisters.THREAD;
    PpcFrame.push(assembler);
    assembler.emit(PpcOp.MR, thread, Gpr.R3);
    assembler.emit(PpcOp.MR, PpcRegisters.TABLE, Gpr.R4);
    assembler.add(PpcRegisters.TABLE, PpcRegisters.TABLE, next, PpcRegisters.SCRATCH2);
    assembler.emit(PpcOp.STD, PpcRegisters.TABLE, Mem.at(thread, layout.handlerTable()));
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
