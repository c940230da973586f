package hotpath.backend.x86;

import static hotpath.backend.x86.Operand.imm;

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
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** x86-64 with SSE4.1 and popcnt; other extensions are used where the processor has them. */
public final class X86Backend implements Backend {
  private final CpuFeatures features;
  private final boolean isHost;

  /**
   * For the processor that this process runs on, or on a host of another kind for one that has
   * everything; for ServiceLoader.
   */
  public X86Backend() {
    this(X86Host.features());
  }

  private X86Backend(@Nullable CpuFeatures host) {
    this(host == null ? CpuFeatures.ALL : host, host != null);
  }

  private X86Backend(CpuFeatures features, boolean isHost) {
    this.features = features;
    this.isHost = isHost && features.popcnt();
  }

  /** For a processor of the host's kind with these features. */
  static X86Backend with(CpuFeatures features) {
    return new X86Backend(features, true);
  }

  @Override
  public String name() {
    return "x86-64";
  }

  @Override
  public String target() {
    return name() + " " + features;
  }

  @Override
  public boolean supportsHost() {
    return isHost;
  }

  @Override
  public RegisterFile registers() {
    return X86Registers.FILE;
  }

  @Override
  public RegisterFile handlerRegisters() {
    return X86Registers.HANDLER_FILE;
  }

  @Override
  public HandlerAssembler handlers(CodeLayout layout) {
    return new HandlerSet(layout, new X86Handlers(layout, features));
  }

  @Override
  public Selector selector(LirBuilder builder, CodeLayout layout) {
    return new X86Selector(builder, layout, features);
  }

  @Override
  public MachineCode emit(LirCode code, Allocation allocation, EmitRequest request) {
    X86Assembler assembler = new X86Assembler(features);
    X86Sequences writer = new X86Sequences(code, request.layout(), assembler);
    return TraceEmitter.emit(this, code, allocation, request, writer).finish();
  }

  @Override
  public Routines routines(CodeLayout layout) {
    X86Assembler assembler = new X86Assembler(features);
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

  /** rdi is the thread block, rsi the code; calls in traces find the stack aligned. */
  private static void enter(X86Assembler assembler, CodeLayout layout) {
    X86Frame.push(assembler);
    Gpr thread = X86Registers.THREAD;
    assembler.emit(X86Op.MOV, Size.Q, thread, Gpr.RDI);
    assembler.emit(X86Op.MOV, Size.Q, X86Registers.BASE, Mem.at(thread, layout.base()));
    assembler.emit(X86Op.MOV, Size.D, X86Registers.FRAME, Mem.at(thread, layout.fp()));
    assembler.emit(X86Op.ADD, Size.Q, X86Registers.FRAME, X86Registers.BASE);
    assembler.emit(X86Op.JMP, Gpr.RSI);
  }

  /** The exit's number is on the stack. */
  private static void exit(X86Assembler assembler, CodeLayout layout) {
    Gpr thread = X86Registers.THREAD;
    RegisterFile file = X86Registers.FILE;
    for (int r = 0; r < file.count(); r++) {
      Mem word = Mem.at(thread, layout.exitArea() + 8 * r);
      if (!X86Registers.isGpr(r)) {
        assembler.emit(X86Op.MOVSD, word, X86Registers.xmm(r));
      } else if (X86Registers.gpr(r) != Gpr.RSP) {
        assembler.emit(X86Op.MOV, Size.Q, word, X86Registers.gpr(r));
      }
    }
    assembler.emit(X86Op.POP, Gpr.RAX);
    assembler.emit(X86Op.MOV, Size.D, Gpr.RAX, Gpr.RAX);
    leave(assembler, layout);
  }

  /** The frame is written: exit in eax, pc in ecx, distance of sp from fp in edx. */
  private static void cut(X86Assembler assembler, CodeLayout layout) {
    Gpr thread = X86Registers.THREAD;
    Gpr frame = X86Registers.FRAME;
    assembler.emit(X86Op.MOV, Size.D, Mem.at(thread, layout.pc()), Gpr.RCX);
    assembler.emit(X86Op.SUB, Size.Q, frame, X86Registers.BASE);
    assembler.emit(X86Op.MOV, Size.D, Mem.at(thread, layout.fp()), frame);
    assembler.emit(X86Op.ADD, Size.D, Gpr.RDX, frame);
    assembler.emit(X86Op.MOV, Size.D, Mem.at(thread, layout.sp()), Gpr.RDX);
    assembler.moveImmediate(Gpr.RCX, Routines.RESTORED);
    assembler.emit(X86Op.OR, Size.Q, Gpr.RAX, Gpr.RCX);
    leave(assembler, layout);
  }

  /** The same state; it becomes that of the handlers, whose stack frame is like that of traces. */
  private static void tail(X86Assembler assembler, CodeLayout layout, Label toVm) {
    Gpr thread = X86Registers.THREAD;
    Gpr base = X86Registers.BASE;
    Gpr stack = X86Registers.STACK;
    assembler.emit(X86Op.CMP, Size.Q, Mem.at(thread, layout.traceCode()), imm(0));
    assembler.jump(Cond.E, toVm);
    assembler.emit(X86Op.LEA, Size.Q, X86Registers.CODE, Mem.at(base, Gpr.RCX, 1, 0));
    assembler.emit(X86Op.MOVZX_W, Size.D, Gpr.RAX, Mem.at(X86Registers.CODE, 0));
    assembler.emit(X86Op.MOVSXD, Size.Q, stack, Gpr.RDX);
    assembler.emit(X86Op.ADD, Size.Q, stack, X86Registers.FRAME);
    assembler.emit(X86Op.MOV, Size.Q, X86Registers.COUNT, Mem.at(thread, layout.count()));
    assembler.emit(X86Op.MOV, Size.Q, Gpr.RCX, Mem.at(thread, layout.handlerTable()));
    assembler.emit(X86Op.JMP, Mem.at(Gpr.RCX, Gpr.RAX, 8, 0));
  }

  /** What is returned is in rax. */
  private static void leave(X86Assembler assembler, CodeLayout layout) {
    Mem number = Mem.at(X86Registers.THREAD, layout.exitNumber());
    assembler.emit(X86Op.MOV, Size.Q, number, Gpr.RAX);
    X86Frame.popAndReturn(assembler);
  }

  @Override
  public int exitStubBytes() {
    return X86Stubs.EXIT_BYTES;
  }

  @Override
  public byte[] exitStub(int exit, int at, int exitRoutine) {
    return X86Stubs.exit(exit, at, exitRoutine);
  }

  @Override
  public byte[] jump(int at, int target) {
    return X86Stubs.jump(at, target);
  }

  @Override
  public void relocate(byte[] bytes, int field, int at, int target) {
    X86Stubs.reach(bytes, field, at, target);
  }

  @Override
  public void fillWithTraps(byte[] bytes) {
    X86Stubs.fillWithTraps(bytes);
  }

  @Override
  public byte[] constantRoutine(int value) {
    X86Assembler assembler = new X86Assembler(CpuFeatures.BASELINE);
    assembler.emit(X86Op.MOV, Size.D, Gpr.RAX, imm(value));
    assembler.emit(X86Op.RET);
    return assembler.finish().bytes();
  }

  @Override
  public List<String> disassemble(byte[] bytes, int at) {
    return X86Disassembler.disassemble(MemorySegment.ofArray(bytes), at, _ -> null);
  }
}
