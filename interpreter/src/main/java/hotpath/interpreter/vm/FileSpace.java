package hotpath.interpreter.vm;

/** The size of a file system, in blocks: all, free, and free for the user. */
public record FileSpace(long blockBytes, long blocks, long free, long usable) {}
