package hotpath.dump;

import hotpath.interpreter.vm.Vm;
import hotpath.platform.CodePosition;
import hotpath.platform.ParentExit;
import hotpath.platform.VmEvent;
import hotpath.recorder.AbortReason;
import hotpath.recorder.Anchor;
import hotpath.recorder.Recording;
import hotpath.recorder.Step;
import hotpath.recorder.Trace;
import hotpath.recorder.TraceCompiler;
import hotpath.recorder.TraceExit;
import hotpath.recorder.TraceListener;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.pass.Pass;
import hotpath.tssa.pass.PassObserver;
import hotpath.tssa.pass.RemovalLog;
import hotpath.tssa.text.TssaPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Watches the recorder and the passes, and writes what they do to a dump. Attached only when a dump
 * is asked for: nothing here is on the way of a run without one.
 */
public final class TraceDumper implements TraceListener, PassObserver {
  private final GuestNames names;
  private final TraceDump dump;
  private final Function<Trace, @Nullable InstalledCode> codeOf;
  private final ToLongFunction<Trace> iterations;
  private final List<Stage> stages = new ArrayList<>();
  private final List<Times.PhaseTime> phases = new ArrayList<>();
  private long lastMark = System.nanoTime();
  private long recordingSince;
  private long recordNanos;

  /**
   * A dumper of one VM.
   *
   * @param codeOf machine code of a trace; null where it has none
   * @param iterations how often a trace's path was begun
   */
  public TraceDumper(
      Vm vm,
      TraceDump dump,
      Function<Trace, @Nullable InstalledCode> codeOf,
      ToLongFunction<Trace> iterations) {
    this.names = new GuestNames(vm);
    this.dump = dump;
    this.codeOf = codeOf;
    this.iterations = iterations;
  }

  @Override
  public void started(Anchor anchor, @Nullable TraceExit exit) {
    recordingSince = System.nanoTime();
    lastMark = recordingSince;
    recordNanos = 0;
    int count = exit == null ? anchor.aborts() : exit.hits();
    dump.add(new VmEvent.RecordingStarted(start(anchor, exit), parent(exit), count));
  }

  @Override
  public void aborted(
      AbortReason reason, @Nullable Anchor anchor, @Nullable TraceExit exit, List<Step> steps) {
    forget();
    if (anchor == null) {
      return;
    }
    CodePosition start = start(anchor, exit);
    Step last = steps.isEmpty() ? null : steps.getLast();
    dump.add(
        new VmEvent.RecordingAborted(
            start,
            parent(exit),
            reason.name(),
            last == null ? start : names.position(last.method(), last.pc()),
            last == null ? "" : RecordedSteps.mnemonic(last),
            reason.text(),
            exit == null ? anchor.aborts() : exit.attempts(),
            0));
    if (exit == null && anchor.isBlacklisted()) {
      dump.add(new VmEvent.Blacklisted(start, null, reason.name(), anchor.aborts()));
    }
  }

  /** What was seen of passes belongs to a trace that does not come to be. */
  private void forget() {
    stages.clear();
    phases.clear();
  }

  /**
   * The recording is complete and its compilation begins; without this call, its time counts for
   * the first pass.
   */
  public void recorded() {
    lastMark = System.nanoTime();
    recordNanos = lastMark - recordingSince;
  }

  @Override
  public void after(Pass pass, Tssa tssa, RemovalLog log) {
    long now = System.nanoTime();
    stages.add(TssaStages.stage(pass.name(), tssa, log));
    phases.add(new Times.PhaseTime(pass.name(), now - lastMark));
    // The time that taking notes took is nobody's.
    lastMark = System.nanoTime();
  }

