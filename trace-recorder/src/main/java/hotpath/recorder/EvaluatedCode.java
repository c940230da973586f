package hotpath.recorder;

import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.ObjectLayout;
import hotpath.gc.plan.Heap;
import hotpath.interpreter.engine.TraceEntries;
import hotpath.interpreter.frame.FrameLayout;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.frame.ThreadBlock;
import hotpath.interpreter.meaning.LeafRoutine;
import hotpath.interpreter.meaning.LeafRoutines;
import hotpath.tssa.code.RoomMaker;
import hotpath.tssa.eval.EvalMemory;
import hotpath.tssa.eval.Evaluator;
import hotpath.tssa.eval.Outcome;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.ir.VirtualObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs traces by evaluating their TSSA: slow, on every host, and without any code generation. It
 * tells errors of recording and of passes from those of a backend.
 */
final class EvaluatedCode implements TraceCode {
  private static final long STEP_LIMIT = Long.MAX_VALUE;

  private final Heap heap;
  private final Map<Trace, Tssa> codes = new HashMap<>();

  /** Where the ends of traces go that are linked. */
  private final Map<Trace, Trace> ends = new HashMap<>();

  EvaluatedCode(Heap heap) {
    this.heap = heap;
  }

  @Override
  public @Nullable AbortReason install(Trace trace, Tssa code, RoomMaker room) {
    codes.put(trace, code);
    return null;
  }

  @Override
  public void link(Trace trace, Trace root) {
    ends.put(trace, root);
  }

  @Override
  public void unlink(Trace trace) {
    ends.remove(trace);
  }

  @Override
  public void remove(Trace trace) {
    codes.remove(trace);
    ends.remove(trace);
  }

  @Override
  public int bytes(Trace trace) {
    return 0;
  }

  /** There is no arena that could be full. */
  @Override
  public List<TraceTree> victims(List<TraceTree> trees, int bytes, int alignment) {
    return List.of();
  }

  private Tssa code(Trace trace) {
    return Objects.requireNonNull(codes.get(trace));
  }

  @Override
  public int exitBytes(Trace trace) {
    return 0;
  }

  @Override
  public Inheritance inherited(TraceExit exit) {
    // An exit makes its objects before a bridge is evaluated, so all is in the frame by then.
    List<InheritedSlot> inherited = new ArrayList<>();
    code(exit.trace())
        .forEach(
            insn -> {
              if (insn.op().has(TssaOp.Trait.EXIT) && insn.exit().number() == exit.number()) {
                for (Snapshot.Entry entry :
                    Objects.requireNonNull(insn.exit().snapshot()).slots()) {
                  Insn value = entry.value();
                  inherited.add(
                      new InheritedSlot(
                          entry.slot(),
                          value.isConst()
                              ? new InheritedValue.Constant(value.kind(), value.imm())
                              : new InheritedValue.Held(value.kind(), entry.slot())));
                }
              }
            });
    return new Inheritance(inherited, List.of());
  }

  @Override
  public void warm(TraceExit exit) {}

  @Override
  public TraceEntries entries() {
    return TraceEntries.NONE;
  }

  @Override
  public boolean open(GuestThread thread, Trace root) {
    return false;
  }

  @Override
  public void shut(Trace root) {}

  @Override
  public Left sideExit(GuestThread thread) {
    throw new IllegalStateException("no engine evaluates traces");
  }

  @Override
  public void close() {}

  @Override
  public Left run(GuestThread thread, Trace root) {
    Trace at = root;
    long fp = thread.fp();
    while (true) {
      Outcome outcome = evaluate(thread, code(at), fp);
      Exit exit = Objects.requireNonNull(outcome.exit());
      restore(thread, outcome, exit, fp);
      Trace next =
          switch (outcome.how()) {
            case LOOP -> at;
            case LINK -> ends.get(at);
            default -> at.exit(exit.number()).bridge();
          };
      if (next == null) {
        return new Left(at.slot(), exit.number(), fp);
      }
      if (outcome.how() == Outcome.How.LINK) {
        fp = thread.fp();
      }
      at = next;
    }
  }

  private static Outcome evaluate(GuestThread thread, Tssa code, long fp) {
    GuestMemory memory = thread.memory();
    long base = memory.base();
    Evaluator.Registers registers =
        new Evaluator.Registers(base, base + fp, 0, 0, base + thread.block(), 0);
    return new Evaluator(code, new Region(memory, thread.block()), EvaluatedCode::leaf, registers)
        .run(STEP_LIMIT);
  }

