package hotpath.platform;

/** The exit of a trace that a bridge starts at. */
public record ParentExit(int trace, int exit) {}
