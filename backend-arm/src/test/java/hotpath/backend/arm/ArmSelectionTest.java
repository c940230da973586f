package hotpath.backend.arm;

import static hotpath.tssa.backend.SelectedCode.END;
import static hotpath.tssa.backend.SelectedCode.START;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hotpath.tssa.backend.Backend;
import hotpath.tssa.backend.SelectedCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What code comes out where it matters: loops, constants, fused comparisons, far jumps. */
class ArmSelectionTest {
  private static final Backend BACKEND = new ArmBackend();

  private static List<String> code(String text) {
    return SelectedCode.of(BACKEND, text).texts();
  }

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
        SelectedCode.texts(BACKEND.disassemble(ArmHost.flushRoutine(), 0)));
  }
}