  private void restore(GuestThread thread, Outcome outcome, Exit exit, long fp) {
    Outcome.State state = Objects.requireNonNull(outcome.state());
    Snapshot.Resume resume = Objects.requireNonNull(exit.snapshot()).resume();
    GuestMemory memory = thread.memory();
    int[] objects = makeObjects(thread, state);
    for (Outcome.SlotValue value : state.slots()) {
      long place = fp + (long) value.slot() * FrameLayout.SLOT;
      boolean wide = value.kind() == Kind.I64 || value.kind() == Kind.F64;
      long bits = value.object() < 0 ? value.bits() : objects[value.object()];
      memory.i64(place, wide ? bits : bits & 0xFFFF_FFFFL);
    }
    thread.fp(fp + (long) resume.fpSlot() * FrameLayout.SLOT);
    thread.sp(fp + (long) resume.spSlot() * FrameLayout.SLOT);
    thread.pc(resume.pc());
    memory.i64(thread.block() + ThreadBlock.COUNT, state.count());
  }

  /** Makes the objects that the trace did not; returns their references. */
  private int[] makeObjects(GuestThread thread, Outcome.State state) {
    int[] made = new int[state.objects().size()];
    VirtualObjects maker = new VirtualObjects(heap, thread);
    for (int i = 0; i < made.length; i++) {
      VirtualObject object = state.objects().get(i).description();
      made[i] =
          object.isArray()
              ? maker.array(object.classWord(), object.length(), object.elementShift())
              : maker.object(object.classWord(), (int) object.bytes());
    }
    Region region = new Region(thread.memory(), thread.block());
    for (int i = 0; i < made.length; i++) {
      for (Outcome.FieldValue field : state.objects().get(i).fields()) {
        long bits = field.object() < 0 ? field.bits() : made[field.object()];
        long address = region.base() + Integer.toUnsignedLong(made[i]) + field.offset();
        region.store(field.type(), address, bits);
      }
    }
    return made;
  }

  private static long leaf(long routine, long[] arguments, EvalMemory memory) {
    long base = ((Region) memory).base();
    LeafRoutine called = LeafRoutine.values()[(int) routine];
    return switch (called) {
      case INTERFACE_TABLE, IS_SUBTYPE, SWITCH_INDEX ->
          LeafRoutines.search(called, base, (int) arguments[0], (int) arguments[1]);
      case COPY -> throw new IllegalArgumentException("an operation of its own");
      case FREM ->
          Float.floatToRawIntBits(
              Float.intBitsToFloat((int) arguments[0]) % Float.intBitsToFloat((int) arguments[1]));
      case DREM -> bits(d(arguments[0]) % d(arguments[1]));
      case SIN -> bits(Math.sin(d(arguments[0])));
      case COS -> bits(Math.cos(d(arguments[0])));
      case TAN -> bits(Math.tan(d(arguments[0])));
      case EXP -> bits(Math.exp(d(arguments[0])));
      case LOG -> bits(Math.log(d(arguments[0])));
      case LOG10 -> bits(Math.log10(d(arguments[0])));
      case POW -> bits(Math.pow(d(arguments[0]), d(arguments[1])));
    };
  }

  private static double d(long bits) {
    return Double.longBitsToDouble(bits);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  /** Guest memory by absolute address. */
  private record Region(GuestMemory memory, long block) implements EvalMemory {
    long base() {
      return memory.base();
    }

    @Override
    public int allocateObject(int classWord, int bytes) {
      return bump(classWord, ObjectLayout.align(bytes));
    }

    @Override
    public int allocateArray(int classWord, int length, int elementShift) {
      int array = bump(classWord, ObjectLayout.arrayBytes(length, elementShift));
      if (array != 0) {
        memory.i32(Integer.toUnsignedLong(array) + ObjectLayout.LENGTH, length);
      }
      return array;
    }

    /** The fast path of allocation; what lies between top and limit is zero. */
    private int bump(int classWord, long bytes) {
      long top = memory.u32(block + ThreadBlock.ALLOCATION_TOP);
      if (top + bytes > memory.u32(block + ThreadBlock.ALLOCATION_LIMIT)) {
        return 0;
      }
      memory.u32(block + ThreadBlock.ALLOCATION_TOP, top + bytes);
      memory.i32(top + ObjectLayout.CLASS, classWord);
      return (int) top;
    }

    @Override
    public long load(MemType type, long address) {
      long at = address - base();
      return switch (type) {
        case I8 -> memory.i8(at);
        case U8 -> memory.u8(at);
        case I16 -> memory.i16(at);
        case U16 -> memory.u16(at);
        case I32, SLOT_I32 -> memory.i32(at);
        case REF, SLOT_REF -> memory.u32(at);
        case F32, SLOT_F32 -> memory.u32(at);
        case I64, F64 -> memory.i64(at);
      };
    }

    @Override
    public void store(MemType type, long address, long bits) {
      long at = address - base();
      switch (type) {
        case I8, U8 -> memory.i8(at, (int) bits);
        case I16, U16 -> memory.i16(at, (int) bits);
        case I32, REF, F32, SLOT_F32 -> memory.i32(at, (int) bits);
        case SLOT_I32, SLOT_REF -> memory.i64(at, bits & 0xFFFF_FFFFL);
        case I64, F64 -> memory.i64(at, bits);
      }
    }
  }
}
