package hotpath.backend.arm;

import hotpath.tssa.alloc.Allocation;
import hotpath.tssa.backend.CodeLayout;
import hotpath.tssa.backend.HandlerAssembler;
import hotpath.tssa.backend.HandlerCode;
import hotpath.tssa.lir.LirCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The handlers of an interpreter: the way in, the handlers, the ways out. A way out is shared by
 * all that leave with one reason: the state is where it was, so nothing depends on who leaves.
 *
 * <p>The address of the table is in a register, so that a dispatch is two loads and a jump; exits
 * of traces take it from the thread block.
 */
final class ArmHandlers implements HandlerAssembler {
  private static final int ALIGNMENT = 16;
  private static final int MOST_HANDLERS = 1 << 16;

  private final CodeLayout layout;
  private final ArmAssembler assembler = new ArmAssembler(false);
  private final List<Integer> handlers = new ArrayList<>();
  private final Map<Integer, Label> ways = new TreeMap<>();

  ArmHandlers(CodeLayout layout) {
    this.layout = layout;
  }

  CodeLayout layout() {
    return layout;
  }

  ArmAssembler assembler() {
    return assembler;
  }

  /** Where to leave with a reason, in the state that the registers hold. */
  Label leave(int reason) {
    return ways.computeIfAbsent(reason, _ -> new Label());
  }

  /** Goes to the handler whose number is in w16. */
  void dispatch() {
    Gpr number = ArmRegisters.SCRATCH;
    assembler.emit(ArmOp.LDR_X, number, Mem.at(ArmRegisters.TABLE, number, 3));
    assembler.emit(ArmOp.BR, number);
  }

  @Override
  public void add(LirCode code, Allocation allocation) {
    if (handlers.size() == MOST_HANDLERS) {
      throw new IllegalStateException("a number of 16 bits names a handler");
    }
    assembler.align(ALIGNMENT);
    handlers.add(assembler.offset());
    new ArmHandlerEmitter(code, allocation, this).emitBlocks();
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
      assembler.moveImmediate(Gpr.X0, way.getKey());
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
    ArmCode code = assembler.finish();
    return new HandlerCode(
        code.bytes(),
        code.alignment(),
        run,
        step,
        stop.offset(),
        missing.offset(),
        handlers.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Goes to the trace that is asked for, if handlers may: all its state is in memory. */
  private void enterTrace() {
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

  /**
   * x0 is the thread block, x1 the table for the first word; {@code next} bytes behind it is the
   * one for all others.
   */
  private void enter(int next) {
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
    Gpr number = ArmRegisters.SCRATCH;
    assembler.emit(ArmOp.LDRH, number, Mem.at(ArmRegisters.CODE, 0));
    assembler.emit(ArmOp.LDR_X, number, Mem.at(Gpr.X1, number, 3));
    assembler.emit(ArmOp.BR, number);
  }

  private void load(Gpr register, int word) {
    assembler.emit(ArmOp.LDR_W, register, Mem.at(ArmRegisters.THREAD, word));
    assembler.emit(ArmOp.ADD, Size.X, register, register, ArmRegisters.BASE);
  }

  /** The reason is in w0. */
  private void leave() {
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
