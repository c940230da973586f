package hotpath.recorder;

import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.ObjectLayout;
import hotpath.interpreter.frame.FrameLayout;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.frame.ThreadBlock;
import hotpath.interpreter.link.ClassDescriptor;
import hotpath.interpreter.meaning.CodeWord;
import hotpath.interpreter.meaning.Handler;
import hotpath.interpreter.meaning.HandlerNumber;
import hotpath.interpreter.meaning.LeafRoutines;
import hotpath.interpreter.meaning.LeaveReason;
import hotpath.interpreter.predecode.CodeMap;
import hotpath.interpreter.predecode.PreparedMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Follows one path: sees each code word before it runs, notes what decides it, and finds where the
 * path ends.
 *
 * <p>A step is complete when the next word is seen, which tells where it went. A word that left the
 * engine before it did anything (to be resolved, to be counted) comes again and is noted then; if
 * the VM pushed frames in between, they are not part of the path.
 */
final class PathRecorder {
  /** What a path starts at. */
  enum Start {
    LOOP,
    CALL,
    /** Behind a branch: if an anchor is there, the path is at its end at once. */
    EXIT,
    /**
     * Before an instruction whose decision differs: it has to run first, or the path would go round
     * without end.
     */
    EXIT_BEFORE;

    boolean isExit() {
      return this == EXIT || this == EXIT_BEFORE;
    }
  }

  /** Whether to go on. */
  enum State {
    RECORDING,
    FINISHED,
    ABORTED
  }

  /** The trace that starts at an anchor, if there is one. */
  @FunctionalInterface
  interface Anchors {
    /**
     * @return number of the root trace whose anchor is the word at {@code pc}, or -1
     */
    int traceAt(long pc);
  }

  private final GuestMemory memory;
  private final CodeMap codeMap;
  private final Anchors anchors;
  private final RecordLimits limits;
  private final LongPredicate nativeMeanings;
  private final HandleTargets handles;
  private final Start start;
  private final long anchorPc;
  private final long entryFp;
  private final PreparedMethod method;
  private final int firstInstruction;
  private final int lastInstruction;
  private final List<Step> steps = new ArrayList<>();
  private @Nullable Step pending;
  private State state = State.RECORDING;
  private @Nullable AbortReason abortReason;
  private @Nullable Recording recording;
  private long resumePc;
  private long resumeFp;
  private int depth;
  private int unrolled;
  private int recursions;

  /**
   * @param nativeMeanings whether a path can go on behind a native method, given its descriptor
   * @param anchorPc where the path starts
   * @param entryFp frame pointer there, as region offset
   * @param firstInstruction of the loop; for {@link Start#LOOP}
   * @param lastInstruction of the loop
   */
  PathRecorder(
      GuestMemory memory,
      CodeMap codeMap,
      Anchors anchors,
      RecordLimits limits,
      LongPredicate nativeMeanings,
      Start start,
      long anchorPc,
      long entryFp,
      int firstInstruction,
      int lastInstruction) {
    this.memory = memory;
    this.codeMap = codeMap;
    this.anchors = anchors;
    this.limits = limits;
    this.nativeMeanings = nativeMeanings;
    this.handles = new HandleTargets(memory);
    this.start = start;
    this.anchorPc = anchorPc;
    this.entryFp = entryFp;
    this.method = codeMap.at(anchorPc);
    this.firstInstruction = firstInstruction;
    this.lastInstruction = lastInstruction;
  }

  State state() {
    return state;
  }

  Recording recording() {
    if (recording == null) {
      throw new IllegalStateException("not finished");
    }
    return recording;
  }

  AbortReason abortReason() {
    if (abortReason == null) {
      throw new IllegalStateException("not aborted");
    }
    return abortReason;
  }

  /** The steps so far: for reports of aborts. */
  List<Step> steps() {
    return steps;
  }

  /** Sees the word at the thread's pc, which runs next. */
  void observe(GuestThread thread) {
    long pc = thread.pc();
    if (resumePc != 0) {
      if (thread.fp() > resumeFp) {
        return;
      }
      if (pc != resumePc || thread.fp() != resumeFp) {
        // What the VM did for the word has thrown, or has run the word itself.
        abort(AbortReason.EXCEPTION);
        return;
      }
      resumePc = 0;
    }
    if (isInHammock(pc)) {
      return;
    }
    complete(pc);
    if (state != State.RECORDING || endsHere(thread, pc)) {
      return;
    }
    PreparedMethod at = codeMap.find(pc);
    if (at == null) {
      observeStub(thread, pc);
      return;
    }
    if (steps.size() >= limits.maxSteps()) {
      abort(AbortReason.TOO_LONG);
      return;
    }
    pending = note(thread, at, pc);
  }

