package hotpath.backend.arm;

import hotpath.backend.arm.ArmAssembler.Reach;
import hotpath.tssa.backend.Assembler;
import hotpath.tssa.backend.CodeLayout;
import hotpath.tssa.backend.HandlerWriter;
import hotpath.tssa.backend.InstructionWriter;
import hotpath.tssa.backend.Label;
import hotpath.tssa.lir.LirCode;

/**
 * The way into handlers, from one to the next, to traces, and out. The address of the table is in a
 * register, so that a dispatch is two loads and a jump; exits of traces take it from the thread
 * block.
 */
final class ArmHandlers implements HandlerWriter {
  private static final int ALIGNMENT = 16;

  private final CodeLayout layout;
  private final ArmAssembler assembler = new ArmAssembler(Reach.MIDDLE);

  ArmHandlers(CodeLayout layout) {
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
    return new ArmSequences(code, layout, assembler);
  }

  @Override
  public void loadNumber(int step) {
    assembler.emit(ArmOp.LDRH, ArmRegisters.SCRATCH, Mem.at(ArmRegisters.CODE, step));
  }

  @Override
  public void dispatch() {
    dispatch(ArmRegisters.TABLE);
  }

  private void dispatch(Gpr table) {
    Gpr number = ArmRegisters.SCRATCH;
    assembler.emit(ArmOp.LDR_X, number, Mem.at(table, number, 3));
    assembler.emit(ArmOp.BR, number);
  }

  @Override
  public void reason(int reason) {
    assembler.moveImmediate(Gpr.X0, reason);
  }

  /** All state of the trace is in memory. */
  @Override
  public void enterTrace() {
    Gpr thread = ArmRegisters.THREAD;
    Label closed = new Label();
    assembler.emit(ArmOp.LDR_X, Gpr.X0, Mem.at(thread, layout.traceCode()));
    assembler.jumpIfZero(true, Size.X, Gpr.X0, closed);
    assembler.emit(ArmOp.LDR_W, Gpr.X1, Mem.at(thread, layout.values()));
    assembler.emit(ArmOp.LDR_W, Gpr.X2, Mem.at(thread, layout.traceTable()));
    assembler.emit(ArmOp.ADD, Size.X, Gpr.X2, Gpr.X2, ArmRegisters.BASE);
    assembler.emit(ArmOp.LDR_W, Gpr.X1, Mem.at(Gpr.X2, Gpr.X1, 2));
    assembler.jumpIfZero(true, Size.W, Gpr.X1, closed);
    assembler.emit(ArmOp.ADD, Size.X, Gpr.X0, Gpr.X0, Gpr.X1);
    Mem count = Mem.at(thread, layout.count());
    assembler.emit(ArmOp.STR_X, ArmRegisters.COUNT, count);
    assembler.emit(ArmOp.BR, Gpr.X0);
    assembler.bind(closed);
  }

  /** x0 is the thread block, x1 the table. */
  @Override
  public void enter(int next) {
    Gpr thread = ArmRegisters.THREAD;
    ArmFrame.push(assembler);
    assembler.emit(ArmOp.MOV, Size.X, thread, Gpr.X0);
    assembler.emit(ArmOp.MOV, Size.X, ArmRegisters.TABLE, Gpr.X1);
    ArmPlaces.add(assembler, ArmRegisters.TABLE, next);
    assembler.emit(ArmOp.STR_X, ArmRegisters.TABLE, Mem.at(thread, layout.handlerTable()));
    assembler.emit(ArmOp.LDR_X, ArmRegisters.BASE, Mem.at(thread, layout.base()));
    load(ArmRegisters.CODE, layout.pc());
    load(ArmRegisters.STACK, layout.sp());
    load(ArmRegisters.FRAME, layout.fp());
    assembler.emit(ArmOp.LDR_X, ArmRegisters.COUNT, Mem.at(thread, layout.count()));
    loadNumber(0);
    dispatch(Gpr.X1);
  }

  private void load(Gpr register, int word) {
    assembler.emit(ArmOp.LDR_W, register, Mem.at(ArmRegisters.THREAD, word));
    assembler.emit(ArmOp.ADD, Size.X, register, register, ArmRegisters.BASE);
  }

  /** The reason is in w0. */
  @Override
  public void leave() {
    store(ArmRegisters.CODE, layout.pc());
    store(ArmRegisters.STACK, layout.sp());
    store(ArmRegisters.FRAME, layout.fp());
    Mem count = Mem.at(ArmRegisters.THREAD, layout.count());
    assembler.emit(ArmOp.STR_X, ArmRegisters.COUNT, count);
    ArmFrame.popAndReturn(assembler);
  }

  private void store(Gpr register, int word) {
    assembler.emit(ArmOp.SUB, Size.X, register, register, ArmRegisters.BASE);
    assembler.emit(ArmOp.STR_W, register, Mem.at(ArmRegisters.THREAD, word));
  }
}
