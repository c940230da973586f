package hotpath.backend.ppc;

import static hotpath.backend.ppc.Operand.imm;

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

/** 64-bit PowerPC, little-endian, as of POWER8 (Power ISA 2.07) with the ELF V2 ABI. */
public final class PpcBackend implements Backend {

  @Override
  public String name() {
    return "ppc64le";
  }

  @Override
  public String target() {
    return name();
  }

  @Override
  public boolean supportsHost() {
    return PpcHost.isThis();
  }

  @Override
  public RegisterFile registers() {
    return PpcRegisters.FILE;
  }

  @Override
  public RegisterFile handlerRegisters() {
    return PpcRegisters.HANDLER_FILE;
  }

  @Override
  public HandlerAssembler handlers(CodeLayout layout) {
    return new HandlerSet(layout, new PpcHandlers(layout));
  }

  @Override
  public Selector selector(LirBuilder builder, CodeLayout layout) {
    return new PpcSelector(builder, layout);
  }

  /** A trace whose guards do not reach their stubs is emitted a second time, as far code. */
  @Override
  public MachineCode emit(LirCode code, Allocation allocation, EmitRequest request) {
    PpcAssembler near = new PpcAssembler(false);
    TraceEmitter emitter = emit(code, allocation, request, near);
    if (near.reaches(request.exits() * PpcStubs.EXIT_BYTES)) {
      return emitter.finish();
    }
    return emit(code, allocation, request, new PpcAssembler(true)).finish();
  }

  private TraceEmitter emit(
      LirCode code, Allocation allocation, EmitRequest request, PpcAssembler assembler) {
    PpcSequences writer = new PpcSequences(code, request.layout(), assembler);
    return TraceEmitter.emit(this, code, allocation, request, writer);
  }

  @Override
  public Routines routines(CodeLayout layout) {
    PpcAssembler assembler = new PpcAssembler(false);
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

  /** r3 is the thread block, r4 the code. */
  private static void enter(PpcAssembler assembler, CodeLayout layout) {
    PpcFrame.push(assembler);
    Gpr thread = PpcRegisters.THREAD;
    Gpr frame = PpcRegisters.FRAME;
    assembler.emit(PpcOp.MTCTR, Gpr.R4);
    assembler.emit(PpcOp.MR, thread, Gpr.R3);
    assembler.emit(PpcOp.LD, PpcRegisters.BASE, Mem.at(thread, layout.base()));
    assembler.emit(PpcOp.LWZ, frame, Mem.at(thread, layout.fp()));
    assembler.emit(PpcOp.ADD, frame, frame, PpcRegisters.BASE);
    assembler.emit(PpcOp.BCTR);
  }

  /** The exit's number is in r12. */
  private static void exit(PpcAssembler assembler, CodeLayout layout) {
    Gpr thread = PpcRegisters.THREAD;
    RegisterFile file = PpcRegisters.FILE;
    for (int r = 0; r < file.count(); r++) {
      Mem word = Mem.at(thread, layout.exitArea() + 8 * r);
      if (PpcRegisters.isGpr(r)) {
        assembler.emit(PpcOp.STD, PpcRegisters.gpr(r), word);
      } else {
        assembler.emit(PpcOp.STFD, PpcRegisters.fpr(r), word);
      }
    }
    // As 32 bits: the flag above them is that of another routine.
    assembler.emit(PpcOp.CLRLDI, Gpr.R3, PpcRegisters.SCRATCH, imm(32));
    leave(assembler, layout);
  }

  /** The frame is written: exit in r3, pc in r4, distance of sp from fp in r5. */
  private static void cut(PpcAssembler assembler, CodeLayout layout) {
    Gpr thread = PpcRegisters.THREAD;
    Gpr frame = PpcRegisters.FRAME;
    assembler.emit(PpcOp.STW, Gpr.R4, Mem.at(thread, layout.pc()));
    assembler.emit(PpcOp.SUBF, frame, PpcRegisters.BASE, frame);
    assembler.emit(PpcOp.STW, frame, Mem.at(thread, layout.fp()));
    assembler.emit(PpcOp.ADD, Gpr.R5, Gpr.R5, frame);
    assembler.emit(PpcOp.STW, Gpr.R5, Mem.at(thread, layout.sp()));
    assembler.moveImmediate(Gpr.R4, Routines.RESTORED);
    assembler.emit(PpcOp.OR, Gpr.R3, Gpr.R3, Gpr.R4);
    leave(assembler, layout);
  }

  /** The same state; it becomes that of the handlers, whose stack frame is like that of traces. */
  private static void tail(PpcAssembler assembler, CodeLayout layout, Label toVm) {
    Gpr thread = PpcRegisters.THREAD;
    Gpr stack = PpcRegisters.STACK;
    Gpr number = PpcRegisters.SCRATCH;
    assembler.emit(PpcOp.LD, number, Mem.at(thread, layout.traceCode()));
    assembler.emit(PpcOp.CMPDI, number, imm(0));
    assembler.jump(Cond.EQ, toVm);
    assembler.emit(PpcOp.CLRLDI, Gpr.R4, Gpr.R4, imm(32));
    assembler.emit(PpcOp.ADD, PpcRegisters.CODE, Gpr.R4, PpcRegisters.BASE);
    assembler.emit(PpcOp.LHZ, number, Mem.at(PpcRegisters.CODE, 0));
    assembler.emit(PpcOp.SLDI, number, number, imm(3));
    assembler.emit(PpcOp.LD, PpcRegisters.TABLE, Mem.at(thread, layout.handlerTable()));
    assembler.emit(PpcOp.LDX, number, Mem.at(PpcRegisters.TABLE, number));
    assembler.emit(PpcOp.MTCTR, number);
    assembler.emit(PpcOp.EXTSW, stack, Gpr.R5);
    assembler.emit(PpcOp.ADD, stack, stack, PpcRegisters.FRAME);
    assembler.emit(PpcOp.LD, PpcRegisters.COUNT, Mem.at(thread, layout.count()));
    assembler.emit(PpcOp.BCTR);
  }

  /** What is returned is in r3. */
  private static void leave(PpcAssembler assembler, CodeLayout layout) {
    assembler.emit(PpcOp.STD, Gpr.R3, Mem.at(PpcRegisters.THREAD, layout.exitNumber()));
    PpcFrame.popAndReturn(assembler);
  }

  @Override
  public int exitStubBytes() {
    return PpcStubs.EXIT_BYTES;
  }

  @Override
  public byte[] exitStub(int exit, int at, int exitRoutine) {
    return PpcStubs.exit(exit, at, exitRoutine);
  }

  @Override
  public byte[] jump(int at, int target) {
    return PpcStubs.jump(at, target);
  }

  @Override
  public void relocate(byte[] bytes, int field, int at, int target) {
    PpcStubs.reach(bytes, field, at, target);
  }

  @Override
  public void fillWithTraps(byte[] bytes) {
    PpcStubs.fillWithTraps(bytes);
  }

  @Override
  public void flush(long address, long bytes) {
    PpcHost.flush(address, bytes);
  }

  @Override
  public byte[] constantRoutine(int value) {
    PpcAssembler assembler = new PpcAssembler(false);
    assembler.moveImmediate(Gpr.R3, value);
    assembler.emit(PpcOp.BLR);
    return assembler.finish().bytes();
  }

  @Override
  public List<String> disassemble(byte[] bytes, int at) {
    return PpcDisassembler.disassemble(bytes, at);
  }
}