  /** Whether the last step stands for the word at {@code pc} too. */
  private boolean isInHammock(long pc) {
    Step step = pending;
    if (step == null) {
      return false;
    }
    Hammock hammock = step.hammock();
    return hammock != null && hammock.contains(step.pc(), pc);
  }

  /** The words of no method: a native to be called, or a method to be pre-decoded first. */
  private void observeStub(GuestThread thread, long pc) {
    Handler handler = HandlerNumber.handler(memory.u16(pc + CodeWord.HANDLER));
    if (handler == Handler.PREPARE) {
      return;
    }
    Step call = steps.getLast();
    if (handler == Handler.NATIVE && nativeMeanings.test(call.decision2())) {
      // The step stands for the whole call: the path goes on where that returns.
      depth--;
      resumePc = call.pc() + call.handler().bytes();
      long link = memory.i64(thread.fp() + FrameLayout.LINK * FrameLayout.SLOT);
      resumeFp = thread.fp() - FrameLayout.linkDelta(link);
      return;
    }
    // The call cannot be compiled: the path ends before it.
    steps.removeLast();
    finish(Recording.End.INTERPRETER, call.pc(), -1);
  }

  /** The word last seen has left the engine with {@code reason}. */
  void left(GuestThread thread, int reason) {
    if (state != State.RECORDING || pending == null) {
      return;
    }
    switch (LeaveReason.at(reason)) {
      case RESOLVE, LEAF, INTRINSIC, LIMIT, HOT_LOOP, HOT_CALL -> {
        resumePc = pending.pc();
        resumeFp = thread.fp();
        pending = null;
      }
      case ALLOCATE -> {}
      case TRACE -> {
        complete(thread.pc());
        if (state == State.RECORDING && !endsHere(thread, thread.pc())) {
          throw new IllegalStateException("a trace is entered where no tree is rooted");
        }
      }
      default -> finish(Recording.End.INTERPRETER, pending.pc(), -1);
    }
  }

  private void complete(long nextPc) {
    Step step = pending;
    if (step == null) {
      return;
    }
    pending = null;
    Step done = step.goingTo(nextPc);
    steps.add(done);
    track(done);
  }

  /** Counts depth and unrolled loops. */
  private void track(Step step) {
    if (step.handler().isCall() && ++depth > limits.maxDepth()) {
      abort(AbortReason.TOO_DEEP);
    }
    switch (step.handler()) {
      case RETURN, IRETURN, LRETURN, FRETURN, DRETURN, ARETURN -> {
        // The frames below differ from caller to caller: a path from an entry must not rest on
        // them.
        if (--depth < 0 && start == Start.CALL) {
          abort(AbortReason.RETURNED);
        }
      }
      default -> {
        boolean backward = step.handler().isBranch() && step.nextPc() <= step.pc();
        if (backward && step.nextPc() != anchorPc && ++unrolled > limits.loopUnroll()) {
          innerLoop(step);
        }
      }
    }
  }

  /** A loop that is not compiled goes round and round: it is not for this path to run it. */
  private void innerLoop(Step step) {
    if (start.isExit()) {
      finish(Recording.End.INTERPRETER, step.nextPc(), -1);
    } else {
      abort(AbortReason.INNER_LOOP);
    }
  }

  private boolean endsHere(GuestThread thread, long pc) {
    boolean moved = !steps.isEmpty();
    if (moved && !start.isExit() && pc == anchorPc && thread.fp() == entryFp) {
      finish(Recording.End.LOOP, pc, -1);
      return true;
    }
    int trace = anchors.traceAt(pc);
    if (trace >= 0 && (moved || start == Start.EXIT)) {
      finish(Recording.End.LINK, pc, trace);
      return true;
    }
    if (start == Start.CALL && moved && pc == anchorPc) {
      // Recursion: the callee's own entry is this very anchor.
      if (++recursions <= limits.recursionUnroll()) {
        return false;
      }
      finish(Recording.End.LINK, pc, Recording.SELF);
      return true;
    }
    if (start == Start.LOOP && hasLeftLoop(thread, pc)) {
      abort(AbortReason.LEFT_LOOP);
      return true;
    }
    return false;
  }

  private boolean hasLeftLoop(GuestThread thread, long pc) {
    if (thread.fp() < entryFp) {
      return true;
    }
    if (thread.fp() > entryFp || !method.contains(pc)) {
      return false;
    }
    int instruction = method.instructionAt(pc);
    return instruction < firstInstruction || instruction > lastInstruction;
  }

  private void finish(Recording.End end, long endPc, int target) {
    pending = null;
    recording = new Recording(anchorPc, method, steps, endPc, end, target);
    state = State.FINISHED;
  }

  private void abort(AbortReason reason) {
    pending = null;
    abortReason = reason;
    state = State.ABORTED;
  }

  // ---- What decides a word ----

