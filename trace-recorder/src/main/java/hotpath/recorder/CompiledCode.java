package hotpath.recorder;

import hotpath.gc.memory.GuestMemory;
import hotpath.gc.plan.Heap;
import hotpath.interpreter.engine.LeafStubs;
import hotpath.interpreter.engine.MachineLayout;
import hotpath.interpreter.engine.TraceEntries;
import hotpath.interpreter.frame.FrameLayout;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.frame.ThreadBlock;
import hotpath.interpreter.vm.Vm;
import hotpath.platform.memory.CodeMemory;
import hotpath.platform.memory.NativeEntry;
import hotpath.tssa.backend.Backend;
import hotpath.tssa.backend.EmitRequest;
import hotpath.tssa.code.CodeCache;
import hotpath.tssa.code.CompileOptions;
import hotpath.tssa.code.CompileRequest;
import hotpath.tssa.code.CompileResult.Compiled;
import hotpath.tssa.code.CompileResult.Refused;
import hotpath.tssa.code.CompiledTrace;
import hotpath.tssa.code.ExitRestorer;
import hotpath.tssa.code.ExitState;
import hotpath.tssa.code.RoomMaker;
import hotpath.tssa.code.TraceLinks;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.lir.EntryState;
import hotpath.tssa.lir.Location;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs traces as machine code. A trace is entered with its state in the guest's frame, and goes
 * from trace to trace through links without coming back; an exit without a bridge returns here,
 * where its snapshot is restored.
 */
final class CompiledCode implements TraceCode {
  /** Exits that nothing grows from get code of their own at a multiple of so many hits. */
  private static final int TAIL_HITS = 50;

  private final Backend backend;
  private final CodeMemory codeMemory;
  private final CodeCache cache;
  private final hotpath.tssa.code.TraceCompiler compiler;
  private final TraceLinks links;
  private final ExitRestorer restorer;
  private final LeafStubs leaves;
  private final Heap heap;
  private final OpenTraces openTraces;

  /** By slot. */
  private final List<@Nullable CompiledTrace> compiled = new ArrayList<>();

  /**
   * Makes it.
   *
   * @param maxTraces how many there may be
   * @param countsAll whether each entry and exit is to come by way of the VM, which counts it
   */
  CompiledCode(
      Vm vm,
      Backend backend,
      CodeMemory codeMemory,
      CompileOptions options,
      int maxTraces,
      boolean countsAll) {
    this.backend = backend;
    this.codeMemory = codeMemory;
    this.cache = new CodeCache(backend, MachineLayout.CODE, codeMemory);
    this.compiler =
        new hotpath.tssa.code.TraceCompiler(backend, MachineLayout.CODE, cache, options);
    this.links = new TraceLinks(backend, MachineLayout.CODE, cache);
    this.restorer =
        new ExitRestorer(new RegionWords(vm.memory()), MachineLayout.CODE, backend.registers());
    this.leaves = vm.leafStubs();
    this.heap = vm.heap();
    this.openTraces =
        new OpenTraces(
            vm.memory(),
            vm.metadata(),
            maxTraces,
            cache.address(0),
            () -> !countsAll && heap.hasReserve());
  }

  Backend backend() {
    return backend;
  }

  CodeCache cache() {
    return cache;
  }

  CompiledTrace of(Trace trace) {
    return inSlot(trace.slot());
  }

  private CompiledTrace inSlot(int slot) {
    CompiledTrace trace = compiled.get(slot);
    if (trace == null) {
      throw new IllegalStateException("no code in slot " + slot);
    }
    return trace;
  }

  @Override
  public @Nullable AbortReason install(Trace trace, Tssa code, RoomMaker room) {
    CompileRequest request = CompileRequest.root(trace.number(), code);
    TraceExit parent = trace.parent();
    if (parent != null) {
      EntryState entry = of(parent.trace()).entryState(parent.number());
      int loop = of(trace.tree().root()).loopOffset();
      request = CompileRequest.bridge(trace.number(), code, entry, loop);
    }
    return switch (compiler.compile(request.inSlot(trace.slot()), room)) {
      case Refused refused ->
          switch (refused.reason()) {
            case NO_ROOM -> AbortReason.CODE_CACHE_FULL;
            case TOO_MANY_VALUES -> AbortReason.TOO_MANY_SPILLS;
            case TOO_MANY_EXITS -> AbortReason.TOO_LONG;
          };
      case Compiled result -> {
        while (compiled.size() <= trace.slot()) {
          compiled.add(null);
        }
        compiled.set(trace.slot(), result.trace());
        leaves.require(code);
        if (parent != null) {
          links.linkExit(of(parent.trace()), parent.number(), result.trace());
        }
        yield null;
      }
    };
  }

