package hotpath.tssa.backend;

import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.lir.EntryState;
import hotpath.tssa.lir.LirBlock;
import hotpath.tssa.lir.LirBuilder;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirExit;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.Location;
import hotpath.tssa.lir.RegisterFile;
import hotpath.tssa.lir.SharedOp;
import hotpath.tssa.lir.StateInsn;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns TSSA into LIR: walks blocks and instructions backward, gives the selector what depends on
 * the instruction set, and does itself what does not: inputs, parameters, transfers between blocks,
 * exits and links.
 */
public final class Lowering {
  private final Tssa tssa;
  private final CodeLayout layout;
  private final @Nullable EntryState entry;
  private final LirCode code;
  private final LirBuilder builder;
  private final Selector selector;
  private boolean linksToLoop;

  private Lowering(Tssa tssa, Backend backend, CodeLayout layout, @Nullable EntryState entry) {
    this.tssa = tssa;
    this.layout = layout;
    this.entry = entry;
    boolean handler = tssa.shape() == Tssa.Shape.HANDLER;
    code = new LirCode(handler ? backend.handlerRegisters() : backend.registers());
    builder = new LirBuilder(tssa, code, entry);
    selector = backend.selector(builder, layout);
  }

  /**
   * What came out.
   *
   * @param builder knows the values of the TSSA instructions
   * @param linksToLoop whether the code goes back to the loop that it inherits from
   */
  public record Result(LirCode code, LirBuilder builder, boolean linksToLoop) {}

  /**
   * Lowers a trace or a handler.
   *
   * @param entry what a bridge inherits; null for code that is entered with its state in the frame
   */
  public static Result lower(
      Tssa tssa, Backend backend, CodeLayout layout, @Nullable EntryState entry) {
    Lowering lowering = new Lowering(tssa, backend, layout, entry);
    lowering.run();
    return new Result(lowering.code, lowering.builder, lowering.linksToLoop);
  }

  private void run() {
    List<Block> blocks = tssa.blocks();
    for (int b = 0; b < blocks.size(); b++) {
      code.newBlock();
    }
    for (int b = blocks.size() - 1; b >= 0; b--) {
      lower(blocks.get(b), code.blocks().get(b));
    }
    code.number();
  }

  private void lower(Block block, LirBlock target) {
    List<Insn> insns = block.insns();
    for (int i = insns.size() - 1; i >= 0; i--) {
      Insn insn = insns.get(i);
      if (insn.op().isPinned() || builder.isAsked(insn)) {
        builder.begin(insn);
        lower(insn, target);
        builder.addDerived(insn);
        builder.end();
      }
    }
    if (block == tssa.entry()) {
      builder.addEntryLabel();
    } else {
      int[] params = new int[block.params().size()];
      for (int i = 0; i < params.length; i++) {
        params[i] = builder.value(block.params().get(i));
      }
      builder.add(new LirInsn(SharedOp.LABEL, params));
    }
    builder.addDerived();
    builder.end();
    builder.finishBlock(target);
  }

  private void lower(Insn insn, LirBlock block) {
    switch (insn.op()) {
      case CONST, FP, TB, PC, SP, COUNT, U2L, R2I, I2R -> {}
      case SLOT -> slot(insn);
      case JUMP -> jump(insn, block);
      case BRANCH -> {
        block.successors(insn.targets().get(0).number(), insn.targets().get(1).number());
        selector.select(insn);
      }
      case DISPATCH -> builder.add(state(SharedOp.DISPATCH, null, insn));
      case LEAVE -> {
        if (tssa.shape() == Tssa.Shape.HANDLER) {
          builder.add(state(SharedOp.LEAVE, builder.exit(insn), insn));
        } else {
          leave(insn);
        }
      }
      case LINK -> link(insn);
      case LOAD -> {
        if (isInheritedCount(insn)) {
          count(insn);
        } else {
          selector.select(insn);
        }
      }
      case LOOP, NEW, NEWARRAY ->
          throw new IllegalArgumentException(insn + " must be gone before selection");
      default -> selector.select(insn);
    }
  }

  private void slot(Insn slot) {
    int number = (int) slot.imm();
    if (entry != null && entry.locationOf(number) != Location.NONE) {
      return; // defined at the entry
    }
    int value = builder.value(slot);
    int home = Location.frame(number);
    if (builder.frameIsStable()) {
      code.home(value, home);
    }
    builder.add(new LirInsn(SharedOp.MOVE, value, code.newFixed(slot.kind(), home)));
  }

