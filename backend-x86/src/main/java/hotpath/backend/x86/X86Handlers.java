package hotpath.backend.x86;

import static hotpath.backend.x86.Operand.imm;

import hotpath.tssa.alloc.Allocation;
import hotpath.tssa.backend.CodeLayout;
import hotpath.tssa.backend.HandlerAssembler;
import hotpath.tssa.backend.HandlerCode;
import hotpath.tssa.lir.LirCode;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The handlers of an interpreter: the way in, the handlers, the ways out. A way out is shared by
 * all that leave with one reason: the state is where it was, so nothing depends on who leaves.
 */
final class X86Handlers implements HandlerAssembler {
  /** Measured in the prototype: at other multiples of 16 single handlers take 60 % longer. */
  private static final int ALIGNMENT = 32;

  private static final int MOST_HANDLERS = 1 << 16;

  private final CodeLayout layout;
  private final X86Assembler assembler;
  private final List<Integer> handlers = new ArrayList<>();
  private final Map<Integer, Label> ways = new TreeMap<>();

  X86Handlers(CodeLayout layout, CpuFeatures features) {
    this.layout = layout;
    this.assembler = new X86Assembler(features);
  }

  CodeLayout layout() {
    return layout;
  }

  X86Assembler assembler() {
    return assembler;
  }

  /** Where to leave with a reason, in the state that the registers hold. */
  Label leave(int reason) {
    return ways.computeIfAbsent(reason, _ -> new Label());
  }

  /** Goes to the handler whose number is in eax. */
  void dispatch() {
    assembler.emit(X86Op.MOV, Size.Q, Gpr.RCX, table());
    assembler.emit(X86Op.JMP, Mem.at(Gpr.RCX, Gpr.RAX, 8, 0));
  }

  private Mem table() {
    return Mem.at(X86Registers.THREAD, layout.handlerTable());
  }

  @Override
  public void add(LirCode code, Allocation allocation) {
    if (handlers.size() == MOST_HANDLERS) {
      throw new IllegalStateException("a number of 16 bits names a handler");
    }
    assembler.align(ALIGNMENT);
    handlers.add(assembler.offset());
    new X86HandlerEmitter(code, allocation, this).emitBlocks();
  }

  @Override
  public HandlerCode finish() {
    Label stop = leave(HandlerCode.GO_ON);
    Label missing = leave(HandlerCode.MISSING);
    Label end = new Label();
    for (Map.Entry<Integer, Label> way : ways.entrySet()) {
      assembler.bind(way.getValue());
      if (way.getKey() == layout.traceReason()) {
        enterTrace();
      }
      assembler.moveImmediate(Gpr.RAX, way.getKey());
      assembler.jump(end);
    }
    assembler.bind(end);
    leave();
    assembler.align(ALIGNMENT);
    int run = assembler.offset();
    enter(0);
    assembler.align(ALIGNMENT);
    int step = assembler.offset();
    enter(Long.BYTES * handlers.size());
    X86Code code = assembler.finish();
    return new HandlerCode(
        code.bytes().toArray(ValueLayout.JAVA_BYTE),
        code.alignment(),
        run,
        step,
        stop.offset(),
        missing.offset(),
        handlers.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Goes to the trace that is asked for, if handlers may: all its state is in memory. */
  private void enterTrace() {
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

  /**
   * rdi is the thread block, rsi the table for the first word; {@code next} bytes behind it is the
   * one for all others.
   */
  private void enter(int next) {
    Gpr thread = X86Registers.THREAD;
    for (Gpr saved : X86Registers.CALLEE_SAVED) {
      assembler.emit(X86Op.PUSH, saved);
    }
    assembler.emit(X86Op.SUB, Size.Q, Gpr.RSP, imm(8));
    assembler.emit(X86Op.MOV, Size.Q, thread, Gpr.RDI);
    assembler.emit(X86Op.LEA, Size.Q, Gpr.RAX, Mem.at(Gpr.RSI, next));
    assembler.emit(X86Op.MOV, Size.Q, table(), Gpr.RAX);
    assembler.emit(X86Op.MOV, Size.Q, X86Registers.BASE, Mem.at(thread, layout.base()));
    load(X86Registers.CODE, layout.pc());
    load(X86Registers.STACK, layout.sp());
    load(X86Registers.FRAME, layout.fp());
    assembler.emit(X86Op.MOV, Size.Q, X86Registers.COUNT, Mem.at(thread, layout.count()));
    assembler.emit(X86Op.MOVZX_W, Size.D, Gpr.RAX, Mem.at(X86Registers.CODE, 0));
    assembler.emit(X86Op.JMP, Mem.at(Gpr.RSI, Gpr.RAX, 8, 0));
  }

  private void load(Gpr register, int word) {
    assembler.emit(X86Op.MOV, Size.D, register, Mem.at(X86Registers.THREAD, word));
    assembler.emit(X86Op.ADD, Size.Q, register, X86Registers.BASE);
  }

  /** The reason is in eax. */
  private void leave() {
    Gpr thread = X86Registers.THREAD;
    store(X86Registers.CODE, layout.pc());
    store(X86Registers.STACK, layout.sp());
    store(X86Registers.FRAME, layout.fp());
    assembler.emit(X86Op.MOV, Size.Q, Mem.at(thread, layout.count()), X86Registers.COUNT);
    assembler.emit(X86Op.ADD, Size.Q, Gpr.RSP, imm(8));
    for (int i = X86Registers.CALLEE_SAVED.length - 1; i >= 0; i--) {
      assembler.emit(X86Op.POP, X86Registers.CALLEE_SAVED[i]);
    }
    assembler.emit(X86Op.RET);
  }

  private void store(Gpr register, int word) {
    assembler.emit(X86Op.SUB, Size.Q, register, X86Registers.BASE);
    assembler.emit(X86Op.MOV, Size.D, Mem.at(X86Registers.THREAD, word), register);
  }
}
