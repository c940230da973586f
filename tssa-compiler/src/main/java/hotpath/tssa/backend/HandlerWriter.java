package hotpath.tssa.backend;

import hotpath.tssa.lir.LirCode;

/**
 * What a set of handlers has of an instruction set beside the instructions of each handler: the way
 * in, the dispatch, the way out. All handlers are written with one assembler.
 */
public interface HandlerWriter {

  Assembler assembler();

  /** At multiples of how many bytes handlers start. */
  int alignment();

  /** What writes one handler. */
  InstructionWriter writer(LirCode code);

  /** Loads the number of a handler, the u16 that stands {@code step} bytes behind the code word. */
  void loadNumber(int step);

  /** Goes to the handler whose number was loaded. */
  void dispatch();

  /**
   * Goes to the trace whose slot is the first of the value words, if handlers may go there; stores
   * the count before. Else the code behind it goes on.
   */
  void enterTrace();

  /** Sets what {@link #leave} returns. */
  void reason(int reason);

  /**
   * The way in, with the thread block and a table of addresses: dispatches the first word by the
   * table, all others by the one {@code next} bytes behind it.
   */
  void enter(int next);

  /** Stores the state in the thread block and returns the reason. */
  void leave();
}
