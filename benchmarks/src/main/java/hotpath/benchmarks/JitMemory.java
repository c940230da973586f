package hotpath.benchmarks;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much memory the compiled traces of one workload take, as {@code --stats} prints it at the end
 * of a run: bytes used in the code cache, live bytes of the objects that describe traces, and apart
 * from both the size of the compiler itself.
 *
 * <p>This is the one place that knows those lines, of which only the first must be there: {@code
 * code cache: 12345 of 65536 bytes}, {@code trace objects: 67890 bytes}, {@code compiler: 345678
 * bytes}.
 *
 * @param traceObjects null if not printed
 * @param compiler null if not printed
 */
record JitMemory(long codeCache, @Nullable Long traceObjects, @Nullable Long compiler) {
  private static final Pattern CODE_CACHE = line("code cache");
  private static final Pattern TRACE_OBJECTS = line("trace objects");
  private static final Pattern COMPILER = line("compiler");

  static @Nullable JitMemory parse(String statistics) {
    Long code = find(CODE_CACHE, statistics);
    return code == null
        ? null
        : new JitMemory(code, find(TRACE_OBJECTS, statistics), find(COMPILER, statistics));
  }

  /** Null unless both parts are known. */
  @Nullable Long total() {
    return traceObjects == null ? null : (Long) (codeCache + traceObjects);
  }

  private static Pattern line(String name) {
    return Pattern.compile("(?m)^\\s*" + name + ": (\\d+)(?: of \\d+)? bytes");
  }

  private static @Nullable Long find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? (Long) Long.parseLong(matcher.group(1)) : null;
  }
}
