package hotpath.recorder;

import hotpath.gc.memory.GuestMemory;
import hotpath.interpreter.engine.TraceEntries;
import hotpath.interpreter.engine.TraceMonitor;
import hotpath.interpreter.frame.FrameCursor;
import hotpath.interpreter.frame.FrameLayout;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.meaning.CodeWord;
import hotpath.interpreter.meaning.Handler;
import hotpath.interpreter.meaning.HandlerNumber;
import hotpath.interpreter.meaning.LeaveReason;
import hotpath.interpreter.predecode.CodeTuning;
import hotpath.interpreter.predecode.PreparedMethod;
import hotpath.interpreter.vm.Vm;
import hotpath.platform.Option;
import hotpath.platform.Options;
import hotpath.platform.memory.CodeMemory;
import hotpath.tssa.backend.Backend;
import hotpath.tssa.backend.Backends;
import hotpath.tssa.code.CodeCache;
import hotpath.tssa.code.CompileOptions;
import hotpath.tssa.code.CompiledTrace;
import hotpath.tssa.pass.PassObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes traces of hot loops, method entries and exits, and runs them: what the interpreter knows as
 * its {@link TraceMonitor}. One recording at a time, of one thread.
 */
public final class Tracing implements TraceMonitor, AutoCloseable {
  /** Attempts at an anchor that look for a better path, before any path will do. */
  private static final int BETTER_PATHS = 2;

  private final Vm vm;
  private final GuestMemory memory;
  private final TraceTuning tuning;
  private final TraceCompiler compiler;
  private final TraceCode code;
  private final TraceListener listener;
  private final TracingFigures figures = new TracingFigures();
  private final Map<Long, Anchor> anchors = new HashMap<>();
  private final LiveTraces live = new LiveTraces();
  private final Eviction eviction;
  private @Nullable PathRecorder recorder;
  private @Nullable GuestThread recordedThread;
  private @Nullable Anchor recordedAnchor;
  private @Nullable TraceExit recordedExit;
  private BridgeStart bridgeStart = BridgeStart.NONE;
  private long hotBranch;
  private int abortsInRow;

  Tracing(
      Vm vm,
      TraceTuning tuning,
      TraceCode code,
      TraceListener listener,
      @Nullable PassObserver observer) {
    this.vm = vm;
    this.memory = vm.memory();
    this.tuning = tuning;
    this.code = code;
    this.listener = listener;
    this.compiler = new TraceCompiler(vm, tuning, observer);
    this.eviction = new Eviction(live, code, tuning, listener, figures);
  }

  /**
   * Tracing as the options ask for.
   *
   * @param listener told of each recording and trace
   * @param observer shown each trace after each pass, or null
   * @param describe whether machine code is to be kept describable, for dumps
   */
  public static Tracing of(
      Vm vm,
      Options options,
      TraceListener listener,
      @Nullable PassObserver observer,
      boolean describe) {
    TraceTuning tuning = TraceTuning.of(options);
    Backend backend = Backends.find(options.text(Option.BACKEND));
    TraceCode code;
    if (backend == null) {
      code = new EvaluatedCode(vm.heap());
    } else {
      CompileOptions compile =
          new CompileOptions(
              options.text(Option.REGISTER_ALLOCATION).equals("spill"),
              options.bool(Option.VERIFY_ALLOCATION),
              describe,
              describe);
      long bytes = options.bytes(Option.CODE_CACHE_SIZE);
      CodeMemory codeMemory =
          options.bool(Option.PERF_MAP)
              ? CodeMemory.mappedOnce(bytes)
              : CodeMemory.patchable(bytes, backend);
      boolean countsAll = describe || tuning.countIterations();
      code = new CompiledCode(vm, backend, codeMemory, compile, tuning.maxTraces(), countsAll);
    }
    return new Tracing(vm, tuning, code, listener, observer);
  }

  /** The machine code of a trace, for dumps; null if it has none. */
  public @Nullable CompiledTrace machineCode(Trace trace) {
    return code instanceof CompiledCode compiled ? compiled.of(trace) : null;
  }

  /** Where machine code is; null if traces are evaluated. */
  public @Nullable CodeCache codeCache() {
    return code instanceof CompiledCode compiled ? compiled.cache() : null;
  }