  private Step note(GuestThread thread, PreparedMethod at, long pc) {
    Handler handler = HandlerNumber.handler(memory.u16(pc + CodeWord.HANDLER));
    int a = memory.u16(pc + CodeWord.A);
    int b = memory.i32(pc + CodeWord.B);
    long wide = handler.hasWideOperand() ? memory.i64(pc + CodeWord.WIDE) : 0;
    long top = operand(thread, 0);
    long decision = 0;
    long decision2 = 0;
    switch (handler) {
      case INVOKESTATIC, INVOKENONVIRTUAL, LINKED_CALL -> decision2 = Integer.toUnsignedLong(b);
      case INVOKE_BASIC -> decision2 = handles.entry((int) operand(thread, (b >>> 16) - 1));
      case LINK_TO_STATIC, LINK_TO_SPECIAL -> decision2 = handles.target((int) top);
      case LINK_TO_VIRTUAL -> {
        wide = handles.target((int) top);
        decision = classOf((int) operand(thread, b >>> 16));
        decision2 = virtualTarget(decision, handles.vtableIndex(wide));
      }
      case LINK_TO_INTERFACE -> {
        wide = handles.target((int) top);
        decision = classOf((int) operand(thread, b >>> 16));
        decision2 = interfaceTarget(decision, handles.holder(wide), handles.interfaceIndex(wide));
      }
      case INVOKEVIRTUAL -> {
        decision = classOf((int) operand(thread, (b >>> 16) - 1));
        decision2 = virtualTarget(decision, b & 0xFFFF);
      }
      case INVOKEINTERFACE -> {
        decision = classOf((int) operand(thread, (b >>> 16) - 1));
        decision2 = interfaceTarget(decision, (int) wide, (int) (wide >>> 32));
      }
      case CHECKCAST_CLASS, CHECKCAST_ANY, INSTANCEOF_CLASS, INSTANCEOF_ANY -> {
        decision = classOf((int) top);
        decision2 = LeafRoutines.isSubtype(memory.base(), (int) decision, b);
      }
      case MONITORENTER -> decision = lock(top) == 0 ? 1 : 0;
      case MONITOREXIT ->
          decision = lock(top) - memory.i32(thread.block() + ThreadBlock.LOCK_OWNER) == 1 ? 1 : 0;
      case ARRAY_COPY -> decision = classOf((int) operand(thread, 4));
      case ARRAY_CLONE_1, ARRAY_CLONE_2, ARRAY_CLONE_4, ARRAY_CLONE_8 ->
          decision = classOf((int) top);
      case AASTORE -> {
        decision = classOf((int) top);
        decision2 = classOf((int) operand(thread, 2));
      }
      case TABLESWITCH -> {
        decision = tableIndex((int) top - b, (int) wide);
        decision2 = switchCharge(pc, decision);
      }
      case LOOKUPSWITCH -> {
        decision = LeafRoutines.switchIndex(memory.base(), b, (int) top);
        decision2 = switchCharge(pc, decision);
      }
      case RETURN, IRETURN, LRETURN, FRETURN, DRETURN, ARETURN ->
          decision = memory.i64(thread.fp() + FrameLayout.LINK * FrameLayout.SLOT);
      default -> {}
    }
    Hammock hammock =
        handler.isBranch() && handler != Handler.GOTO
            ? Hammock.at(memory, at, pc, limits.hammockSide())
            : null;
    return new Step(at, pc, handler, a, b, wide, 0, decision, decision2, top, hammock);
  }

  /** The lock word of a reference; null has one too, of 0. */
  private int lock(long ref) {
    return memory.i32((ref & 0xFFFF_FFFFL) + ObjectLayout.LOCK);
  }

  private long operand(GuestThread thread, int depth) {
    return memory.i64(thread.sp() - (depth + 1L) * FrameLayout.SLOT);
  }

  /** Class descriptor of an object, 0 for null. */
  private long classOf(int ref) {
    return memory.u32(Integer.toUnsignedLong(ref) + ObjectLayout.CLASS);
  }

  private long virtualTarget(long klass, int index) {
    return klass == 0 ? 0 : memory.u32(klass + ClassDescriptor.VTABLE + 4L * index);
  }

  private long interfaceTarget(long klass, int interfaceClass, int index) {
    int table = LeafRoutines.interfaceTable(memory.base(), (int) klass, interfaceClass);
    return table == 0 ? 0 : memory.u32(Integer.toUnsignedLong(table) + 4L * index);
  }

  private static int tableIndex(int index, int count) {
    return Integer.compareUnsigned(index, count) < 0 ? index + 1 : 0;
  }

  private long switchCharge(long pc, long index) {
    return memory.i32(pc + CodeWord.TABLE + index * CodeWord.BYTES + CodeWord.TABLE_CHARGE);
  }
}
