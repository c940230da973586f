package hotpath.tssa.backend;

import hotpath.platform.memory.CodeMemory;
import hotpath.tssa.code.CodeCache;
import hotpath.tssa.code.CompileOptions;
import hotpath.tssa.code.CompileRequest;
import hotpath.tssa.code.CompileResult;
import hotpath.tssa.code.CompiledTrace;
import hotpath.tssa.code.RoomMaker;
import hotpath.tssa.code.TraceCompiler;
import hotpath.tssa.code.TraceLinks;
import hotpath.tssa.text.TssaParser;
import java.util.ArrayList;
import java.util.List;

/**
 * What a backend makes of a trace, on whichever host: for tests of what is selected.
 *
 * @param lines of the disassembly
 */
public record SelectedCode(List<String> lines, CompiledTrace trace) {
  private static final CodeLayout LAYOUT =
      new CodeLayout(16, 24, 28, 32, 0, 48, 64, 256, 1024, 64, 56, 72, 80, 1, 1600, 0, 1, 2);

  /** The start of a trace with an i32 in v2 and v3, a reference in v4 and its address in v5. */
  public static final String START =
      """
      trace t
        v0:addr = tb
        v1:i64 = load.i64 v0 @count~
        v2:i32 = slot 1
        v3:i32 = slot 2
        v4:ref = slot 3
        v5:addr = address v4
      """;

  /** An end that needs v9. */
  public static final String END = "  leave exit 0 e [t pc 8 fp 0 sp 3 | 4=v9]\n";

  public static SelectedCode of(Backend backend, String text) {
    try (CodeMemory memory = new CodeMemory(1 << 20)) {
      CodeCache cache = new CodeCache(backend, LAYOUT, memory);
      TraceCompiler compiler = new TraceCompiler(backend, LAYOUT, cache, CompileOptions.DEFAULT);
      CompileResult result =
          compiler.compile(CompileRequest.root(1, TssaParser.parse(text)), RoomMaker.NONE);
      if (!(result instanceof CompileResult.Compiled(CompiledTrace trace))) {
        throw new AssertionError(result);
      }
      return new SelectedCode(new TraceLinks(backend, LAYOUT, cache).disassemble(trace), trace);
    }
  }

  /** The texts of lines of instructions that have four bytes each. */
  public static List<String> texts(List<String> lines) {
    return lines.stream()
        .map(line -> line.substring(line.indexOf(':') + 15).replaceAll(" +", " ").strip())
        .toList();
  }

  /**
   * The texts of such instructions without padding. A jump goes to the "loop", to an "exit" behind
   * the code, or "within".
   */
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (String text : texts(lines)) {
      if (!text.equals("nop")) {
        texts.add(named(text));
      }
    }
    return texts;
  }

  private String named(String text) {
    int at = text.lastIndexOf("0x");
    if (at < 0 || text.charAt(at - 1) == '#') {
      return text;
    }
    int place = Integer.parseInt(text.substring(at + 2), 16);
    int end = trace.entry() + trace.codeBytes();
    String target = place == trace.loopOffset() ? "loop" : place >= end ? "exit" : "within";
    return text.substring(0, at) + target;
  }
}
