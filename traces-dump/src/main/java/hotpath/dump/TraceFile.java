package hotpath.dump;

import hotpath.platform.CodePosition;
import hotpath.platform.ParentExit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one compiled trace: what {@code trace-N.json} holds. Its parts are records
 * without behaviour; trace-1.schema.json is generated from them.
 *
 * <p>Every machine instruction leads to an operation, every operation to a recorded bytecode and
 * every bytecode to a source line, by {@link Instruction#operation()}, {@link Operation#origin()}
 * and {@link RecordedBytecode#position()}. Of two runs of the same program with the same options
 * all is equal but {@link #times()} and {@link MachineCode#address()}.
 *
 * @param format {@link #FORMAT}: the number after the slash grows when a field changes its meaning
 *     or goes; readers ignore fields that they do not know
 * @param id number of the trace, from 0
 * @param anchor the loop header, method entry or exit that the recording began at
 * @param parent the exit that a bridge starts at
 * @param bytecodes in the order they were recorded
 * @param stages the Trace SSA as built, then after each pass
 * @param tssa the last stage as text that can be parsed back and compiled; older dumps lack it
 * @param code nothing if there is no backend
 * @param assumptions what must hold for the trace to stay, in words
 */
public record TraceFile(
    String format,
    int id,
    TraceKind kind,
    CodePosition anchor,
    @Nullable ParentExit parent,
    Link link,
    List<RecordedBytecode> bytecodes,
    List<Stage> stages,
    @Nullable List<String> tssa,
    List<Guard> guards,
    @Nullable MachineCode code,
    List<String> assumptions,
    Sizes sizes,
    Times times,
    Counters counters) {
  public static final String FORMAT = "hotpath-traces/1";

  /** The same trace after it has run some more. */
  TraceFile with(List<Guard> newGuards, Counters newCounters) {
    return new TraceFile(
        format,
        id,
        kind,
        anchor,
        parent,
        link,
        bytecodes,
        stages,
        tssa,
        newGuards,
        code,
        assumptions,
        sizes,
        times,
        newCounters);
  }

  /** The last stage: what machine code was made of. */
  Stage finalStage() {
    return stages.getLast();
  }
}
