package hotpath.backend.x86;

import hotpath.tssa.alloc.Allocation;
import hotpath.tssa.alloc.Moves;
import hotpath.tssa.alloc.ParallelMove;
import hotpath.tssa.backend.EmitRequest;
import hotpath.tssa.backend.MachineCode;
import hotpath.tssa.lir.LirBlock;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirExit;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.Location;
import hotpath.tssa.lir.SharedOp;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Emits allocated LIR: the copies that the allocator wants, the instructions, the ways out. Behind
 * the code stand its literals, then the room for exit stubs.
 */
final class X86Emitter {
  /** External labels: exit stubs by number, the others below 0. */
  private static final int TAIL = -1;

  private static final int LOOP = -2;

  private static final int LOOP_ALIGNMENT = 16;

  private final LirCode code;
  private final EmitRequest request;
  private final X86Assembler assembler;
  private final X86Places places;
  private final X86Sequences sequences;
  private final Moves moves;
  private final ParallelMove parallel = new ParallelMove();
  private final Label[] labels;
  private final Label unlinked = new Label();
  private final int scratchWord;
  private int nextMove;
  private int linkOffset = MachineCode.NONE;
  private int[] map = {};
  private int mapSize;

  X86Emitter(LirCode code, Allocation allocation, EmitRequest request, CpuFeatures features) {
    this.code = code;
    this.request = request;
    this.moves = allocation.moves();
    assembler = new X86Assembler(features);
    places = new X86Places(code, assembler, request.layout());
    sequences = new X86Sequences(assembler, places);
    scratchWord = Location.spill(request.layout().scratchWord());
    labels = new Label[code.blocks().size()];
    for (int b = 0; b < labels.length; b++) {
      labels[b] = new Label();
    }
  }

  MachineCode emit() {
    List<LirBlock> blocks = code.blocks();
    for (int b = 0; b < blocks.size(); b++) {
      if (isLoop(blocks.get(b))) {
        assembler.align(LOOP_ALIGNMENT);
      }
      assembler.bind(labels[b]);
      emit(blocks.get(b));
    }
    return finish();
  }

  private static boolean isLoop(LirBlock block) {
    for (int i = 0; i < block.successorCount(); i++) {
      if (block.successor(i) == block.number()) {
        return true;
      }
    }
    return false;
  }

  private void emit(LirBlock block) {
    List<LirInsn> insns = block.insns();
    for (int i = 0; i < insns.size(); i++) {
      LirInsn insn = insns.get(i);
      int index = block.first() + i;
      note(insn.origin());
      nextMove = parallel.addGroup(moves, nextMove, 2 * index);
      if (insn.isTransfer()) {
        transfer(insn, block);
        continue;
      }
      parallel.resolve(places, scratchWord);
      if (i == insns.size() - 2 && insn instanceof X86Insn guard && isBackEdge(guard, block)) {
        backEdge(guard, block);
        return;
      }
      emit(insn);
      nextMove = parallel.addGroup(moves, nextMove, 2 * index + 1);
      parallel.resolve(places, scratchWord);
    }
  }

  private void note(int origin) {
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

  private void emit(LirInsn insn) {
    if (insn instanceof X86Insn machine) {
      LirExit exit = machine.exit();
      if (exit == null) {
        sequences.emit(machine);
      } else {
        sequences.compare(machine);
        leaveUnless(machine.test(), Label.external(exit.exit().number()));
      }
    } else if (insn.op() == SharedOp.MOVE) {
      int source = insn.location(1);
      int target = insn.location(0);
      if (source != target) {
        places.move(source, target, insn.operand(1));
      }
    }
  }

  private void leaveUnless(FlagTest test, Label stub) {
    FlagTest fails = test.negated();
    switch (fails.parity()) {
      case IGNORED -> assembler.jump(fails.cond(), stub);
      case OR_UNORDERED -> {
        assembler.jump(Cond.P, stub);
        assembler.jump(fails.cond(), stub);
      }
      case AND_ORDERED -> {
        Label ordered = new Label();
        assembler.shortJump(Cond.P, ordered);
        assembler.jump(fails.cond(), stub);
        assembler.bind(ordered);
      }
    }
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
    boolean copies = nextMove < moves.count() && moves.group(nextMove) <= 2 * block.last();
    for (int i = 0; i < end.operandCount(); i++) {
      copies |= end.location(i) != end.target(i);
    }
    return !copies;
  }

  private void backEdge(X86Insn guard, LirBlock block) {
    LirExit exit = Objects.requireNonNull(guard.exit());
    sequences.compare(guard);
    assembler.jump(guard.test().cond(), labels[block.successor(0)]);
    assembler.jump(Label.external(exit.exit().number()));
  }

  private void transfer(LirInsn insn, LirBlock block) {
    for (int i = 0; i < insn.operandCount(); i++) {
      parallel.add(insn.location(i), insn.target(i), insn.operand(i));
    }
    parallel.resolve(places, scratchWord);
    switch ((SharedOp) insn.op()) {
      case JUMP -> {
        if (block.successor(0) != block.number() + 1) {
          assembler.jump(labels[block.successor(0)]);
        }
      }
      case LEAVE -> assembler.jump(Label.external(exit(insn).exit().number()));
      case TAIL -> {
        X86Leaving leaving = new X86Leaving(assembler, request);
        leaving.addCount(insn);
        leaving.advanceFrame(exit(insn));
        leaving.restoreAfterAdvance(exit(insn));
        assembler.jump(Label.external(TAIL));
      }
      case LINK_ENTRY -> linkEntry(insn);
      case LINK_LOOP -> {
        X86Leaving leaving = new X86Leaving(assembler, request);
        leaving.addCountAt(places, insn, Objects.requireNonNull(request.loop()));
        assembler.jump(Label.external(LOOP));
      }
      case LABEL, MOVE -> throw new IllegalStateException("no transfer");
    }
  }

  private static LirExit exit(LirInsn insn) {
    return Objects.requireNonNull(insn.exit());
  }

  private void linkEntry(LirInsn insn) {
    X86Leaving leaving = new X86Leaving(assembler, request);
    leaving.addCount(insn);
    leaving.advanceFrame(exit(insn));
    // Linked, this jump goes to the other trace; else to the code behind it.
    linkOffset = assembler.offset();
    assembler.jump(unlinked);
    assembler.bind(unlinked);
    leaving.restoreAfterAdvance(exit(insn));
    assembler.jump(Label.external(TAIL));
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
