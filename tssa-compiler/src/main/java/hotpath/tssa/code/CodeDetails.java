package hotpath.tssa.code;

import org.jspecify.annotations.Nullable;

/**
 * What only dumps ask of a compiled trace.
 *
 * @param spillWords words of the spill area that it uses
 * @param map pairs of code offset and number of the TSSA instruction from there on (-1: none); null
 *     unless asked for
 * @param lir the allocated LIR as text; null unless asked for
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record CodeDetails(int spillWords, int @Nullable [] map, @Nullable String lir) {}
