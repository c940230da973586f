package hotpath.backend.x86;

import hotpath.tssa.alloc.Allocation;
import hotpath.tssa.backend.EmitRequest;
import hotpath.tssa.backend.MachineCode;
import hotpath.tssa.lir.LirBlock;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirExit;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.SharedOp;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Emits a trace: its ways out and links. Behind the code stand its literals, then the room for exit
 * stubs.
 */
final class X86Emitter extends X86BlockEmitter {
  /** External labels: exit stubs by number, the others below 0. */
  private static final int TAIL = -1;

  private static final int CUT = -2;
  private static final int LOOP = -3;

  private static final int LOOP_ALIGNMENT = 16;

  private final EmitRequest request;
  private final Label unlinked = new Label();
  private int linkOffset = MachineCode.NONE;
  private int[] map = {};
  private int mapSize;

  X86Emitter(LirCode code, Allocation allocation, EmitRequest request, CpuFeatures features) {
    super(code, allocation, request.layout(), new X86Assembler(features));
    this.request = request;
  }

  MachineCode emit() {
    emitBlocks();
    return finish();
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
  private boolean isBackEdge(X86Insn guard, LirBlock block) {
    LirInsn end = block.end();
    if (guard.exit() == null
        || end.op() != SharedOp.JUMP
        || block.successor(0) > block.number()
        || guard.test().parity() != FlagTest.Parity.IGNORED) {
      return false;
    }
    boolean copies = copiesBefore(block);
    for (int i = 0; i < end.operandCount(); i++) {
      copies |= end.location(i) != end.target(i);
    }
    return !copies;
  }

  @Override
  boolean ends(X86Insn guard, LirBlock block) {
    if (!isBackEdge(guard, block)) {
      return false;
    }
    compare(guard);
    assembler.jump(guard.test().cond(), labels[block.successor(0)]);
    assembler.jump(exit(exitOf(guard)));
    return true;
  }

  @Override
  void end(LirInsn insn, LirBlock block) {
    switch ((SharedOp) insn.op()) {
      case JUMP -> {
        if (block.successor(0) != block.number() + 1) {
          assembler.jump(labels[block.successor(0)]);
        }
      }
      case LEAVE -> assembler.jump(exit(exitOf(insn)));
      case TAIL -> {
        X86Leaving leaving = new X86Leaving(assembler, request);
        leaving.addCount(insn);
        leaving.advanceFrame(exitOf(insn));
        leaving.restoreAfterAdvance(exitOf(insn));
        assembler.jump(Label.external(TAIL));
      }
      case LINK_ENTRY -> linkEntry(insn);
      case LINK_LOOP -> {
        X86Leaving leaving = new X86Leaving(assembler, request);
        leaving.addCountAt(places, insn, Objects.requireNonNull(request.loop()));
        assembler.jump(Label.external(LOOP));
      }
      case LABEL, MOVE, DISPATCH -> throw new IllegalStateException("no end of a trace");
    }
  }

  private void linkEntry(LirInsn insn) {
    X86Leaving leaving = new X86Leaving(assembler, request);
    leaving.addCount(insn);
    leaving.advanceFrame(exitOf(insn));
    // Linked, this jump goes to the other trace; else to the code behind it.
    linkOffset = assembler.offset();
    assembler.jump(unlinked);
    assembler.bind(unlinked);
    leaving.restoreAfterAdvance(exitOf(insn));
    assembler.jump(Label.external(CUT));
  }

  private MachineCode finish() {
    X86Code finished = assembler.finish();
    byte[] body = finished.bytes().toArray(ValueLayout.JAVA_BYTE);
    int stubs = body.length;
    byte[] bytes = Arrays.copyOf(body, stubs + request.exits() * X86Stubs.EXIT_BYTES);
    MachineCode result = new MachineCode(bytes, finished.alignment(), stubs);
    List<X86Code.Relocation> relocations = finished.relocations();
    for (int i = 0; i < relocations.size(); i++) {
      int field = relocations.get(i).offset();
      int target = relocations.get(i).target();
      switch (target) {
        case TAIL -> result.addRelocation(field, MachineCode.Target.TAIL_ROUTINE);
        case CUT -> result.addRelocation(field, MachineCode.Target.CUT_ROUTINE);
        case LOOP -> result.addRelocation(field, MachineCode.Target.LOOP);
        default -> X86Stubs.reach(bytes, field, field, stubs + target * X86Stubs.EXIT_BYTES);
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
