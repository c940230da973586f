package hotpath.launcher;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * The standard streams of a command, and of the guest that it runs.
 *
 * @param ofProcess whether they are those of this process; tests pass their own
 */
public record Streams(InputStream in, PrintStream out, PrintStream err, boolean ofProcess) {}
