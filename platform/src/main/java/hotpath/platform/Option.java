package hotpath.platform;

import org.jspecify.annotations.Nullable;

/**
 * The table of everything that can be tuned. Parsing, ranges, messages, {@code hotpath flags},
 * docs/options.md and the header of a dump all come from these rows; there is no other place where
 * a default or a range is written.
 *
 * <p>A row is: name, default, type with range and unit, category, and what it does in one line.
 * Thresholds are primes, so that they do not run in step with the loop counts of programs.
 */
public enum Option {
  JIT(
      "jit",
      "on",
      flag(),
      OptionCategory.TRACES,
      "Whether loops are recorded and compiled; off interprets everything."),
  HOT_LOOP(
      "hotLoop",
      "4000",
      number(1, 65535, "backward branches"),
      OptionCategory.TRACES,
      "Backward branches to a loop header before it is recorded. Lower compiles sooner, and more."),
  HOT_CALL(
      "hotCall",
      "8000",
      number(1, 65535, "entries"),
      OptionCategory.TRACES,
      "Entries of a method before a trace is recorded from there (recursion, call-heavy code)."),
  HOT_EXIT(
      "hotExit",
      "200",
      number(1, 65535, "exits"),
      OptionCategory.TRACES,
      "Times a guard fails before a bridge is recorded from its exit."),
  TRY_EXIT(
      "tryExit",
      "4",
      number(1, 1000, "attempts"),
      OptionCategory.TRACES,
      "Attempts to record a bridge at one exit before it is left to the interpreter for good."),
  MAX_TRACE_LENGTH(
      "maxTraceLength",
      "4000",
      number(10, 100_000, "bytecodes"),
      OptionCategory.TRACES,
      "Bytecodes in one recording; a longer one is aborted."),
  SHORTEST_PATH(
      "shortestPath",
      "40",
      number(0, 100_000, "bytecodes"),
      OptionCategory.TRACES,
      "A path that ends in the interpreter must be so long, or it is not worth entering."),
  MAX_TRACES(
      "maxTraces",
      "1000",
      number(1, 32767, "traces"),
      OptionCategory.TRACES,
      "Traces alive at one time, bridges included."),
  MAX_SIDE_TRACES(
      "maxSideTraces",
      "100",
      number(0, 65535, "bridges"),
      OptionCategory.TRACES,
      "Bridges in one trace tree."),
  MAX_INLINE_DEPTH(
      "maxInlineDepth",
      "32",
      number(0, 1000, "frames"),
      OptionCategory.TRACES,
      "Frames that a trace inlines on top of the one it starts in."),
  LOOP_UNROLL(
      "loopUnroll",
      "15",
      number(0, 1000, "iterations"),
      OptionCategory.TRACES,
      "Iterations of an inner loop without a trace of its own that a recording unrolls."),
  RECURSION_UNROLL(
      "recursionUnroll",
      "2",
      number(0, 100, "calls"),
      OptionCategory.TRACES,
      "Nested calls of one method that a recording inlines before it takes them for recursion."),
  HAMMOCK_SIDE(
      "hammockSide",
      "6",
      number(0, 100, "words"),
      OptionCategory.TRACES,
      "Words that each side of a branch may have if a trace is to compute both and select."),
  ABORT_PENALTY(
      "abortPenalty",
      "73",
      number(1, 65535, "backward branches"),
      OptionCategory.TRACES,
      "What an anchor must count after its first abort; doubles with each further one."),
  MAX_PENALTY(
      "maxPenalty",
      "60000",
      number(1, 65535, "backward branches"),
      OptionCategory.TRACES,
      "An anchor whose penalty would exceed this is blacklisted."),
  STOP_LOSS(
      "stopLoss",
      "200",
      number(0, 1_000_000, "aborts"),
      OptionCategory.TRACES,
      "Aborts in a row without a usable trace after which recording ends for good; 0: never."),

