package hotpath.tssa.backend;

import hotpath.platform.memory.CodeMemory;
import hotpath.platform.memory.HostMemory.Access;
import hotpath.platform.memory.NativeEntry;
import hotpath.platform.memory.Reservation;
import hotpath.tssa.code.CodeCache;
import hotpath.tssa.code.CompileOptions;
import hotpath.tssa.code.CompileRequest;
import hotpath.tssa.code.CompileResult;
import hotpath.tssa.code.CompiledTrace;
import hotpath.tssa.code.ExitRestorer;
import hotpath.tssa.code.ExitRestorer.ObjectMaker;
import hotpath.tssa.code.ExitState;
import hotpath.tssa.code.RoomMaker;
import hotpath.tssa.code.TraceCompiler;
import hotpath.tssa.code.TraceLinks;
import hotpath.tssa.eval.Evaluator;
import hotpath.tssa.eval.Outcome;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.text.TssaParser;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A region with a thread block, a frame and some data, that traces run on: compiled ones for real,
 * and the same ones in the evaluator on a copy. It plays the part of the VM: it handles exits.
 */
final class TraceMachine implements AutoCloseable {
  static final int THREAD = 0x400;
  static final int FRAME = 0x1000;
  static final int DATA = 0x1400;
  static final int END = 0x2000;

  static final int LIMIT_OFFSET = 8;
  static final int VALUES_OFFSET = 64;

  static final CodeLayout LAYOUT =
      new CodeLayout(
          16,
          24,
          28,
          32,
          0,
          48,
          VALUES_OFFSET,
          256,
          1024,
          64,
          56,
          200,
          208,
          1,
          1600,
          0,
          1,
          ContractLeaves.COPY);

  private final Reservation region = new Reservation(END);
  private final CodeMemory code;
  private final Arena arena = Arena.ofConfined();
  private final ContractMemory real;
  private final ContractLeaves leaves = new ContractLeaves();
  private final Backend backend;
  final CodeCache cache;
  final TraceLinks links;
  private final CompileOptions options;
  private final Map<Integer, CompiledTrace> traces = new HashMap<>();
  private int nextFree = DATA + 0x800;

  TraceMachine(Backend backend, boolean spillEverything, int codeBytes) {
    this.backend = backend;
    code = CodeMemory.patchable(codeBytes, backend);
    region.protect(0, region.bytes(), Access.READ_WRITE);
    real = new ContractMemory(MemorySegment.ofAddress(base()).reinterpret(END), base());
    cache = new CodeCache(backend, LAYOUT, code);
    links = new TraceLinks(backend, LAYOUT, cache);
    options = new CompileOptions(spillEverything, true, true, true);
    leaves.install(arena, real, thread() + LAYOUT.leafTable());
    real.putLong(thread() + LAYOUT.base(), base());
    reset();
  }

  @Override
  public void close() {
    code.close();
    arena.close();
    region.close();
  }

  long base() {
    return region.base();
  }

  long thread() {
    return base() + THREAD;
  }

  long frame() {
    return base() + FRAME;
  }

  ContractMemory memory() {
    return real;
  }

  ContractLeaves leaves() {
    return leaves;
  }

  /** The interpreter's state as before any trace. */
  void reset() {
    real.putInt(thread() + LAYOUT.fp(), FRAME);
    real.putInt(thread() + LAYOUT.sp(), 0);
    real.putInt(thread() + LAYOUT.pc(), 0);
    real.putLong(thread() + LAYOUT.count(), 0);
  }

  void slot(int slot, long bits) {
    real.putLong(frame() + 8L * slot, bits);
  }

  long slot(int slot) {
    return real.getLong(frame() + 8L * slot);
  }

  long count() {
    return real.getLong(thread() + LAYOUT.count());
  }

  int pc() {
    return real.getInt(thread() + LAYOUT.pc());
  }

  int fp() {
    return real.getInt(thread() + LAYOUT.fp());
  }

  int sp() {
    return real.getInt(thread() + LAYOUT.sp());
  }

  long value(int i) {
    return real.getLong(thread() + VALUES_OFFSET + 8L * i);
  }

  CompiledTrace compile(CompileRequest request) {
    CompileResult result = tryCompile(request);
    if (result instanceof CompileResult.Compiled(CompiledTrace trace)) {
      return trace;
    }
    throw new AssertionError(result + " of " + request.tssa().name());
  }