  public @Nullable Backend backend() {
    return code instanceof CompiledCode compiled ? compiled.backend() : null;
  }

  /** What has been done so far. */
  public TracingFigures figures() {
    return figures;
  }

  /** How often the path of a trace began; 0 if nobody counts ({@code stats}). */
  public long iterations(Trace trace) {
    long cell = compiler.iterationCell(trace.slot());
    return cell == 0 ? 0 : memory.i64(cell);
  }

  @Override
  public void close() {
    code.close();
  }

  /** The traces that were not evicted, by ascending number. */
  public List<Trace> traces() {
    return live.all();
  }

  // ---- Hot places ----

  @Override
  public void hot(GuestThread thread) {
    long pc = thread.pc();
    Handler handler = HandlerNumber.handler(memory.u16(pc + CodeWord.HANDLER));
    boolean isEntry = handler == Handler.ENTER;
    long anchorPc = isEntry ? pc + CodeWord.BYTES : target(pc);
    Anchor anchor = anchors.computeIfAbsent(anchorPc, _ -> newAnchor(anchorPc, isEntry));
    TraceTree tree = anchor.tree();
    if (tree != null) {
      anchor.words().enter(pc, tree.root());
      return;
    }
    int usual = isEntry ? tuning.hotCall() : tuning.hotLoop();
    anchor.words().count(pc, anchor.threshold(usual, tuning));
    if (recorder != null) {
      return;
    }
    if (anchor.isBlacklisted() || isDisconnected()) {
      anchor.words().count(pc, CodeTuning.NEVER);
      return;
    }
    hotBranch = pc;
    recordedThread = thread;
    recordedAnchor = anchor;
    recordedExit = null;
  }

  private Anchor newAnchor(long pc, boolean isEntry) {
    PreparedMethod method = vm.codeMap().at(pc);
    return new Anchor(pc, method, isEntry, new EntryWords(memory, method));
  }

  /** The stop-loss: nothing usable has come up for too long. */
  private boolean isDisconnected() {
    return tuning.stopLoss() > 0 && abortsInRow >= tuning.stopLoss();
  }

  private long target(long branch) {
    return branch + memory.i16(branch + CodeWord.DISPLACEMENT) * (long) CodeWord.BYTES;
  }

  // ---- Recording ----

  @Override
  public boolean isRecording(GuestThread thread) {
    return recordedThread == thread;
  }

  @Override
  public void record(GuestThread thread) {
    PathRecorder path = recorder;
    if (path == null) {
      path = begin(thread);
      if (path == null) {
        return;
      }
    }
    path.observe(thread);
    settle(path);
  }

  /** The hot branch itself runs first; the path starts at its target. */
  private @Nullable PathRecorder begin(GuestThread thread) {
    Anchor anchor = recordedAnchor;
    if (anchor == null || thread.pc() != anchor.pc()) {
      return null;
    }
    PreparedMethod method = anchor.method();
    int first = method.instructionAt(anchor.pc());
    PathRecorder.Start start = anchor.isEntry() ? PathRecorder.Start.CALL : PathRecorder.Start.LOOP;
    int last = anchor.isEntry() ? first : LoopExtent.lastInstruction(method, first);
    recorder = newRecorder(start, anchor.pc(), thread.fp(), first, last);
    figures.recordingStarted();
    listener.started(anchor, null);
    return recorder;
  }

  private PathRecorder newRecorder(
      PathRecorder.Start start, long pc, long entryFp, int first, int last) {
    return new PathRecorder(
        memory,
        vm.codeMap(),
        this::traceAt,
        tuning.limits(),
        descriptor -> NativeMeanings.find(vm, descriptor) != null,
        start,
        pc,
        entryFp,
        first,
        last);
  }

  private int traceAt(long pc) {
    Anchor anchor = anchors.get(pc);
    TraceTree tree = anchor == null ? null : anchor.tree();
    return tree == null ? -1 : tree.root().number();
  }

  @Override
  public void recordLeave(GuestThread thread, int reason) {
    PathRecorder path = recorder;
    if (path != null) {
      path.left(thread, reason);
      settle(path);
    }
  }