  ENGINE(
      "engine",
      "auto",
      choice("auto", "portable", "threaded"),
      OptionCategory.CODE,
      "What interprets: machine code (threaded), Java bytecode (portable), or what the host can."),
  SUPERINSTRUCTIONS(
      "superinstructions",
      "on",
      choice("off", "on", "early"),
      OptionCategory.CODE,
      "Threaded engine: one handler for common sequences, in hot methods (on) or all of them."),
  BACKEND(
      "backend",
      "auto",
      new OptionType.Name("auto, none or the name of a backend"),
      OptionCategory.CODE,
      "What makes machine code; auto is the one for this host, none evaluates traces in Java."),
  REGISTER_ALLOCATION(
      "registerAllocation",
      "linear",
      choice("linear", "spill"),
      OptionCategory.CODE,
      "linear is linear scan; spill keeps every value in memory (to tell whose fault an error"
          + " is)."),
  CODE_CACHE_SIZE(
      "codeCacheSize",
      "1m",
      size("64k", "32m"),
      OptionCategory.CODE,
      "Memory for machine code; when it is full, cold trace trees are evicted."),

  PASS_SIMPLIFY(
      "pass.simplify",
      "on",
      flag(),
      OptionCategory.PASSES,
      "The folding builder goes over a trace before its loop is formed."),
  PASS_FOLD("pass.fold", "on", flag(), OptionCategory.PASSES, "Constant folding and algebra."),
  PASS_CSE("pass.cse", "on", flag(), OptionCategory.PASSES, "Common subexpressions."),
  PASS_FORWARD(
      "pass.forward",
      "on",
      flag(),
      OptionCategory.PASSES,
      "Loads take the value that an earlier store or load of the same place has."),
  PASS_GUARDS(
      "pass.guards",
      "on",
      flag(),
      OptionCategory.PASSES,
      "Guards that earlier guards or facts about values prove are removed."),
  PASS_BOUNDS(
      "pass.bounds",
      "on",
      flag(),
      OptionCategory.PASSES,
      "Bounds checks that ranges of induction variables prove are removed."),
  PASS_PEEL(
      "pass.peel",
      "auto",
      choice("auto", "on", "off"),
      OptionCategory.PASSES,
      "The first iteration is peeled, which hoists what does not vary; auto: where it pays."),
  PASS_PEEL_LIMIT(
      "pass.peelLimit",
      "400",
      number(0, 100_000, "operations"),
      OptionCategory.PASSES,
      "With pass.peel=auto, the largest loop that is peeled."),
  PASS_PEEL_GAIN(
      "pass.peelGain",
      "15",
      number(0, 100, "per cent"),
      OptionCategory.PASSES,
      "With pass.peel=auto, how much of a loop peeling must save to be kept."),
  PASS_DSE("pass.dse", "on", flag(), OptionCategory.PASSES, "Dead stores are removed."),
  PASS_SINK(
      "pass.sink",
      "on",
      flag(),
      OptionCategory.PASSES,
      "Objects that do not escape are allocated at exits only."),
  PASS_DCE("pass.dce", "on", flag(), OptionCategory.PASSES, "Dead code is removed."),

  GC(
      "gc",
      "semispace",
      choice("semispace", "nogc"),
      OptionCategory.MEMORY,
      "The plan: semispace copies what lives between two halves, nogc never collects."),
  HEAP_SIZE(
      "heapSize",
      "256m",
      size("2m", "3g"),
      OptionCategory.MEMORY,
      "All memory of the plan's spaces, both halves of semispace (-Xmx)."),
  INITIAL_HEAP_SIZE(
      "initialHeapSize",
      "16m",
      size("64k", "3g"),
      OptionCategory.MEMORY,
      "What may be filled before the first collection, as far as heapSize allows (-Xms)."),
  STACK_SIZE(
      "stackSize",
      "1m",
      size("64k", "128m"),
      OptionCategory.MEMORY,
      "Stack of a guest thread (-Xss)."),
  QUANTUM(
      "quantum",
      "100003",
      number(1, 1_000_000_000, "instructions"),
      OptionCategory.MEMORY,
      "Class-file instructions that a guest thread runs before the next one has its turn."),
  FUEL(
      "fuel",
      "none",
      new OptionType.Bound(Long.MAX_VALUE - 1, "instructions"),
      OptionCategory.MEMORY,
      "Class-file instructions, the boot's 64,500 too, after which the program ends (--fuel=N)."),
  TIME(
      "time",
      "none",
      new OptionType.Seconds(1_000_000_000),
      OptionCategory.MEMORY,
      "Wall time after which the program ends, its boot included (--time=S)."),
  SEED(
      "seed",
      "12345",
      number(1, Long.MAX_VALUE, ""),
      OptionCategory.MEMORY,
      "Identity hashes and the order of Map.of come from it: the same seed gives the same run."),

