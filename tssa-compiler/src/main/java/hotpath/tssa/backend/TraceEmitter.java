package hotpath.tssa.backend;

import hotpath.tssa.alloc.Allocation;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.lir.LirBlock;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirExit;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.Location;
import hotpath.tssa.lir.LoopEntry;
import hotpath.tssa.lir.SharedOp;
import java.util.Arrays;
import java.util.Objects;

/**
 * Emits a trace: its blocks, its ways out and links. Behind the code stand its literals, then the
 * room for exit stubs, which is filled when the trace is installed.
 */
public final class TraceEmitter extends BlockWalk {
  /** External labels: exit stubs by number, the others below 0. */
  private static final int TAIL = -1;

  private static final int CUT = -2;
  private static final int LOOP = -3;

  private static final int LOOP_ALIGNMENT = 16;

  private final Backend backend;
  private final EmitRequest request;
  private int linkOffset = MachineCode.NONE;
  private int[] map = {};
  private int mapSize;

  private TraceEmitter(
      Backend backend,
      LirCode code,
      Allocation allocation,
      EmitRequest request,
      InstructionWriter writer) {
    super(code, allocation, request.layout(), writer);
    this.backend = backend;
    this.request = request;
  }

  /** Emits all blocks with a writer that was made for the code. */
  public static TraceEmitter emit(
      Backend backend,
      LirCode code,
      Allocation allocation,
      EmitRequest request,
      InstructionWriter writer) {
    TraceEmitter emitter = new TraceEmitter(backend, code, allocation, request, writer);
    emitter.emitBlocks();
    return emitter;
  }

  @Override
  void begin(LirBlock block) {
    if (block.isLoop()) {
      assembler.align(LOOP_ALIGNMENT);
    }
  }

  @Override
  void note(int origin) {
    if (!request.keepMap() || (mapSize > 0 && map[mapSize - 1] == origin)) {
      return;
    }
    if (mapSize == map.length) {
      map = Arrays.copyOf(map, Math.max(32, 2 * mapSize));
    }
    map[mapSize++] = assembler.offset();
    map[mapSize++] = origin;
  }

  @Override
  Label exit(LirExit exit) {
    return Label.external(exit.exit().number());
  }

  @Override
  boolean ends(LirInsn guard, LirBlock block) {
    if (!isBackEdge(guard, block) || !writer.isOneJump(guard)) {
      return false;
    }
    writer.jumpIf(true, guard, labels[block.successor(0)]);
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
        addCount(insn);
        advanceFrame(exitOf(insn));
        resume(exitOf(insn), TAIL);
      }
      case LINK_ENTRY -> {
        addCount(insn);
        advanceFrame(exitOf(insn));
        // Linked, this jump goes to the other trace; else to the code behind it.
        Label unlinked = new Label();
        linkOffset = assembler.offset();
        assembler.jump(unlinked);
        assembler.bind(unlinked);
        resume(exitOf(insn), CUT);
      }
      case LINK_LOOP -> {
        addCountAt(insn, Objects.requireNonNull(request.loop()));
        assembler.jump(Label.external(LOOP));
      }
      case LABEL, MOVE, DISPATCH -> throw new IllegalStateException("no end of a trace");
    }
  }

  /** Adds what was executed since to the count that was just stored. */
  private void addCount(LirInsn insn) {
    for (int i = 0; i < insn.operandCount(); i++) {
      if (Location.sort(insn.target(i)) == Location.COUNT) {
        writer.add(insn.target(i), exitOf(insn).countPlus());
      }
    }
  }

  /** The same, where a loop has the count as a parameter. */
  private void addCountAt(LirInsn insn, LoopEntry loop) {
    if (loop.countLocation() != Location.NONE) {
      writer.add(loop.countLocation(), exitOf(insn).countPlus());
    }
  }

  private static Snapshot.Resume resumeOf(LirExit exit) {
    return Objects.requireNonNull(exit.exit().snapshot()).resume();
  }

  private void advanceFrame(LirExit exit) {
    int frame = Location.reg(code.registers().framePointer());
    writer.add(frame, 8L * resumeOf(exit).fpSlot());
  }

  /** Hands the rest to a shared routine; the frame pointer is already the new one. */
  private void resume(LirExit exit, int routine) {
    Snapshot.Resume resume = resumeOf(exit);
    int sp = 8 * (resume.spSlot() - resume.fpSlot());
    int number = EmitRequest.exitNumber(request.slot(), exit.exit().number());
    writer.resume(number & 0xFFFF_FFFFL, resume.pc(), sp & 0xFFFF_FFFFL);
    assembler.jump(Label.external(routine));
  }

  /** The code with room for its stubs; to be asked once. */
  public MachineCode finish() {
    AssembledCode finished = assembler.finish();
    int stubs = finished.bytes().length;
    int stubBytes = backend.exitStubBytes();
    byte[] bytes = Arrays.copyOf(finished.bytes(), stubs + request.exits() * stubBytes);
    MachineCode result = new MachineCode(bytes, finished.alignment(), stubs);
    for (AssembledCode.Relocation relocation : finished.relocations()) {
      int at = relocation.offset();
      switch (relocation.target()) {
        case TAIL -> result.addRelocation(at, MachineCode.Target.TAIL_ROUTINE);
        case CUT -> result.addRelocation(at, MachineCode.Target.CUT_ROUTINE);
        case LOOP -> result.addRelocation(at, MachineCode.Target.LOOP);
        default -> backend.relocate(bytes, at, at, stubs + relocation.target() * stubBytes);
      }
    }
    for (int b = 0; b < labels.length; b++) {
      if (code.blocks().get(b).isLoop()) {
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