  /**
   * Whether a load reads the instruction count while it is not up to date in the thread block,
   * because the parent keeps it elsewhere.
   */
  private boolean isInheritedCount(Insn load) {
    return entry != null
        && entry.countLocation() != Location.NONE
        && load.argCount() == 1
        && load.arg(0).op() == TssaOp.TB
        && load.mem().disp() == layout.count()
        && load.mem().type() == MemType.I64;
  }

  private void count(Insn load) {
    EntryState state = Objects.requireNonNull(entry);
    int result = builder.value(load);
    int location = state.countLocation();
    if (Location.sort(location) == Location.CONST) {
      long sum = state.constantAt(location) + state.countPlus();
      builder.add(new LirInsn(SharedOp.MOVE, result, code.newConstant(Kind.I64, sum)));
    } else if (state.countPlus() == 0) {
      builder.add(new LirInsn(SharedOp.MOVE, result, builder.inherited(location, Kind.I64)));
    } else {
      int inherited = builder.inherited(location, Kind.I64);
      selector.addConstant(result, inherited, state.countPlus());
    }
  }

  private void jump(Insn jump, LirBlock block) {
    Block target = jump.targets().getFirst();
    block.successors(target.number());
    int n = jump.argCount();
    int[] operands = new int[n];
    for (int i = 0; i < n; i++) {
      operands[i] = builder.stateValue(jump.arg(i));
    }
    if (target == tssa.loop() && target.number() > block.number()) {
      builder.addInvariants();
    }
    builder.add(new LirInsn(SharedOp.JUMP, null, operands, new int[n]));
  }

  private void leave(Insn leave) {
    int n = leave.argCount();
    int[] operands = new int[n];
    int[] targets = new int[n];
    for (int i = 0; i < n; i++) {
      operands[i] = builder.stateValue(leave.arg(i));
      targets[i] = Location.of(Location.VALUE, i);
    }
    builder.add(new LirInsn(SharedOp.LEAVE, builder.exit(leave), operands, targets));
  }

  /** The end of a handler; one without operands leaves in the state on entry. */
  private StateInsn state(SharedOp op, @Nullable LirExit exit, Insn insn) {
    RegisterFile registers = code.registers();
    int[] targets = {
      registers.codePointer(),
      registers.stackPointer(),
      registers.framePointer(),
      registers.counter()
    };
    int n = insn.argCount();
    int[] operands = new int[n];
    int[] addends = new int[StateInsn.PARTS];
    for (int i = 0; i < n; i++) {
      Insn part = insn.arg(i);
      boolean sum = part.op() == TssaOp.PLUS || part.op() == TssaOp.ADD;
      if (sum && part.arg(1).isConst() && part.arg(1).imm() == (int) part.arg(1).imm()) {
        addends[i] = (int) part.arg(1).imm();
        part = part.arg(0);
      }
      operands[i] = builder.value(part);
    }
    return new StateInsn(op, exit, operands, Arrays.copyOf(targets, n), addends);
  }

  private void link(Insn link) {
    LirInsn toLoop = entry == null ? null : LoopLink.link(builder, tssa, link, entry);
    if (toLoop != null) {
      linksToLoop = true;
      builder.add(toLoop);
      return;
    }
    Snapshot snapshot = Objects.requireNonNull(link.exit().snapshot());
    builder.add(toFrame(builder, link, snapshot));
  }

  /** The transfer of a snapshot to the frame. */
  private static LirInsn toFrame(LirBuilder builder, Insn link, Snapshot snapshot) {
    int n = 0;
    int[] operands = new int[snapshot.slots().size() + 1];
    int[] targets = new int[operands.length];
    for (int i = 0; i < snapshot.slots().size(); i++) {
      Snapshot.Entry slot = snapshot.slots().get(i);
      if (!builder.isUnchanged(slot)) {
        operands[n] = builder.stateValue(slot.value());
        targets[n++] = Location.frame(slot.slot());
      }
    }
    LirBuilder.Count count = builder.count(link, snapshot);
    if (count != null) {
      operands[n] = builder.value(count.value());
      targets[n++] = Location.of(Location.COUNT, 0);
    }
    return new LirInsn(
        SharedOp.LINK_ENTRY,
        new LirExit(link.exit(), new int[0], count == null ? 0 : count.plus()),
        Arrays.copyOf(operands, n),
        Arrays.copyOf(targets, n));
  }
}