  GC_STRESS(
      "gcStress",
      "none",
      new OptionType.Interval("alloc", 1_000_000_000, "allocations"),
      OptionCategory.STRESS,
      "Collect before every n-th allocation; alloc before each one."),
  GC_POISON(
      "gcPoison", "off", flag(), OptionCategory.STRESS, "Overwrite the memory that was freed."),
  GC_PROTECT(
      "gcProtect",
      "off",
      flag(),
      OptionCategory.STRESS,
      "Make freed memory inaccessible: a stale reference ends the host's process at the spot."),
  GC_SANITY(
      "gcSanity",
      "off",
      flag(),
      OptionCategory.STRESS,
      "Trace the heap from fresh roots before and after each collection and compare."),
  EXIT_EVERY(
      "exitEvery",
      "0",
      number(0, 1_000_000_000, "executions"),
      OptionCategory.STRESS,
      "Each guard leaves at every k-th execution although it holds; 0: never."),
  VERIFY_PASSES(
      "verifyPasses",
      "off",
      flag(),
      OptionCategory.STRESS,
      "Verify the Trace SSA after each pass."),
  VERIFY_ALLOCATION(
      "verifyAllocation",
      "off",
      flag(),
      OptionCategory.STRESS,
      "Check each register allocation with a checker of its own."),

  DUMP_TRACES(
      "dumpTraces",
      "",
      new OptionType.HostPath("a folder, or empty for none"),
      OptionCategory.OUTPUT,
      "Folder to write traces and events to as JSON (--dump-traces=DIR)."),
  PERF_MAP(
      "perfMap",
      "off",
      flag(),
      OptionCategory.OUTPUT,
      "Write /tmp/perf-PID.map, by which Linux perf names handlers and traces (--perf-map)."),
  JIT_DUMP(
      "jitDump",
      "",
      new OptionType.HostPath("a folder, or empty for none"),
      OptionCategory.OUTPUT,
      "Folder for jit-PID.dump: code for perf inject --jit (--jitdump=DIR)."),
  STATS(
      "stats",
      "off",
      flag(),
      OptionCategory.OUTPUT,
      "Print figures of phases and traces to standard error at the end (--stats)."),
  MEMORY_STATS(
      "memoryStats",
      "off",
      flag(),
      OptionCategory.OUTPUT,
      "With stats: also what traces and the compiler take in memory, from a class histogram.");

  /** What stands before an option's name where it is a property. */
  public static final String PREFIX = "hotpath.";

  private final String text;
  private final OptionType type;
  private final OptionValue defaultValue;
  private final OptionCategory category;
  private final String effect;

  Option(String text, String byDefault, OptionType type, OptionCategory category, String effect) {
    this.text = text;
    this.type = type;
    this.category = category;
    this.effect = effect;
    OptionValue value = type.parse(byDefault);
    if (value == null || !value.text().equals(byDefault)) {
      throw new IllegalArgumentException(byDefault + " as default of " + text);
    }
    this.defaultValue = value;
  }

  private static OptionType flag() {
    return new OptionType.Flag();
  }

  private static OptionType number(long min, long max, String unit) {
    return new OptionType.Number(min, max, unit);
  }

  private static OptionType choice(String... words) {
    return new OptionType.Choice(words);
  }

  private static OptionType size(String min, String max) {
    return new OptionType.Size(bytes(min), bytes(max));
  }

  private static long bytes(String text) {
    OptionValue value = new OptionType.Size(0, Long.MAX_VALUE).parse(text);
    if (value == null) {
      throw new IllegalArgumentException(text);
    }
    return value.number();
  }

  /** The option's name as users write it, without {@link #PREFIX}. */
  public String text() {
    return text;
  }

  public OptionType type() {
    return type;
  }

  public OptionValue defaultValue() {
    return defaultValue;
  }

  public OptionCategory category() {
    return category;
  }

  /** What it does, in one line. */
  public String effect() {
    return effect;
  }

  /**
   * The option of that name; null if there is none. Names are as written here, letter for letter.
   */
  public static @Nullable Option named(String text) {
    for (Option option : values()) {
      if (option.text.equals(text)) {
        return option;
      }
    }
    return null;
  }
}
