package hotpath.interpreter.engine;

import hotpath.gc.memory.GuestMemory;
import hotpath.interpreter.frame.FrameLayout;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.link.GuestCalls;
import hotpath.interpreter.link.KlassTable;
import hotpath.interpreter.link.LinkageFailure;
import hotpath.interpreter.link.Messages;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.link.MethodDescriptorLayout;
import hotpath.interpreter.link.MethodTable;
import hotpath.interpreter.link.OutOfGuestMemoryException;
import hotpath.interpreter.meaning.CodeWord;
import hotpath.interpreter.meaning.Handler;
import hotpath.interpreter.meaning.HandlerNumber;
import hotpath.interpreter.meaning.LeafMemo;
import hotpath.interpreter.meaning.LeaveReason;
import hotpath.interpreter.predecode.CodeMap;
import hotpath.interpreter.predecode.PreDecoder;
import hotpath.interpreter.thread.Monitors;
import hotpath.interpreter.thread.Scheduler;
import hotpath.interpreter.thread.ThreadLife;
import hotpath.interpreter.vm.IdentityHashes;
import org.jspecify.annotations.Nullable;

/**
 * The loop around the engine: runs guest code, does what it left for, and enters it again. Nothing
 * here calls guest code; work that needs it pushes frames, and the instruction that asked restarts
 * when they have returned.
 */
public final class ControlLoop {

  /** How a run of a thread ended. */
  public enum Outcome {
    /** The outermost frame returned; its result, if any, is on the operand stack. */
    RETURNED,
    /** An exception had no handler: it is on the operand stack, and no frame is left. */
    UNCAUGHT,
    /** The VM exits: a native asked for it, or no thread can go on. */
    STOPPED
  }

  /**
   * What the loop works with.
   *
   * @param endings how the VM ends but by its own program
   * @param sampler null if no superinstructions are made
   */
  public record Parts(
      GuestMemory memory,
      Engine engine,
      CodeMap codeMap,
      PreDecoder preDecoder,
      CodeStubs stubs,
      MethodTable methods,
      KlassTable klasses,
      GuestCalls calls,
      NativeMethods natives,
      Scheduler scheduler,
      ThreadLife threads,
      Monitors monitors,
      Endings endings,
      IdentityHashes hashes,
      Quickener quickener,
      SlowAllocation allocation,
      LeafMemo memo,
      @Nullable FusionSampler sampler) {}

  private final Parts parts;
  private final GuestMemory memory;
  private final Unwinder unwinder;
  private final Failures failures;
  private TraceMonitor traces = TraceMonitor.NONE;
  private boolean stopped;

  public ControlLoop(Parts parts) {
    this.parts = parts;
    this.memory = parts.memory();
    this.unwinder =
        new Unwinder(memory, parts.codeMap(), parts.klasses(), parts.methods(), parts.monitors());
    this.failures = new Failures(memory, parts.klasses(), parts.calls());
  }

  /** From now on {@code monitor} makes and runs traces. */
  public void traces(TraceMonitor monitor) {
    traces = monitor;
    parts.engine().traces(monitor.entries());
  }

  /** Makes {@link #run} return as soon as the native that calls this has. */
  public void stop() {
    stopped = true;
  }

  /**
   * Runs all threads until {@code main} comes to an outcome. It is the thread whose turn it is at
   * the start, and at the end too unless the VM exits.
   */
  public Outcome run(GuestThread main) {
    stopped = false;
    while (!stopped) {
      if (parts.scheduler().requests().isPending()) {
        stopped = parts.endings().request(parts.scheduler().current());
        continue;
      }
      GuestThread thread = parts.scheduler().next();
      if (thread == null) {
        stopped = parts.endings().nobodyRuns();
        continue;
      }
      int reason = execute(thread);
      if (reason == 0) {
        continue;
      }
      LeaveReason leave = LeaveReason.at(reason);
      switch (leave) {
        case THREAD_END -> {
          thread.fp(0);
          if (thread == main) {
            return Outcome.RETURNED;
          }
          end(thread);
        }
        case THROW -> {
          int exception = (int) thread.pop();
          if (unwinder.unwind(thread, exception)) {
            continue;
          }
          if (thread == main) {
            thread.pushRef(exception);
            return Outcome.UNCAUGHT;
          }
          end(thread);
        }
        default -> {
          handle(thread, leave);
          if (parts.scheduler().isWaiting(thread)) {
            traces.giveUp(thread);
          }
        }
      }
    }
    return Outcome.STOPPED;
  }

  private void end(GuestThread thread) {
    traces.giveUp(thread);
    parts.threads().end(thread);
  }

