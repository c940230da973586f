package hotpath.recorder;

import hotpath.gc.memory.GuestMemory;
import hotpath.interpreter.link.ArrayKlass;
import hotpath.interpreter.link.Klass;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.link.MethodDescriptorLayout;
import hotpath.interpreter.meaning.Handler;
import hotpath.interpreter.predecode.PreparedMethod;
import hotpath.interpreter.vm.Vm;
import hotpath.tssa.ir.Alias;
import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.pass.PassObserver;
import hotpath.tssa.pass.PassPipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From a recording to optimized Trace SSA. */
public final class TraceCompiler {

  /**
   * What came of a recording.
   *
   * @param raw as built
   * @param code after the passes
   * @param reserve bytes of the heap that an exit may need
   * @param repeats whether its path can be gone twice in a row
   */
  public record Result(Tssa raw, Tssa code, ExitRecords exits, long reserve, boolean repeats) {
    /**
     * Whether the path can be gone to its end. It cannot if it read something twice which another
     * thread changed in between, as the recorder saw: then a guard of the second always fails.
     */
    boolean isConsistent() {
      return end(raw) != TssaOp.LINK || end(code) == TssaOp.LINK;
    }

    private static TssaOp end(Tssa tssa) {
      return tssa.blocks().getLast().end().op();
    }
  }

  private final Vm vm;
  private final TraceTuning tuning;
  private final @Nullable PassObserver observer;
  private final FieldNames fields = new FieldNames();
  private final TraceEnvironment environment = new Environment();
  private final List<Long> iterationCells = new ArrayList<>();

  TraceCompiler(Vm vm, TraceTuning tuning, @Nullable PassObserver observer) {
    this.vm = vm;
    this.tuning = tuning;
    this.observer = observer;
  }

  /**
   * Region offset of the cell that counts iterations of the trace in {@code slot}; 0 if nobody
   * counts.
   */
  long iterationCell(int slot) {
    return slot < iterationCells.size() ? iterationCells.get(slot) : 0;
  }

  private Instruments instruments(int slot) {
    long cell = 0;
    if (tuning.countIterations()) {
      while (iterationCells.size() <= slot) {
        iterationCells.add(environment.newCell(0));
      }
      cell = iterationCells.get(slot);
      vm.memory().i64(cell, 0);
    }
    return new Instruments(tuning.exitEvery(), cell);
  }

  Result compileRoot(Trace trace, Recording recording) {
    VirtualFrame frame = new VirtualFrame(recording.method(), 0, 0, false);
    int sp = recording.method().slots().stackSlot() + stackDepth(recording);
    Tssa raw =
        TraceEmitter.build(
            name(trace.number(), "root", recording),
            trace.number(),
            recording,
            List.of(frame),
            sp,
            Inheritance.NONE,
            fields,
            environment,
            instruments(trace.slot()));
    return optimize(raw);
  }

  private static int stackDepth(Recording recording) {
    PreparedMethod method = recording.method();
    int instruction = method.instructionAt(recording.anchorPc());
    return instruction == PreparedMethod.NO_INSTRUCTION
        ? 0
        : method.flow().stack(instruction).depth();
  }

  Result compileBridge(Trace trace, Recording recording, TraceExit exit, BridgeStart start) {
    String kind = "bridge " + exit.trace().number() + "/" + exit.number();
    Tssa raw =
        TraceEmitter.build(
            name(trace.number(), kind, recording),
            trace.number(),
            recording,
            start.frames(),
            start.spSlot(),
            start.inherited(),
            fields,
            environment,
            instruments(trace.slot()));
    return optimize(raw);
  }

  private static String name(int number, String kind, Recording recording) {
    PreparedMethod method = recording.method();
    return number + " " + kind + " " + method.method() + " @" + method.bciAt(recording.anchorPc());
  }

  private Result optimize(Tssa raw) {
    PassPipeline.Result optimized = PassPipeline.run(raw, tuning.passes(), observer);
    Tssa code = optimized.code();
    return new Result(raw, code, ExitRecords.of(code), reserve(code), optimized.repeats());
  }

  private static long reserve(Tssa code) {
    long most = 0;
    for (Block block : code.blocks()) {
      for (Insn insn : block.insns()) {
        if (insn.op().has(TssaOp.Trait.EXIT)) {
          Snapshot snapshot = Objects.requireNonNull(insn.exit().snapshot());
          most = Math.max(most, VirtualObjects.bytes(snapshot));
        }
      }
    }
    return most;
  }

  /** The VM's own tables. */
  private final class Environment implements TraceEnvironment {
    @Override
    public PreparedMethod prepared(long methodDescriptor) {
      Method method = vm.methods().at(methodDescriptor);
      long entry = vm.memory().u32(methodDescriptor + MethodDescriptorLayout.ENTRY);
      PreparedMethod prepared = vm.codeMap().at(entry);
      if (prepared.method() != method) {
        throw new IllegalStateException("code of " + prepared.method() + " for " + method);
      }
      return prepared;
    }

    @Override
    public PreparedMethod preparedAt(long pc) {
      return vm.codeMap().at(pc);
    }

    @Override
    public int argumentSlots(long methodDescriptor) {
      return vm.methods().at(methodDescriptor).argumentSlots();
    }

    @Override
    public Alias fieldAlias(int classWord, int offset) {
      return fields.at(vm.klasses().at(Integer.toUnsignedLong(classWord)), offset);
    }

    @Override
    public MemType elementType(int classWord) {
      Klass klass = vm.klasses().at(Integer.toUnsignedLong(classWord));
      return Kinds.elementType(((ArrayKlass) klass).elementKind());
    }

    @Override
    public long newCell(int initial) {
      long cell = vm.metadata().allocate(8, 8);
      vm.memory().i32(cell, initial);
      return cell;
    }

    @Override
    public @Nullable Handler nativeMeaning(long methodDescriptor) {
      return NativeMeanings.find(vm, methodDescriptor);
    }

    @Override
    public int[] switchKeys(long table) {
      GuestMemory memory = vm.memory();
      int[] keys = new int[memory.i32(table)];
      memory.copyOut(table + 4, keys, 0, keys.length);
      return keys;
    }
  }
}
