package hotpath.interpreter.engine;

import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.meaning.CodeWord;
import hotpath.interpreter.predecode.CodeTuning;

/**
 * All that the interpreter knows of traces: somebody is told when a loop or method is hot, may
 * watch each instruction, and runs compiled code at anchors. The interpreter alone runs every
 * program; {@link #NONE} is used then.
 */
public interface TraceMonitor {
  /**
   * The counter of the backward branch or entry word at the thread's pc has run down. Resets or
   * removes it.
   */
  void hot(GuestThread thread);

  /** Whether {@link #record} wants to see each code word of this thread before it runs. */
  boolean isRecording(GuestThread thread);

  /** Sees the code word at the thread's pc, which runs next. */
  void record(GuestThread thread);

  /** Is told while recording that the last word left the engine, before the VM does its work. */
  void recordLeave(GuestThread thread, int reason);

  /**
   * The thread waits for something or has ended, so that it may never come back, or its stack has
   * moved: a recording of it is given up.
   */
  void giveUp(GuestThread thread);

  /** Through what an engine goes to traces by itself. */
  TraceEntries entries();

  /**
   * The engine left a trace that it went to by itself. Afterwards the thread's state is where the
   * interpreter goes on.
   */
  void sideExit(GuestThread thread);

  /**
   * Runs the trace in this slot, or lets the engine go there the next time; afterwards the thread's
   * state is where the interpreter goes on.
   */
  void enterTrace(GuestThread thread, int slot);

  /** No traces: counters start again. */
  TraceMonitor NONE =
      new TraceMonitor() {
        @Override
        public void hot(GuestThread thread) {
          thread.memory().i16(thread.pc() + CodeWord.A, CodeTuning.NEVER);
        }

        @Override
        public boolean isRecording(GuestThread thread) {
          return false;
        }

        @Override
        public void record(GuestThread thread) {}

        @Override
        public void recordLeave(GuestThread thread, int reason) {}

        @Override
        public void giveUp(GuestThread thread) {}

        @Override
        public TraceEntries entries() {
          return TraceEntries.NONE;
        }

        @Override
        public void sideExit(GuestThread thread) {
          throw new IllegalStateException("trace without a monitor");
        }

        @Override
        public void enterTrace(GuestThread thread, int slot) {
          throw new IllegalStateException("trace without a monitor");
        }
      };
}