  @Override
  public void compiled(Trace trace, Recording recording, TraceCompiler.Result result) {
    phases.add(new Times.PhaseTime("code", System.nanoTime() - lastMark));
    List<Stage> all = new ArrayList<>(stages);
    all.addFirst(TssaStages.stage("built", result.raw(), null));
    if (stages.isEmpty()) {
      all.add(TssaStages.stage("passes", result.code(), null));
    }
    TraceFile file = file(trace, recording, result, all);
    forget();
    dump.write(file);
    dump.add(
        new VmEvent.TraceCompiled(
            file.id(),
            file.anchor(),
            file.parent(),
            file.sizes().bytecodes(),
            file.sizes().operations(),
            file.sizes().codeBytes(),
            file.times().recordNanos(),
            file.times().compileNanos()));
    Integer target = file.link().trace();
    if (target != null) {
      dump.add(new VmEvent.TraceLinked(file.id(), -1, target));
    }
    ParentExit parent = file.parent();
    if (parent != null) {
      dump.add(new VmEvent.TraceLinked(parent.trace(), parent.exit(), file.id()));
    }
  }

  private TraceFile file(
      Trace trace, Recording recording, TraceCompiler.Result result, List<Stage> all) {
    List<RecordedBytecode> bytecodes = new RecordedSteps(names).of(recording.steps());
    InstalledCode installed = codeOf.apply(trace);
    MachineCode code = installed == null ? null : installed.describe(all.getLast(), bytecodes);
    int codeBytes = code == null ? 0 : code.stubs();
    int allBytes = code == null ? 0 : code.bytes().length() / 2;
    return new TraceFile(
        TraceFile.FORMAT,
        trace.number(),
        trace.isRoot() ? TraceKind.ROOT : TraceKind.BRIDGE,
        names.position(recording.method(), recording.anchorPc()),
        parent(trace.parent()),
        link(trace, recording),
        bytecodes,
        all,
        TssaPrinter.print(result.code()).lines().toList(),
        TssaStages.guards(result.code(), names),
        code,
        List.of(),
        new Sizes(
            bytecodes.size(),
            all.getFirst().operations().size(),
            all.getLast().operations().size(),
            codeBytes,
            allBytes - codeBytes),
        new Times(recordNanos, List.copyOf(phases)),
        Counters.ZERO);
  }

  private static Link link(Trace trace, Recording recording) {
    return switch (recording.end()) {
      case LOOP -> new Link(Link.To.LOOP, trace.number());
      case LINK ->
          recording.target() == Recording.SELF
              ? new Link(Link.To.LOOP, trace.number())
              : new Link(Link.To.TRACE, recording.target());
      case INTERPRETER -> new Link(Link.To.INTERPRETER, null);
    };
  }

  private CodePosition start(Anchor anchor, @Nullable TraceExit exit) {
    return names.position(exit == null ? anchor.pc() : exit.pc());
  }

  private static @Nullable ParentExit parent(@Nullable TraceExit exit) {
    return exit == null ? null : new ParentExit(exit.trace().number(), exit.number());
  }

  @Override
  public void linked(Trace trace, Trace root) {
    dump.add(new VmEvent.TraceLinked(trace.number(), -1, root.number()));
  }

  @Override
  public void evicted(Trace trace, int codeBytes, int temperature) {
    update(trace);
    dump.add(new VmEvent.TraceEvicted(trace.number(), codeBytes, temperature));
  }

  /** Adds to all traces that live what they did until now. */
  public void finish(List<Trace> traces) {
    traces.forEach(this::update);
  }

  private void update(Trace trace) {
    int count = trace.exitCount();
    long[] hits = new long[count];
    int[] bridges = new int[count];
    long exits = 0;
    for (int i = 0; i < count; i++) {
      bridges[i] = -1;
      if (!trace.isKnown(i)) {
        continue;
      }
      TraceExit exit = trace.exit(i);
      Trace bridge = exit.bridge();
      hits[i] = exit.hits();
      exits += exit.hits();
      bridges[i] = bridge == null ? -1 : bridge.number();
    }
    dump.update(
        trace.number(),
        new Counters(trace.entries(), iterations.applyAsLong(trace), exits),
        hits,
        bridges);
  }
}
