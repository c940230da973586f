package hotpath.backend.arm;

import static hotpath.backend.arm.Operand.imm;

import hotpath.backend.arm.ArmAssembler.Reach;
import hotpath.tssa.alloc.Allocation;
import hotpath.tssa.backend.Backend;
import hotpath.tssa.backend.CodeLayout;
import hotpath.tssa.backend.EmitRequest;
import hotpath.tssa.backend.HandlerAssembler;
import hotpath.tssa.backend.HandlerSet;
import hotpath.tssa.backend.Label;
import hotpath.tssa.backend.MachineCode;
import hotpath.tssa.backend.Selector;
import hotpath.tssa.backend.TraceEmitter;
import hotpath.tssa.lir.LirBuilder;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.RegisterFile;
import java.util.List;

/** AArch64, little-endian, as of Armv8.0: all that is used is in every processor. */
public final class ArmBackend implements Backend {

  @Override
  public String name() {
    return "aarch64";
  }

  @Override
  public String target() {
    return name();
  }

  @Override
  public boolean supportsHost() {
    return ArmHost.isThis();
  }

  @Override
  public RegisterFile registers() {
    return ArmRegisters.FILE;
  }

  @Override
  public RegisterFile handlerRegisters() {
    return ArmRegisters.HANDLER_FILE;
  }

  @Override
  public HandlerAssembler handlers(CodeLayout layout) {
    return new HandlerSet(layout, new ArmHandlers(layout));
  }

  @Override
  public Selector selector(LirBuilder builder, CodeLayout layout) {
    return new ArmSelector(builder, layout);
  }

  /** A trace whose guards do not reach their stubs is emitted a second time, as far code. */
  @Override
  public MachineCode emit(LirCode code, Allocation allocation, EmitRequest request) {
    ArmAssembler near = new ArmAssembler(Reach.NEAR);
    TraceEmitter emitter = emit(code, allocation, request, near);
    if (near.reaches(request.exits() * ArmStubs.EXIT_BYTES)) {
      return emitter.finish();
    }
    return emit(code, allocation, request, new ArmAssembler(Reach.FAR)).finish();
  }

  private TraceEmitter emit(
      LirCode code, Allocation allocation, EmitRequest request, ArmAssembler assembler) {
    ArmSequences writer = new ArmSequences(code, request.layout(), assembler);
    return TraceEmitter.emit(this, code, allocation, request, writer);
  }

  @Override
  public Routines routines(CodeLayout layout) {
    ArmAssembler assembler = new ArmAssembler(Reach.NEAR);
    int enter = assembler.offset();
    enter(assembler, layout);
    assembler.align(16);
    int exit = assembler.offset();
    exit(assembler, layout);
    assembler.align(16);
    int cut = assembler.offset();
    Label toVm = new Label();
    assembler.bind(toVm);
    cut(assembler, layout);
    assembler.align(16);
    int tail = assembler.offset();
    tail(assembler, layout, toVm);
    byte[] bytes = assembler.finish().bytes();
    return new Routines(new MachineCode(bytes, 16, bytes.length), enter, exit, cut, tail);
  }

  /** x0 is the thread block, x1 the code. */
  private static void enter(ArmAssembler assembler, CodeLayout layout) {
    ArmFrame.push(assembler);
    Gpr thread = ArmRegisters.THREAD;
    Gpr frame = ArmRegisters.FRAME;
    assembler.emit(ArmOp.MOV, Size.X, thread, Gpr.X0);
    assembler.emit(ArmOp.LDR_X, ArmRegisters.BASE, Mem.at(thread, layout.base()));
    assembler.emit(ArmOp.LDR_W, frame, Mem.at(thread, layout.fp()));
    assembler.emit(ArmOp.ADD, Size.X, frame, frame, ArmRegisters.BASE);
    assembler.emit(ArmOp.BR, Gpr.X1);
  }

  /** The exit's number is in w16. */
  private static void exit(ArmAssembler assembler, CodeLayout layout) {
    Gpr thread = ArmRegisters.THREAD;
    RegisterFile file = ArmRegisters.FILE;
    for (int r = 0; r < file.count(); r++) {
      Mem word = Mem.at(thread, layout.exitArea() + 8 * r);
      if (!ArmRegisters.isGpr(r)) {
        assembler.emit(ArmOp.STR_D, ArmRegisters.fpr(r), word);
      } else if (ArmRegisters.gpr(r) != Gpr.SP) {
        assembler.emit(ArmOp.STR_X, ArmRegisters.gpr(r), word);
      }
    }
    assembler.emit(ArmOp.MOV, Size.W, Gpr.X0, ArmRegisters.SCRATCH);
    leave(assembler, layout);
  }