  @Override
  public void giveUp(GuestThread thread) {
    if (isRecording(thread)) {
      abort(AbortReason.THREAD_WAITS);
    }
  }

  private void settle(PathRecorder path) {
    switch (path.state()) {
      case RECORDING -> {}
      case ABORTED -> abort(path.abortReason());
      case FINISHED -> finish(path.recording());
    }
  }

  private void stopRecording() {
    recorder = null;
    recordedThread = null;
    recordedAnchor = null;
    recordedExit = null;
  }

  private void abort(AbortReason reason) {
    PathRecorder path = recorder;
    Anchor anchor = recordedAnchor;
    TraceExit exit = recordedExit;
    figures.aborted();
    abortsInRow++;
    stopRecording();
    if (anchor != null && exit == null) {
      int penalty = anchor.abort(tuning.firstPenalty(), tuning.largestPenalty());
      if (!reason.isRetried()) {
        anchor.blacklist();
      }
      anchor.words().count(hotBranch, anchor.isBlacklisted() ? CodeTuning.NEVER : penalty);
      if (anchor.isBlacklisted()) {
        figures.blacklisted();
      }
    }
    listener.aborted(reason, anchor, exit, path == null ? List.of() : path.steps());
  }

  private void finish(Recording recording) {
    Anchor anchor = recordedAnchor;
    TraceExit exit = recordedExit;
    if (anchor == null) {
      throw new IllegalStateException("recording without an anchor");
    }
    boolean worthless =
        recording.end() == Recording.End.INTERPRETER
            && recording.steps().size() < tuning.shortestPath();
    if (worthless || (recording.steps().isEmpty() && exit == null)) {
      abort(AbortReason.NO_PROGRESS);
      return;
    }
    long now = Objects.requireNonNull(recordedThread).count();
    TraceTree tree = exit == null ? new TraceTree(anchor, now) : exit.trace().tree();
    Anchor end = recording.end() == Recording.End.LINK ? anchors.get(recording.endPc()) : null;
    TraceTree linked = end == null ? null : end.tree();
    List<TraceTree> kept = linked == null ? List.of(tree) : List.of(tree, linked);
    if (live.size() >= tuning.maxTraces() && !eviction.makeSlot(kept, now)) {
      abort(AbortReason.TOO_MANY_TRACES);
      return;
    }
    Trace trace = new Trace(live.nextNumber(), live.freeSlot(), tree, exit, recording, end);
    figures.recordingEnded();
    TraceCompiler.Result result =
        exit == null
            ? compiler.compileRoot(trace, recording)
            : compiler.compileBridge(trace, recording, exit, bridgeStart);
    if (!result.isConsistent()) {
      abort(AbortReason.CONTRADICTION);
      return;
    }
    if (exit == null && !result.repeats() && anchor.aborts() < BETTER_PATHS) {
      abort(AbortReason.NO_REPETITION);
      return;
    }
    AbortReason failure =
        code.install(
            trace,
            result.code(),
            (bytes, alignment) -> eviction.makeRoom(bytes, alignment, kept, now));
    if (failure != null) {
      abort(failure);
      return;
    }
    figures.compiled();
    abortsInRow = 0;
    stopRecording();
    vm.heap().reserve(result.reserve());
    trace.exits(result.exits());
    add(trace);
    listener.compiled(trace, recording, result);
  }

  private void add(Trace trace) {
    TraceTree tree = trace.tree();
    TraceExit parent = trace.parent();
    live.add(trace);
    tree.add(trace);
    if (parent != null) {
      parent.grown(trace);
    } else {
      tree.anchor().grown(tree);
      enterFromAll(tree.anchor(), trace);
    }
    Anchor end = trace.end();
    TraceTree next = end == null ? null : end.tree();
    if (next != null) {
      code.link(trace, next.root());
      trace.linked(next.root());
    }
  }

  /** Bytes that the exits of all living traces take, besides objects for those that were taken. */
  public long exitBytes() {
    long bytes = 0;
    for (Trace trace : traces()) {
      bytes += trace.exitBytes() + code.exitBytes(trace);
    }
    return bytes;
  }

