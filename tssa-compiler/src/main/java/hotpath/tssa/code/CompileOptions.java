package hotpath.tssa.code;

/**
 * How to compile.
 *
 * @param spillEverything use the trivial register allocator
 * @param checkAllocation verify LIR, and run the checker on each allocation
 * @param keepMap note for each instruction where its code is
 * @param keepText keep the allocated LIR as text
 */
public record CompileOptions(
    boolean spillEverything, boolean checkAllocation, boolean keepMap, boolean keepText) {
  public static final CompileOptions DEFAULT = new CompileOptions(false, false, false, false);
}
