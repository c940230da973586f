package hotpath.backend.x86;

import hotpath.tssa.backend.Assembler;
import hotpath.tssa.backend.CodeLayout;
import hotpath.tssa.backend.HandlerWriter;
import hotpath.tssa.backend.InstructionWriter;
import hotpath.tssa.backend.Label;
import hotpath.tssa.lir.LirCode;

/** The way into handlers, from one to the next, and out. */
final class X86Handlers implements HandlerWriter {
  /** Measured in the prototype: at other multiples of 16 single handlers take 60 % longer. */
  private static final int ALIGNMENT = 32;

  private final CodeLayout layout;
  private final X86Assembler assembler;

  X86Handlers(CodeLayout layout, CpuFeatures features) {
    this.layout = layout;
    this.assembler = new X86Assembler(features);
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
    return new X86Sequences(code, layout, assembler);
  }

  @Override
  public void loadNumber(int step) {
    assembler.emit(X86Op.MOVZX_W, Size.D, Gpr.RAX, Mem.at(X86Registers.CODE, step));
  }

  @Override
  public void dispatch() {
    assembler.emit(X86Op.MOV, Size.Q, Gpr.RCX, table());
    assembler.emit(X86Op.JMP, Mem.at(Gpr.RCX, Gpr.RAX, 8, 0));
  }

  private Mem table() {
    return Mem.at(X86Registers.THREAD, layout.handlerTable());
  }

  @Override
  public void reason(int reason) {
    assembler.moveImmediate(Gpr.RAX, reason);
  }

  /** All state of the trace is in memory. */
  @Override
  public void enterTrace() {
    Gpr thread = X86Registers.THREAD;
    Label closed = new Label();
    assembler.emit(X86Op.MOV, Size.Q, Gpr.RCX, Mem.at(thread, layout.traceCode()));
    assembler.emit(X86Op.TEST, Size.Q, Gpr.RCX, Gpr.RCX);
    assembler.jump(Cond.E, closed);
    assembler.emit(X86Op.MOV, Size.D, Gpr.RAX, Mem.at(thread, layout.values()));
    assembler.emit(X86Op.MOV, Size.D, Gpr.RDX, Mem.at(thread, layout.traceTable()));
    assembler.emit(X86Op.ADD, Size.Q, Gpr.RDX, X86Registers.BASE);
    assembler.emit(X86Op.MOV, Size.D, Gpr.RAX, Mem.at(Gpr.RDX, Gpr.RAX, 4, 0));
    assembler.emit(X86Op.TEST, Size.D, Gpr.RAX, Gpr.RAX);
    assembler.jump(Cond.E, closed);
    assembler.emit(X86Op.ADD, Size.Q, Gpr.RAX, Gpr.RCX);
    assembler.emit(X86Op.MOV, Size.Q, Mem.at(thread, layout.count()), X86Registers.COUNT);
    assembler.emit(X86Op.JMP, Gpr.RAX);
    assembler.bind(closed);
  }

  /** rdi is the thread block, rsi the table. */
  @Override
  public void enter(int next) {
    Gpr thread = X86Registers.THREAD;
    X86Frame.push(assembler);
    assembler.emit(X86Op.MOV, Size.Q, thread, Gpr.RDI);
    assembler.emit(X86Op.LEA, Size.Q, Gpr.RAX, Mem.at(Gpr.RSI, next));
    assembler.emit(X86Op.MOV, Size.Q, table(), Gpr.RAX);
    assembler.emit(X86Op.MOV, Size.Q, X86Registers.BASE, Mem.at(thread, layout.base()));
    load(X86Registers.CODE, layout.pc());
    load(X86Registers.STACK, layout.sp());
    load(X86Registers.FRAME, layout.fp());
    assembler.emit(X86Op.MOV, Size.Q, X86Registers.COUNT, Mem.at(thread, layout.count()));
    loadNumber(0);
    assembler.emit(X86Op.JMP, Mem.at(Gpr.RSI, Gpr.RAX, 8, 0));
  }

  private void load(Gpr register, int word) {
    assembler.emit(X86Op.MOV, Size.D, register, Mem.at(X86Registers.THREAD, word));
    assembler.emit(X86Op.ADD, Size.Q, register, X86Registers.BASE);
  }

  /** The reason is in eax. */
  @Override
  public void leave() {
    Gpr thread = X86Registers.THREAD;
    store(X86Registers.CODE, layout.pc());
    store(X86Registers.STACK, layout.sp());
    store(X86Registers.FRAME, layout.fp());
    assembler.emit(X86Op.MOV, Size.Q, Mem.at(thread, layout.count()), X86Registers.COUNT);
    X86Frame.popAndReturn(assembler);
  }

  private void store(Gpr register, int word) {
    assembler.emit(X86Op.SUB, Size.Q, register, X86Registers.BASE);
    assembler.emit(X86Op.MOV, Size.D, Mem.at(X86Registers.THREAD, word), register);
  }
}