  private void enterFromAll(Anchor anchor, Trace root) {
    EntryWords words = anchor.words();
    if (anchor.isEntry()) {
      words.enter(anchor.pc() - CodeWord.BYTES, root);
      return;
    }
    PreparedMethod method = anchor.method();
    int header = method.instructionAt(anchor.pc());
    for (long word : LoopExtent.backwardBranches(memory, method, header)) {
      words.enter(word, root);
    }
  }

  // ---- Running ----

  @Override
  public TraceEntries entries() {
    return code.entries();
  }

  /**
   * The interpreter goes on at the anchor: it comes to the trace by itself the next time. Where the
   * engine cannot, compiled code runs from the root to an exit. If an exit could not be sure of
   * room for its objects, the interpreter goes on instead: it allocates where the program does, and
   * runs out of memory there.
   */
  @Override
  public void enterTrace(GuestThread thread, int slot) {
    Trace root = live.at(slot);
    root.tree().temperature().use();
    if (code.open(thread, root) || !vm.heap().restoreReserve()) {
      return;
    }
    root.entered();
    figures.entered();
    TraceCode.Left left = code.run(thread, root);
    figures.left();
    afterExit(thread, left);
  }

  @Override
  public void sideExit(GuestThread thread) {
    afterExit(thread, code.sideExit(thread));
  }

  private void afterExit(GuestThread thread, TraceCode.Left left) {
    TraceExit exit = live.at(left.slot()).exit(left.exit());
    if (exit.isLink()) {
      mend(exit.trace());
      return;
    }
    int hits = exit.hit();
    if (!exit.isPath() || exit.isClosed()) {
      code.warm(exit);
    } else if (recordedThread == null && hits % hotExit(exit) == 0) {
      beginBridge(thread, exit, left);
    }
  }

  /** Links the end of a trace again, if there is a tree where it goes. */
  private void mend(Trace trace) {
    TraceTree tree = Objects.requireNonNull(trace.end()).tree();
    if (tree == null) {
      return;
    }
    tree.temperature().use();
    code.link(trace, tree.root());
    if (trace.linked(tree.root())) {
      listener.linked(trace, tree.root());
    }
  }

  private int hotExit(TraceExit exit) {
    return exit.trace().tree().anchor().threshold(tuning.hotExit(), tuning);
  }

  private void beginBridge(GuestThread thread, TraceExit exit, TraceCode.Left left) {
    TraceTree tree = exit.trace().tree();
    if (exit.attempt() > tuning.tryExit() || isDisconnected()) {
      exit.close();
      return;
    }
    if (tree.traces().size() > tuning.maxSideTraces()) {
      exit.close();
      listener.aborted(AbortReason.TOO_MANY_SIDE_TRACES, tree.anchor(), exit, List.of());
      return;
    }
    recordedThread = thread;
    recordedAnchor = tree.anchor();
    recordedExit = exit;
    bridgeStart = bridgeStart(thread, exit, left.entryFp());
    PathRecorder.Start start =
        exit.reason() == LeaveReason.PATH
            ? PathRecorder.Start.EXIT
            : PathRecorder.Start.EXIT_BEFORE;
    recorder = newRecorder(start, thread.pc(), left.entryFp(), 0, 0);
    figures.recordingStarted();
    listener.started(tree.anchor(), exit);
  }

  /** The frames at an exit, outermost first: down to the first one that the trace did not push. */
  private BridgeStart bridgeStart(GuestThread thread, TraceExit exit, long entryFp) {
    Inheritance inherited = code.inherited(exit);
    List<VirtualFrame> frames = new ArrayList<>();
    FrameCursor cursor = new FrameCursor(thread);
    while (true) {
      int fpSlot = (int) ((cursor.fp() - entryFp) / FrameLayout.SLOT);
      boolean inlined = inherited.hasSlot(fpSlot + FrameLayout.LINK);
      frames.addFirst(new VirtualFrame(vm.codeMap().at(cursor.pc()), fpSlot, cursor.pc(), inlined));
      if (!inlined) {
        break;
      }
      cursor.next();
    }
    int spSlot = (int) ((thread.sp() - entryFp) / FrameLayout.SLOT);
    return new BridgeStart(frames, spSlot, inherited);
  }
}
