package hotpath.tssa.backend;

import hotpath.platform.memory.InstructionFetch;
import hotpath.tssa.alloc.Allocation;
import hotpath.tssa.lir.LirBuilder;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.RegisterFile;
import java.util.List;

/**
 * An instruction set: all that is not shared. Implementations are found by {@link
 * java.util.ServiceLoader} and have no state of their own.
 *
 * <p>Code keeps three registers for itself: the region's base address, the frame pointer and the
 * thread block's address ({@link RegisterFile}). It is entered through {@link #routines} and left
 * through exit stubs, which stand behind it, each of the same size; a guard that fails jumps to its
 * stub. All offsets are counted from the start of the code cache, in which everything can be
 * reached by a direct jump.
 */
public interface Backend extends InstructionFetch {
  String name();

  /** The processors that run its code: the name, and what the code takes for granted. */
  String target();

  /** Whether this process runs on this instruction set, with all that it takes for granted. */
  boolean supportsHost();

  RegisterFile registers();

  /** The registers as handlers use them. */
  RegisterFile handlerRegisters();

  Selector selector(LirBuilder builder, CodeLayout layout);

  /** Machine code for LIR whose locations are set. */
  MachineCode emit(LirCode code, Allocation allocation, EmitRequest request);

  /** An empty set of handlers, for all of an interpreter. */
  HandlerAssembler handlers(CodeLayout layout);

  /** The code that all traces share; it comes first in the cache. */
  Routines routines(CodeLayout layout);

  int exitStubBytes();

  /**
   * The stub at offset {@code at} that leaves with the number {@code exit}. Its first {@code
   * jump().length} bytes may be overwritten by a jump while the code is not running.
   */
  byte[] exitStub(int exit, int at, int exitRoutine);

  /** A jump at offset {@code at} to offset {@code target}; always of the same size. */
  byte[] jump(int at, int target);

  /** Lets the relocation at {@code bytes[field]}, whose offset is {@code at}, reach a target. */
  void relocate(byte[] bytes, int field, int at, int target);

  /** Fills {@code bytes} with instructions that trap. */
  void fillWithTraps(byte[] bytes);

  @Override
  default void flush(long address, long bytes) {}

  /** One line for each instruction; {@code at} is the offset of the first byte. */
  List<String> disassemble(byte[] bytes, int at);

  /**
   * The shared code.
   *
   * @param enter offset of the routine (thread block address, address of code): loads the fixed
   *     registers and jumps to the code; what the code leaves with is its result
   * @param exit offset of the routine that exit stubs go to: saves all registers in the exit area,
   *     stores the exit's number and returns it
   * @param cut offset of the routine for ends of traces whose link is cut, which have restored the
   *     frame themselves; stores and returns their number with {@link #RESTORED} set
   * @param tail offset of the routine for exits that have restored the frame themselves: goes on
   *     with the handler of the code word at the pc if handlers may go to traces ({@link
   *     CodeLayout#traceCode}), else as {@code cut}
   */
  record Routines(MachineCode code, int enter, int exit, int cut, int tail) {
    /** In what is returned: the frame and the thread block are up to date. */
    public static final long RESTORED = 1L << 32;
  }
}
