package hotpath.backend.arm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hotpath.platform.memory.CodeMemory;
import hotpath.tssa.backend.CodeLayout;
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
import org.junit.jupiter.api.Test;

/** What code comes out where it matters: loops, constants, fused comparisons, far jumps. */
class ArmSelectionTest {
  private static final CodeLayout LAYOUT =
      new CodeLayout(16, 24, 28, 32, 0, 48, 64, 256, 1024, 64, 56, 72, 80, 1, 1600, 0, 1, 2);

  /** The instructions of a trace without offsets; jumps out of it go to "exit". */
  private static List<String> code(String text) {
    ArmBackend backend = new ArmBackend();
    try (CodeMemory memory = new CodeMemory(1 << 20)) {
      CodeCache cache = new CodeCache(backend, LAYOUT, memory);
      TraceCompiler compiler = new TraceCompiler(backend, LAYOUT, cache, CompileOptions.DEFAULT);
      CompileResult result =
          compiler.compile(CompileRequest.root(1, TssaParser.parse(text)), RoomMaker.NONE);
      if (!(result instanceof CompileResult.Compiled(CompiledTrace trace))) {
        throw new AssertionError(result);
      }
      List<String> lines = new ArrayList<>();
      for (String line : new TraceLinks(backend, LAYOUT, cache).disassemble(trace)) {
        String insn = line.substring(line.indexOf(':') + 15).replaceAll(" +", " ").strip();
        if (!insn.equals("nop")) {
          lines.add(name(insn, trace));
        }
      }
      return lines;
    }
  }

  private static String name(String insn, CompiledTrace trace) {
    int at = insn.lastIndexOf("0x");
    if (at < 0 || insn.charAt(at - 1) == '#') {
      return insn;
    }
    int place = Integer.parseInt(insn.substring(at + 2), 16);
    int end = trace.entry() + trace.codeBytes();
    String target = place == trace.loopOffset() ? "loop" : place >= end ? "exit" : "within";
    return insn.substring(0, at) + target;
  }

  private static final String START =
      """
      trace t
        v0:addr = tb
        v1:i64 = load.i64 v0 @count~
        v2:i32 = slot 1
        v3:i32 = slot 2
        v4:ref = slot 3
        v5:addr = address v4
      """;

  private static final String END = "  leave exit 0 e [t pc 8 fp 0 sp 3 | 4=v9]\n";

  private static List<String> operation(String lines) {
    // Without the loads of the slots, and the way out.
    return code(START + lines).stream()
        .filter(line -> !line.contains("[x27") && !line.startsWith("b "))
        .toList();
  }

  @Test
  void aLoopComputesNothingThatStaysTheSame() {
    assertEquals(
        List.of(
            "ldr x8, [x27, #16]",
            "ldr x9, [x27, #24]",
            "add x9, x28, x9",
            "add x9, x9, #0x10",
            "mov w10, #0x2345",
            "movk w10, #0x1, lsl #16",
            "ldr x11, [x27, #8]",
            "ldr w12, [x9, x11, lsl #2]",
            "add w12, w12, w10",
            "str w12, [x9, x11, lsl #2]",
            "add w11, w11, #0x1",
            "cmp w11, w8",
            "b.lt loop",
            "b exit"),
        code(
            """
            trace t
              v2:i32 = slot 1
              v3:i32 = slot 2
              v4:ref = slot 3
              v5:addr = address v4
            loop (v10:i32 = v2)
              v11:i32 = load.i32 v5+v10<<2+16 @int*
              v12:i32 = add v11, 74565
              store.i32 v5+v10<<2+16 @int*, v12
              v13:i32 = add v10, 1
              guard lt v13, v3 else exit 0 e [t pc 8 fp 0 sp 3 | 1=v13]
              jump loop (v13)
            """));
  }

  @Test
  void comparisonsAreFused() {
    assertEquals(
        List.of(
            "cmp w8, w9", "b.ge exit", "tbz w8, #6, exit", "cbnz w8, exit", "tbnz w9, #31, exit"),
        operation(
            "  v9:i32 = set lt v2, v3\n  guard ne v9, 0 else exit 0 e [t pc 8 fp 0 sp 3]\n"
                + "  v8:i32 = and v2, 64\n  guard ne v8, 0 else exit 1 e [t pc 8 fp 0 sp 3]\n"
                + "  guard eq v2, 0 else exit 2 e [t pc 8 fp 0 sp 3]\n"
                + "  guard ge v3, 0 else exit 3 e [t pc 8 fp 0 sp 3]\n"
                + "  leave exit 4 e [t pc 8 fp 0 sp 3]\n"));
  }

  @Test
  void shiftsAndProductsArePartsOfSums() {
    assertEquals(
        List.of("sub w10, w8, w9, lsl #3", "madd w8, w8, w9, w10"),
        operation(
            "  v6:i32 = shl v3, 3\n  v7:i32 = sub v2, v6\n  v8:i32 = mul v2, v3\n"
                + "  v9:i32 = add v7, v8\n"
                + END));
  }

  @Test
  void divisionByAConstantMultiplies() {
    assertEquals(
        List.of(
            "mov w9, #0x6667",
            "movk w9, #0x6666, lsl #16",
            "smull x8, w8, w9",
            "asr x8, x8, #34",
            "add w8, w8, w8, lsr #31"),
        operation("  v9:i32 = div v2, 10\n" + END));
  }

  /** A test of one bit reaches 32 kB: behind that it goes around a jump that reaches all. */
  @Test
  void guardsFarFromTheirExits() {
    StringBuilder text = new StringBuilder(START);
    text.append("  guard ge v2, 0 else exit 0 e [t pc 8 fp 0 sp 3]\n");
    text.append("  v100:i32 = xor v2, v3\n");
    for (int i = 1; i <= 9000; i++) {
      text.append("  v%d:i32 = mul v%d, v3\n".formatted(100 + i, 99 + i));
    }
    text.append("  leave exit 1 e [t pc 8 fp 0 sp 3 | 4=v9100]\n");
    List<String> code = code(text.toString());
    int guard = code.indexOf("tbz w8, #31, within");
    assertEquals("b exit", code.get(guard + 1), () -> String.join("\n", code.subList(0, 12)));
  }

  /** An emulator would hide that this is missing. */
  @Test
  void writtenCodeIsCleanedFromTheCaches() {
    assertEquals(
        List.of(
            "mov x2, x0",
            "dc cvau, x2",
            "add x2, x2, #0x10",
            "cmp x2, x1",
            "b.cc 0x4",
            "dsb ish",
            "ic ivau, x0",
            "add x0, x0, #0x10",
            "cmp x0, x1",
            "b.cc 0x18",
            "dsb ish",
            "isb",
            "ret"),
        new ArmBackend()
            .disassemble(ArmHost.flushRoutine(), 0).stream()
                .map(line -> line.substring(line.indexOf(':') + 15).replaceAll(" +", " ").strip())
                .toList());
  }
}