  private int execute(GuestThread thread) {
    if (!traces.isRecording(thread)) {
      return parts.engine().run(thread);
    }
    traces.record(thread);
    if (!traces.isRecording(thread)) {
      return 0;
    }
    int reason = parts.engine().step(thread);
    if (reason != 0) {
      traces.recordLeave(thread, reason);
    }
    return reason;
  }

  private void handle(GuestThread thread, LeaveReason reason) {
    try {
      switch (reason) {
        case RESOLVE -> {
          parts.quickener().quicken(thread, parts.codeMap().at(thread.pc()));
          resolved(thread);
        }
        case PREPARE -> {
          prepare(thread);
          resolved(thread);
        }
        case INTRINSIC -> {
          long pc = thread.pc();
          parts.quickener().call(pc, parts.methods().at(memory.u32(pc + CodeWord.B)));
        }
        case NATIVE -> parts.natives().call(thread, parts.methods().at(thread.method()));
        case ABSTRACT -> raiseAbstract(thread);
        case ALLOCATE -> parts.allocation().execute(thread);
        case VM_INSTRUCTION ->
            parts.allocation().executeMulti(thread, parts.codeMap().at(thread.pc()));
        case LEAF -> parts.memo().remember(thread);
        case IDENTITY_HASH -> identityHash(thread);
        case MONITOR -> monitor(thread);
        case LIMIT -> limit(thread);
        case STACK_OVERFLOW -> stackOverflow(thread);
        case HOT_LOOP, HOT_CALL -> traces.hot(thread);
        case SIDE_EXIT -> traces.sideExit(thread);
        case TRACE -> traces.enterTrace(thread, (int) thread.value(0));
        default -> failures.raise(thread, reason);
      }
    } catch (OutOfGuestMemoryException e) {
      parts.calls().raiseOutOfMemory(thread, e.reason());
    }
  }

  private void limit(GuestThread thread) {
    if (parts.scheduler().isFuelSpent()) {
      stopped = parts.endings().outOfFuel(thread);
    } else {
      if (parts.sampler() != null) {
        parts.sampler().sample(thread);
      }
      parts.scheduler().sliceEnded();
    }
  }

  /** Does the intrinsic at the thread's pc for an object that had no hash. */
  private void identityHash(GuestThread thread) {
    long pc = thread.pc();
    int object = (int) thread.pop();
    thread.pushInt(parts.hashes().of(object));
    thread.charge(memory.u16(pc + CodeWord.A));
    thread.pc(pc + CodeWord.BYTES);
  }

  /** The monitorenter or monitorexit at the thread's pc, where a load and a store do not do. */
  private void monitor(GuestThread thread) {
    int object = memory.wideRef(thread.sp() - FrameLayout.SLOT);
    long pc = thread.pc();
    Handler handler = HandlerNumber.handler(memory.u16(pc + CodeWord.HANDLER));
    if (handler == Handler.MONITORENTER) {
      if (!parts.monitors().enter(thread, object)) {
        return;
      }
    } else if (!parts.monitors().exit(thread, object)) {
      parts.calls().raise(thread, "java/lang/IllegalMonitorStateException", null);
      return;
    }
    thread.pop();
    thread.pc(pc + CodeWord.BYTES);
  }

  /** A larger stack, and the entry is tried again; or the error. */
  private void stackOverflow(GuestThread thread) {
    if (!thread.isStackLimitRelaxed() && parts.threads().growStack(thread)) {
      traces.giveUp(thread);
    } else {
      failures.raise(thread, LeaveReason.STACK_OVERFLOW);
    }
  }

  private void resolved(GuestThread thread) {
    if (parts.sampler() != null) {
      parts.sampler().resolved(thread);
    }
  }

  /** First call of a method: the frame is there, its entry word is a stub's. */
  private void prepare(GuestThread thread) {
    Method method = parts.methods().at(thread.method());
    long entry;
    if (method.isNative()) {
      entry = parts.stubs().nativeCall();
      memory.u32(method.descriptor() + MethodDescriptorLayout.ENTRY, entry);
    } else {
      entry = parts.preDecoder().prepare(method).start();
    }
    thread.pc(entry);
  }

  /** The frame of a method without code: the call throws, not the method. */
  private void raiseAbstract(GuestThread thread) {
    Method method = parts.methods().at(thread.method());
    LinkageFailure failure = method.errorWhenCalled();
    if (failure != null) {
      parts.calls().raise(thread, failure);
      return;
    }
    int receiver = memory.wideRef(thread.fp() - (long) method.argumentSlots() * FrameLayout.SLOT);
    parts
        .calls()
        .raise(
            thread,
            "java/lang/AbstractMethodError",
            Messages.abstractMethod(parts.klasses().of(receiver), method));
  }
}
