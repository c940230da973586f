package hotpath.interpreter.engine.threaded;

import hotpath.interpreter.engine.Engine;
import hotpath.interpreter.engine.LeafStubs;
import hotpath.interpreter.engine.TraceEntries;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.meaning.CodeWord;
import hotpath.interpreter.meaning.HandlerNumber;
import hotpath.interpreter.meaning.LeafRoutine;
import hotpath.interpreter.meaning.LeaveReason;
import hotpath.platform.memory.CodeMemory;
import hotpath.platform.memory.NativeEntry;
import hotpath.tssa.backend.Backend;
import hotpath.tssa.backend.EmitRequest;
import hotpath.tssa.backend.HandlerCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * The native engine: handlers as machine code, each of which goes to the next one itself. It keeps
 * the portable engine's frames, code words and reasons, so that either can go on where the other
 * left. Only it executes superinstructions; a single step executes the first word of one.
 *
 * <p>A handler that calls a leaf routine is not in the table until it is first needed: making the
 * routine callable takes milliseconds.
 */
public final class ThreadedEngine implements Engine {
  private final LeafStubs leaves;
  private final CodeMemory memory;
  private final long table;
  private final HandlerCode code;
  private final List<Set<LeafRoutine>> called;
  private TraceEntries traces = TraceEntries.NONE;

  /**
   * Makes an engine.
   *
   * @param memoryOf memory for so many bytes of code
   */
  public ThreadedEngine(
      Backend backend,
      CompiledHandlers compiled,
      LeafStubs leaves,
      LongFunction<CodeMemory> memoryOf) {
    this.leaves = leaves;
    code = compiled.code();
    called = compiled.called();
    int handlers = code.handlers().length;
    table = ((long) code.bytes().length + Long.BYTES - 1) & -Long.BYTES;
    // What is rewritten later are words of the table, which no processor fetches as code.
    memory = memoryOf.apply(table + 3L * Long.BYTES * handlers);
    memory.write(0, withTable());
    backend.flush(memory.executableAddress(), code.bytes().length);
  }

  private byte[] withTable() {
    int handlers = code.handlers().length;
    ByteBuffer all = ByteBuffer.allocate((int) table + 3 * Long.BYTES * handlers);
    all.order(ByteOrder.nativeOrder()).put(code.bytes()).position((int) table);
    for (int i = 0; i < handlers; i++) {
      all.putLong(entry(i));
    }
    // What a single step starts with, and what ends it.
    for (int i = 0; i < handlers; i++) {
      all.putLong(entry(HandlerNumber.plain(i)));
    }
    for (int i = 0; i < handlers; i++) {
      all.putLong(address(code.stop()));
    }
    return all.array();
  }

  private long entry(int number) {
    return address(called.get(number).isEmpty() ? code.handlers()[number] : code.missing());
  }

  private long address(int offset) {
    return memory.executableAddress() + offset;
  }

  /** Is shown pieces of machine code. */
  @FunctionalInterface
  public interface CodeVisitor {
    /**
     * Takes a piece.
     *
     * @param address absolute
     */
    void visit(String name, long address, byte[] bytes);
  }

  /** Shows the handlers, and what leads to them and away. */
  public void forEachPiece(CodeVisitor visitor) {
    int[] starts = code.handlers();
    for (int i = 0; i < starts.length; i++) {
      int end = i + 1 < starts.length ? starts[i + 1] : Math.min(code.stop(), code.missing());
      show("handler " + HandlerNumber.name(i), starts[i], end, visitor);
    }
    show("handlers' ways out", Math.min(code.stop(), code.missing()), code.run(), visitor);
    show("handlers' way in", code.run(), code.bytes().length, visitor);
  }

  private void show(String name, int start, int end, CodeVisitor visitor) {
    byte[] bytes = Arrays.copyOfRange(code.bytes(), start, end);
    visitor.visit(name, memory.executableAddress() + start, bytes);
  }

  @Override
  public boolean takesSuperinstructions() {
    return true;
  }

  @Override
  public void traces(TraceEntries entries) {
    traces = entries;
  }

  @Override
  public int run(GuestThread thread) {
    traces.install(thread);
    return enter(thread, code.run(), 0);
  }

  @Override
  public int step(GuestThread thread) {
    TraceEntries.NONE.install(thread);
    return enter(thread, code.step(), tableBytes());
  }

  private long tableBytes() {
    return (long) Long.BYTES * code.handlers().length;
  }

  /** The first word is executed by what stands {@code first} bytes into the tables. */
  private int enter(GuestThread thread, int routine, long first) {
    long block = thread.memory().base() + thread.block();
    long handlers = memory.executableAddress() + table + first;
    while (true) {
      leaves.install(thread);
      long left = NativeEntry.enter(memory.executableAddress() + routine, block, handlers);
      if (EmitRequest.isExit(left)) {
        return LeaveReason.SIDE_EXIT.number();
      }
      int reason = (int) left;
      if (reason != HandlerCode.MISSING) {
        return reason;
      }
      complete(thread.memory().u16(thread.pc() + CodeWord.HANDLER));
    }
  }

  /** Makes what a handler calls. */
  private void complete(int number) {
    if (called.get(number).isEmpty()) {
      throw new IllegalStateException(HandlerNumber.name(number) + " misses nothing");
    }
    called.get(number).forEach(leaves::require);
    long entry = table + (long) Long.BYTES * number;
    memory.write64(entry, address(code.handlers()[number]));
    memory.write64(entry + tableBytes(), address(code.handlers()[number]));
  }

  @Override
  public void close() {
    memory.close();
  }
}
