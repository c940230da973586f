package hotpath.backend.ppc;

import static hotpath.tssa.backend.SelectedCode.END;
import static hotpath.tssa.backend.SelectedCode.START;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hotpath.tssa.backend.Backend;
import hotpath.tssa.backend.SelectedCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What code comes out where it matters: loops, constants, masks, upper halves, far jumps. */
class PpcSelectionTest {
  private static final Backend BACKEND = new PpcBackend();

  private static List<String> code(String text) {
    return SelectedCode.of(BACKEND, text).texts();
  }

  private static List<String> operation(String lines) {
    // Without the loads of the slots, and the way out.
    return code(START + lines).stream()
        .filter(line -> !line.contains("(r30)") && !line.startsWith("b "))
        .toList();
  }

  @Test
  void aLoopComputesNothingThatStaysTheSame() {
    assertEquals(
        List.of(
            "ld r3,16(r30)",
            "ld r4,24(r30)",
            "add r4,r31,r4",
            "addi r4,r4,16",
            "lis r5,1",
            "ori r5,r5,9029",
            "ld r6,8(r30)",
            "rldic r7,r6,2,30",
            "lwzx r8,r4,r7",
            "add r8,r8,r5",
            "stwx r8,r4,r7",
            "addi r6,r6,1",
            "clrldi r6,r6,32",
            "cmpw r6,r3",
            "blt loop",
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

  /** Of a sum that is only summed up further, compared or shifted the low half is enough. */
  @Test
  void upperHalvesAreClearedWhereSomeoneReadsThem() {
    assertEquals(
        List.of(
            "add r3,r3,r4",
            "addi r3,r3,-8",
            "slwi r5,r3,3",
            "cmpw r3,r4",
            "bge exit",
            "add r3,r5,r3",
            "clrldi r3,r3,32"),
        operation(
            "  v6:i32 = add v2, v3\n  v7:i32 = sub v6, 8\n  v8:i32 = shl v7, 3\n"
                + "  guard lt v7, v3 else exit 1 e [t pc 8 fp 0 sp 3]\n"
                + "  v9:i32 = add v8, v7\n"
                + END));
  }

  @Test
  void comparisonsAreFused() {
    assertEquals(
        List.of(
            "cmpw r3,r4",
            "bge exit",
            "andi. r0,r3,64",
            "beq exit",
            "cmpwi r3,0",
            "bne exit",
            "cmplwi r4,40000",
            "blt exit"),
        operation(
            "  v9:i32 = set lt v2, v3\n  guard ne v9, 0 else exit 0 e [t pc 8 fp 0 sp 3]\n"
                + "  v8:i32 = and v2, 64\n  guard ne v8, 0 else exit 1 e [t pc 8 fp 0 sp 3]\n"
                + "  guard eq v2, 0 else exit 2 e [t pc 8 fp 0 sp 3]\n"
                + "  guard uge v3, 40000 else exit 3 e [t pc 8 fp 0 sp 3]\n"
                + "  leave exit 4 e [t pc 8 fp 0 sp 3]\n"));
  }

  /** "Less or equal" is one of two bits, since neither of them is set for NaN. */
  @Test
  void comparisonsOfNumbersKnowNaN() {
    assertEquals(
        List.of(
            "lfd f1,8(r30)",
            "lfd f2,16(r30)",
            "fcmpu cr0,f1,f2",
            "cror eq,lt,eq",
            "bne exit",
            "fcmpu cr0,f1,f2",
            "cror eq,gt,eq",
            "beq exit",
            "fcmpu cr0,f1,f2",
            "bge exit",
            "b exit"),
        code(
            """
            trace t
              v2:f64 = slot 1
              v3:f64 = slot 2
              guard le v2, v3 else exit 0 e [t pc 8 fp 0 sp 3]
              guard nge v2, v3 else exit 1 e [t pc 8 fp 0 sp 3]
              guard lt v2, v3 else exit 2 e [t pc 8 fp 0 sp 3]
              leave exit 3 e [t pc 8 fp 0 sp 3]
            """));
  }

  @Test
  void shiftsAndMasksAreOne() {
    assertEquals(
        List.of("rlwinm r3,r3,27,24,31", "rlwinm r4,r4,4,20,27", "or r3,r3,r4"),
        operation(
            "  v6:i32 = ushr v2, 5\n  v7:i32 = and v6, 255\n  v8:i32 = shl v3, 4\n"
                + "  v10:i32 = and v8, 4080\n  v9:i32 = or v7, v10\n"
                + END));
  }

  @Test
  void divisionByAConstantMultiplies() {
    assertEquals(
        List.of(
            "lis r4,26214",
            "ori r4,r4,26215",
            "mulhw r3,r3,r4",
            "srawi r3,r3,2",
            "srwi r4,r3,31",
            "add r3,r3,r4",
            "clrldi r3,r3,32"),
        operation("  v9:i32 = div v2, 10\n" + END));
  }

  /** A shift to the right tells by the carry whether it rounded a negative number down. */
  @Test
  void divisionByAPowerOfTwoShifts() {
    assertEquals(
        List.of("srawi r0,r3,3", "addze r3,r0", "clrldi r3,r3,32"),
        operation("  v9:i32 = div v2, 8\n" + END));
  }

  /** Behind 32 kB a guard goes around a jump that reaches all. */
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
    int guard = code.indexOf("bge within");
    assertEquals("b exit", code.get(guard + 1), () -> String.join("\n", code.subList(0, 12)));
  }

  /** An emulator would hide that this is missing. */
  @Test
  void writtenCodeIsCleanedFromTheCaches() {
    assertEquals(
        List.of(
            "mr r5,r3",
            "dcbst 0,r5",
            "addi r5,r5,128",
            "cmpld r5,r4",
            "blt 0x4",
            "hwsync",
            "icbi 0,r3",
            "addi r3,r3,128",
            "cmpld r3,r4",
            "blt 0x18",
            "hwsync",
            "isync",
            "blr"),
        SelectedCode.texts(BACKEND.disassemble(PpcHost.flushRoutine(), 0)));
  }
}
