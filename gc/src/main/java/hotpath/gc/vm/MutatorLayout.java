package hotpath.gc.vm;

/**
 * Where a thread block keeps its allocation window. Both are u32 region offsets; all bytes between
 * them are zero and free. With both words 0 the thread has no window.
 *
 * @param top the next free byte
 * @param limit the end of the window
 */
public record MutatorLayout(int top, int limit) {}