  /** The frame is written: exit in w0, pc in w1, distance of sp from fp in w2. */
  private static void cut(ArmAssembler assembler, CodeLayout layout) {
    Gpr thread = ArmRegisters.THREAD;
    Gpr frame = ArmRegisters.FRAME;
    assembler.emit(ArmOp.STR_W, Gpr.X1, Mem.at(thread, layout.pc()));
    assembler.emit(ArmOp.SUB, Size.X, frame, frame, ArmRegisters.BASE);
    assembler.emit(ArmOp.STR_W, frame, Mem.at(thread, layout.fp()));
    assembler.emit(ArmOp.ADD, Size.W, Gpr.X2, Gpr.X2, frame);
    assembler.emit(ArmOp.STR_W, Gpr.X2, Mem.at(thread, layout.sp()));
    assembler.emit(ArmOp.ORR_I, Size.X, Gpr.X0, Gpr.X0, imm(Routines.RESTORED));
    leave(assembler, layout);
  }

  /** The same state; it becomes that of the handlers, whose stack frame is like that of traces. */
  private static void tail(ArmAssembler assembler, CodeLayout layout, Label toVm) {
    Gpr thread = ArmRegisters.THREAD;
    Gpr stack = ArmRegisters.STACK;
    Gpr number = ArmRegisters.SCRATCH;
    assembler.emit(ArmOp.LDR_X, number, Mem.at(thread, layout.traceCode()));
    assembler.jumpIfZero(true, Size.X, number, toVm);
    assembler.emit(ArmOp.MOV, Size.W, Gpr.X1, Gpr.X1);
    assembler.emit(ArmOp.ADD, Size.X, ArmRegisters.CODE, Gpr.X1, ArmRegisters.BASE);
    assembler.emit(ArmOp.LDRH, number, Mem.at(ArmRegisters.CODE, 0));
    assembler.emit(ArmOp.SXTW, stack, Gpr.X2);
    assembler.emit(ArmOp.ADD, Size.X, stack, stack, ArmRegisters.FRAME);
    assembler.emit(ArmOp.LDR_X, ArmRegisters.COUNT, Mem.at(thread, layout.count()));
    assembler.emit(ArmOp.LDR_X, ArmRegisters.TABLE, Mem.at(thread, layout.handlerTable()));
    assembler.emit(ArmOp.LDR_X, number, Mem.at(ArmRegisters.TABLE, number, 3));
    assembler.emit(ArmOp.BR, number);
  }

  /** What is returned is in x0. */
  private static void leave(ArmAssembler assembler, CodeLayout layout) {
    Mem number = Mem.at(ArmRegisters.THREAD, layout.exitNumber());
    assembler.emit(ArmOp.STR_X, Gpr.X0, number);
    ArmFrame.popAndReturn(assembler);
  }

  @Override
  public int exitStubBytes() {
    return ArmStubs.EXIT_BYTES;
  }

  @Override
  public byte[] exitStub(int exit, int at, int exitRoutine) {
    return ArmStubs.exit(exit, at, exitRoutine);
  }

  @Override
  public byte[] jump(int at, int target) {
    return ArmStubs.jump(at, target);
  }

  @Override
  public void relocate(byte[] bytes, int field, int at, int target) {
    ArmStubs.reach(bytes, field, at, target);
  }

  @Override
  public void fillWithTraps(byte[] bytes) {
    ArmStubs.fillWithTraps(bytes);
  }

  @Override
  public void flush(long address, long bytes) {
    ArmHost.flush(address, bytes);
  }

  @Override
  public byte[] constantRoutine(int value) {
    ArmAssembler assembler = new ArmAssembler(Reach.NEAR);
    assembler.moveImmediate(Gpr.X0, value);
    assembler.emit(ArmOp.RET);
    return assembler.finish().bytes();
  }

  @Override
  public List<String> disassemble(byte[] bytes, int at) {
    return ArmDisassembler.disassemble(bytes, at);
  }
}
