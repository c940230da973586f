package hotpath.interpreter.engine.threaded;

import hotpath.interpreter.meaning.LeafRoutine;
import hotpath.tssa.backend.HandlerCode;
import java.util.List;
import java.util.Set;

/**
 * All handlers as machine code, which any VM can run.
 *
 * @param called the leaf routines that each handler calls, by number
 */
public record CompiledHandlers(HandlerCode code, List<Set<LeafRoutine>> called) {}
