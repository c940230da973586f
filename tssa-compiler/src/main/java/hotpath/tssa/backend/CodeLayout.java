package hotpath.tssa.backend;

/**
 * Where compiled code finds things in the thread block: offsets in bytes from its start. The words
 * of the exit area stand in the order of {@link hotpath.tssa.lir.RegisterFile}; all words are 8
 * bytes but where said.
 *
 * @param base the region's absolute address
 * @param pc region offset of the code word to continue at (u32)
 * @param fp region offset of the frame (u32)
 * @param sp region offset of the operand stack's end (u32)
 * @param count instructions executed
 * @param exitNumber where an exit leaves its number (i32)
 * @param values first of the value words for the reason of a leave
 * @param exitArea a word for each register
 * @param spills first of the spill words
 * @param spillWords how many there are; the last one belongs to cycles of copies
 * @param handlerTable where running handlers find the address of the table of handlers
 * @param traceCode absolute address of the code cache as long as handlers may go to traces, else 0
 * @param traceTable region offset (u32) of the table of traces: by slot where in the code cache the
 *     trace begins (u32), 0 for a trace that handlers do not go to
 * @param traceReason the reason with which handlers leave at an anchor that has a trace; its slot
 *     is the first of the value words
 * @param leafTable absolute addresses of the leaf routines
 * @param fremRoutine number of the routine {@code float frem(float, float)}
 * @param dremRoutine number of the routine {@code double drem(double, double)}
 * @param copyRoutine number of the routine {@code copy(to, from, bytes)}, of addresses and an i64
 */
public record CodeLayout(
    int base,
    int pc,
    int fp,
    int sp,
    int count,
    int exitNumber,
    int values,
    int exitArea,
    int spills,
    int spillWords,
    int handlerTable,
    int traceCode,
    int traceTable,
    int traceReason,
    int leafTable,
    int fremRoutine,
    int dremRoutine,
    int copyRoutine) {

  /** How many spill words values may use. */
  public int usableSpillWords() {
    return spillWords - 1;
  }

  /** The spill word that cycles of copies use. */
  public int scratchWord() {
    return spillWords - 1;
  }
}
