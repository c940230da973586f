package hotpath.platform.memory;

/**
 * What the platform has to know of an instruction set to find out how code memory must be made:
 * whether code that was run and then rewritten is fetched anew. An emulator of another processor
 * may keep its translation of what it has run.
 */
public interface InstructionFetch {

  /** A routine for {@link NativeEntry} that returns {@code value}; all have the same length. */
  byte[] constantRoutine(int value);

  /** Makes code that was written visible to the processor's instruction fetch. */
  void flush(long address, long bytes);
}