  CompileResult tryCompile(CompileRequest request) {
    TraceCompiler compiler = new TraceCompiler(backend, LAYOUT, cache, options);
    CompileResult result = compiler.compile(request, RoomMaker.NONE);
    if (result instanceof CompileResult.Compiled(CompiledTrace trace)) {
      traces.put(trace.number(), trace);
    }
    return result;
  }

  CompiledTrace compile(int number, String text) {
    return compile(CompileRequest.root(number, TssaParser.parse(text)));
  }

  /** Compiles a bridge for an exit and links it. */
  CompiledTrace bridge(int number, CompiledTrace parent, int exit, CompiledTrace loop, Tssa tssa) {
    CompiledTrace bridge =
        compile(
            CompileRequest.bridge(
                number, tssa, Objects.requireNonNull(parent.entryState(exit)), loop.loopOffset()));
    links.linkExit(parent, exit, bridge);
    return bridge;
  }

  CompiledTrace trace(int number) {
    CompiledTrace trace = traces.get(number);
    if (trace == null) {
      throw new AssertionError("no trace " + number);
    }
    return trace;
  }

  /** What came back from compiled code. */
  record Left(int trace, int exit, int reason, boolean wasRestored) {}

  /** Runs a trace until it leaves, and restores the interpreter's state. */
  Left run(CompiledTrace trace) {
    long result = NativeEntry.enter(cache.enterAddress(), thread(), cache.address(trace.entry()));
    int number = (int) result;
    int slot = EmitRequest.slotOf(number);
    int exitNumber = EmitRequest.exitOf(number);
    ExitState exit = trace(slot).exit(exitNumber);
    boolean restored = (result & Backend.Routines.RESTORED) != 0;
    if (!restored) {
      new ExitRestorer(real, LAYOUT, backend.registers()).restore(exit, thread(), maker());
    }
    return new Left(slot, exitNumber, exit.reason(), restored);
  }

  private ObjectMaker maker() {
    return new ObjectMaker() {
      @Override
      public int object(int classWord, int bytes) {
        int at = nextFree;
        nextFree += bytes;
        real.putInt(base() + at, classWord);
        return at;
      }

      @Override
      public int array(int classWord, int length, int elementShift) {
        int at = object(classWord, 16 + (length << elementShift));
        real.putInt(base() + at + 12, length);
        return at;
      }
    };
  }

  /** A copy of the whole region, for the evaluator. */
  ContractMemory copy() {
    byte[] bytes = real.segment().toArray(ValueLayout.JAVA_BYTE);
    return new ContractMemory(MemorySegment.ofArray(bytes), base());
  }

  /** Evaluates a trace on {@code memory}, and brings the state that it leaves into it. */
  Outcome evaluate(Tssa tssa, ContractMemory memory) {
    long frame = base() + memory.getInt(thread() + LAYOUT.fp());
    Evaluator evaluator =
        new Evaluator(
            tssa, memory, leaves, new Evaluator.Registers(base(), frame, 0, 0, thread(), 0));
    Outcome outcome = evaluator.run(1_000_000);
    Outcome.State state = outcome.state();
    if (state == null || outcome.exit() == null) {
      throw new AssertionError("evaluation ended with " + outcome);
    }
    for (Outcome.SlotValue slot : state.slots()) {
      memory.store(MemType.slot(slot.kind()), frame + 8L * slot.slot(), slot.bits());
    }
    Snapshot snapshot = Objects.requireNonNull(outcome.exit().snapshot());
    if (snapshot.count() != null) {
      memory.putLong(thread() + LAYOUT.count(), state.count());
    }
    int offset = (int) (frame - base());
    Snapshot.Resume resume = snapshot.resume();
    memory.putInt(thread() + LAYOUT.pc(), (int) resume.pc());
    memory.putInt(thread() + LAYOUT.fp(), offset + 8 * resume.fpSlot());
    memory.putInt(thread() + LAYOUT.sp(), offset + 8 * resume.spSlot());
    for (int i = 0; i < outcome.values().size(); i++) {
      MemType type = MemType.slot(Objects.requireNonNull(outcome.at()).arg(i).kind());
      memory.store(type, thread() + VALUES_OFFSET + 8L * i, outcome.values().get(i));
    }
    return outcome;
  }

  String describe(CompiledTrace trace) {
    return trace.details().lir() + "\n" + String.join("\n", links.disassemble(trace));
  }
}
