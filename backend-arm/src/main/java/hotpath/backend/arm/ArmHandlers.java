package hotpath.backend.arm;

import hotpath.tssa.backend.Assembler;
import hotpath.tssa.backend.CodeLayout;
import hotpath.tssa.backend.HandlerWriter;
import hotpath.tssa.backend.InstructionWriter;
import hotpath.tssa.lir.LirCode;

/**
 * The way into handlers, from one to the next, and out. The address of the table is in a register,
 * so that a dispatch is two loads and a jump; the word of the thread block that is meant for it
 * stays unused.
 */
final class ArmHandlers implements HandlerWriter {
  private static final int ALIGNMENT = 16;

  private final CodeLayout layout;
  private final ArmAssembler assembler = new ArmAssembler(false);

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

  /** x0 is the thread block, x1 the table. */
  @Override
  public void enter(int next) {
    Gpr thread = ArmRegisters.THREAD;
    ArmFrame.push(assembler);
    assembler.emit(ArmOp.MOV, Size.X, thread, Gpr.X0);
    assembler.emit(ArmOp.MOV, Size.X, ArmRegisters.TABLE, Gpr.X1);
    ArmPlaces.add(assembler, ArmRegisters.TABLE, next);
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
