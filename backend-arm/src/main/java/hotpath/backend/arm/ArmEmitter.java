package hotpath.backend.arm;

import hotpath.tssa.alloc.Allocation;
import hotpath.tssa.backend.EmitRequest;
import hotpath.tssa.backend.MachineCode;
import hotpath.tssa.lir.LirBlock;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirExit;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.SharedOp;
import java.util.Arrays;
import java.util.Objects;

/**
 * Emits a trace: its ways out and links. Behind the code stand its literals, then the room for exit
 * stubs. A trace whose guards do not reach their stubs is emitted a second time, as far code.
 */
final class ArmEmitter extends ArmBlockEmitter {
  /** External labels: exit stubs by number, the others below 0. */
  private static final int TAIL = -1;

  private static final int CUT = -2;
  private static final int LOOP = -3;

  private static final int LOOP_ALIGNMENT = 16;

  private final EmitRequest request;
  private int linkOffset = MachineCode.NONE;
  private int[] map = {};
  private int mapSize;

  private ArmEmitter(LirCode code, Allocation allocation, EmitRequest request, boolean far) {
    super(code, allocation, request.layout(), new ArmAssembler(far));
    this.request = request;
  }

  static MachineCode emit(LirCode code, Allocation allocation, EmitRequest request) {
    ArmEmitter near = new ArmEmitter(code, allocation, request, false);
    near.emitBlocks();
    if (near.assembler.reaches(request.exits() * ArmStubs.EXIT_BYTES)) {
      return near.finish();
    }
    ArmEmitter far = new ArmEmitter(code, allocation, request, true);
    far.emitBlocks();
    return far.finish();
  }

  @Override
  void align(LirBlock block) {
    if (isLoop(block)) {
      assembler.align(LOOP_ALIGNMENT);
    }
  }

  @Override
  Label exit(LirExit exit) {
    return Label.external(exit.exit().number());
  }

  private static boolean isLoop(LirBlock block) {
    for (int i = 0; i < block.successorCount(); i++) {
      if (block.successor(i) == block.number()) {
        return true;
      }
    }
    return false;
  }

  @Override
  void note(int origin) {
    if (!request.keepMap()) {
      return;
    }
    if (mapSize > 0 && map[mapSize - 1] == origin) {
      return;
    }
    if (mapSize == map.length) {
      map = Arrays.copyOf(map, Math.max(32, 2 * mapSize));
    }
    map[mapSize++] = assembler.offset();
    map[mapSize++] = origin;
  }

  /**
   * Whether a guard stands right before a jump back that copies nothing: then the guard itself
   * jumps back, and leaves by falling through.
   */
  private boolean isBackEdge(ArmInsn guard, LirBlock block) {
    LirInsn end = block.end();
    if (guard.exit() == null || end.op() != SharedOp.JUMP || block.successor(0) > block.number()) {
      return false;
    }
    boolean copies = copiesBefore(block);
    for (int i = 0; i < end.operandCount(); i++) {
      copies |= end.location(i) != end.target(i);
    }
    return !copies;
  }

  @Override
  boolean ends(ArmInsn guard, LirBlock block) {
    if (!isBackEdge(guard, block)) {
      return false;
    }
    sequences.jumpIf(true, guard, labels[block.successor(0)]);
    assembler.jump(exit(exitOf(guard)));
    return true;
  }

  @Override
  void end(LirInsn insn, LirBlock block) {
    ArmLeaving leaving = new ArmLeaving(assembler, places, request);
    switch ((SharedOp) insn.op()) {
      case JUMP -> {
        if (block.successor(0) != block.number() + 1) {
          assembler.jump(labels[block.successor(0)]);
        }
      }
      case LEAVE -> assembler.jump(exit(exitOf(insn)));
      case TAIL -> {
        leaving.addCount(insn);
        leaving.advanceFrame(exitOf(insn));
        leaving.restoreAfterAdvance(exitOf(insn));
        assembler.jump(Label.external(TAIL));
      }
      case LINK_ENTRY -> {
        leaving.addCount(insn);
        leaving.advanceFrame(exitOf(insn));
        // Linked, this jump goes to the other trace; else to the code behind it.
        Label unlinked = new Label();
        linkOffset = assembler.offset();
        assembler.jump(unlinked);
        assembler.bind(unlinked);
        leaving.restoreAfterAdvance(exitOf(insn));
        assembler.jump(Label.external(CUT));
      }
      case LINK_LOOP -> {
        leaving.addCountAt(insn, Objects.requireNonNull(request.loop()));
        assembler.jump(Label.external(LOOP));
      }
      case LABEL, MOVE, DISPATCH -> throw new IllegalStateException("no end of a trace");
    }
  }

  private MachineCode finish() {
    ArmCode finished = assembler.finish();
    int stubs = finished.bytes().length;
    byte[] bytes = Arrays.copyOf(finished.bytes(), stubs + request.exits() * ArmStubs.EXIT_BYTES);
    MachineCode result = new MachineCode(bytes, finished.alignment(), stubs);
    for (ArmCode.Relocation relocation : finished.relocations()) {
      int at = relocation.offset();
      switch (relocation.target()) {
        case TAIL -> result.addRelocation(at, MachineCode.Target.TAIL_ROUTINE);
        case CUT -> result.addRelocation(at, MachineCode.Target.CUT_ROUTINE);
        case LOOP -> result.addRelocation(at, MachineCode.Target.LOOP);
        default -> ArmStubs.reach(bytes, at, at, stubs + relocation.target() * ArmStubs.EXIT_BYTES);
      }
    }
    for (int b = 0; b < labels.length; b++) {
      if (isLoop(code.blocks().get(b))) {
        result.loop(labels[b].offset());
      }
    }
    result.link(linkOffset);
    if (request.keepMap()) {
      result.map(Arrays.copyOf(map, mapSize));
    }
    return result;
  }
}
