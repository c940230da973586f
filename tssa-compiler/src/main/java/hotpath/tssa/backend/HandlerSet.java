package hotpath.tssa.backend;

import hotpath.tssa.alloc.Allocation;
import hotpath.tssa.lir.LirCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The handlers of an interpreter: the handlers, the ways out, the ways in. A way out is shared by
 * all that leave with one reason: the state is where it was, so nothing depends on who leaves.
 */
public final class HandlerSet implements HandlerAssembler {
  private static final int MOST_HANDLERS = 1 << 16;

  private final CodeLayout layout;
  private final HandlerWriter machine;
  private final Assembler assembler;
  private final List<Integer> handlers = new ArrayList<>();
  private final Map<Integer, Label> ways = new TreeMap<>();

  public HandlerSet(CodeLayout layout, HandlerWriter machine) {
    this.layout = layout;
    this.machine = machine;
    this.assembler = machine.assembler();
  }

  /** Where to leave with a reason, in the state that the registers hold. */
  Label leave(int reason) {
    return ways.computeIfAbsent(reason, _ -> new Label());
  }

  @Override
  public void add(LirCode code, Allocation allocation) {
    if (handlers.size() == MOST_HANDLERS) {
      throw new IllegalStateException("a number of 16 bits names a handler");
    }
    assembler.align(machine.alignment());
    handlers.add(assembler.offset());
    new HandlerEmitter(code, allocation, layout, this, machine).emitBlocks();
  }

  @Override
  public HandlerCode finish() {
    Label stop = leave(HandlerCode.GO_ON);
    Label missing = leave(HandlerCode.MISSING);
    Label end = new Label();
    for (Map.Entry<Integer, Label> way : ways.entrySet()) {
      assembler.bind(way.getValue());
      if (way.getKey() == layout.traceReason()) {
        machine.enterTrace();
      }
      machine.reason(way.getKey());
      assembler.jump(end);
    }
    assembler.bind(end);
    machine.leave();
    int run = enter(0);
    int step = enter(Long.BYTES * handlers.size());
    AssembledCode code = assembler.finish();
    return new HandlerCode(
        code.bytes(),
        code.alignment(),
        run,
        step,
        stop.offset(),
        missing.offset(),
        handlers.stream().mapToInt(Integer::intValue).toArray());
  }

  private int enter(int next) {
    assembler.align(machine.alignment());
    int at = assembler.offset();
    machine.enter(next);
    return at;
  }
}