  @Override
  public int exitBytes(Trace trace) {
    return of(trace).exits().byteSize();
  }

  @Override
  public void link(Trace trace, Trace root) {
    CompiledTrace from = of(trace);
    // A bridge that goes back to the loop around its exit needs no link.
    if (!from.linksToLoop()) {
      links.linkEnd(from, of(root));
    }
  }

  @Override
  public void unlink(Trace trace) {
    links.unlinkEnd(of(trace));
  }

  @Override
  public void remove(Trace trace) {
    openTraces.shut(trace.slot());
    links.evict(of(trace));
    compiled.set(trace.slot(), null);
  }

  @Override
  public int bytes(Trace trace) {
    return of(trace).size() + of(trace).tailBytes();
  }

  @Override
  public List<TraceTree> victims(List<TraceTree> trees, int bytes, int alignment) {
    return new VictimSearch(cache.spaceCopy(), this::of).find(trees, bytes, alignment);
  }

  private boolean describesObjects(TraceExit exit) {
    return !of(exit.trace()).exit(exit.number()).objects().isEmpty();
  }

  @Override
  public Inheritance inherited(TraceExit exit) {
    ExitState state = of(exit.trace()).exit(exit.number());
    List<InheritedSlot> slots = new ArrayList<>(state.slots().size());
    for (int i = 0; i < state.slots().size(); i++) {
      ExitState.Word word = state.slots().get(i);
      InheritedValue value = inherited(state, word, exit.kind(word.at()), word.at());
      slots.add(new InheritedSlot(word.at(), value));
    }
    List<InheritedObject> objects = new ArrayList<>(state.objects().size());
    int input = ExitState.FIELDS;
    for (ExitState.ObjectState object : state.objects()) {
      List<InheritedObject.Field> fields = new ArrayList<>(object.fields().size());
      for (ExitState.Field field : object.fields()) {
        ExitState.Word word = field.word();
        InheritedValue value = inherited(state, word, field.type().kind(), input++);
        fields.add(new InheritedObject.Field(field.type(), word.at(), value));
      }
      objects.add(
          new InheritedObject(object.classWord(), object.size(), object.elementShift(), fields));
    }
    return new Inheritance(slots, objects);
  }

  private static InheritedValue inherited(
      ExitState state, ExitState.Word word, Kind kind, int input) {
    int location = word.location();
    return switch (Location.sort(location)) {
      case Location.CONST -> new InheritedValue.Constant(kind, state.constantAt(location));
      case Location.OBJECT -> new InheritedValue.Unmade(Location.number(location));
      default -> new InheritedValue.Held(kind, input);
    };
  }

  @Override
  public TraceEntries entries() {
    return openTraces;
  }

  @Override
  public boolean open(GuestThread thread, Trace root) {
    if (!openTraces.areUsed(thread)) {
      return false;
    }
    openTraces.open(root.slot(), of(root).entry());
    return true;
  }

  @Override
  public void shut(Trace root) {
    openTraces.shut(root.slot());
  }

  @Override
  public Left sideExit(GuestThread thread) {
    return left(thread, thread.memory().i64(thread.block() + ThreadBlock.EXIT));
  }

  @Override
  public Left run(GuestThread thread, Trace root) {
    leaves.install(thread);
    TraceEntries.NONE.install(thread);
    GuestMemory memory = thread.memory();
    long block = memory.base() + thread.block();
    long address = cache.address(of(root).entry());
    return left(thread, NativeEntry.enter(cache.enterAddress(), block, address));
  }

  /** {@code left} is what machine code returned. */
  private Left left(GuestThread thread, long left) {
    CompiledTrace trace = inSlot(EmitRequest.slotOf((int) left));
    int exit = EmitRequest.exitOf((int) left);
    ExitState state = trace.exit(exit);
    if ((left & Backend.Routines.RESTORED) == 0) {
      long block = thread.memory().base() + thread.block();
      restorer.restore(state, block, new VirtualObjects(heap, thread));
    }
    long entryFp = thread.fp() - (long) state.fpSlot() * FrameLayout.SLOT;
    return new Left(trace.slot(), exit, entryFp);
  }

  @Override
  public void warm(TraceExit exit) {
    if (exit.hits() % TAIL_HITS == 0 && !describesObjects(exit)) {
      CompiledTrace trace = of(exit.trace());
      if (!trace.isLinked(exit.number())) {
        links.makeTailExit(trace, exit.number());
      }
    }
  }

  @Override
  public void close() {
    codeMemory.close();
  }
}
