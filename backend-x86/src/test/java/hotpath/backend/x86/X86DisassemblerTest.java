package hotpath.backend.x86;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.tssa.foreign.Binutils;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disassembler on bytes that our encoder did not write. */
class X86DisassemblerTest {
  private static final int[] PREFIXES = {-1, -1, 0x66, 0xF2, 0xF3};

  /** The bytes in a line, which end with two spaces. */
  private static final Pattern BYTES = Pattern.compile(" *[0-9a-f]+:  ((?:[0-9a-f]{2} )+) ");

  private final long seed = Long.getLong("hotpath.test.seed", System.nanoTime());
  private final Random random = new Random(seed);

  private static MemorySegment hex(String digits) {
    return MemorySegment.ofArray(HexFormat.of().parseHex(digits));
  }

  /** Sixteen random bytes, which often begin like an instruction of the table. */
  private byte[] randomBytes() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    if (random.nextInt(4) == 0) {
      return bytes;
    }
    int at = 0;
    int prefix = PREFIXES[random.nextInt(PREFIXES.length)];
    if (prefix >= 0) {
      bytes[at++] = (byte) prefix;
    }
    if (random.nextBoolean()) {
      bytes[at++] = (byte) (0x40 | random.nextInt(16));
    }
    List<Form> forms = X86Op.values()[random.nextInt(X86Op.values().length)].forms();
    int opcode = forms.get(random.nextInt(forms.size())).opcode() + random.nextInt(2);
    for (int shift = 16; shift >= 0; shift -= 8) {
      if (shift == 0 || opcode >>> shift != 0) {
        bytes[at++] = (byte) (opcode >>> shift);
      }
    }
    return bytes;
  }

  @Test
  void takesAnyBytes() {
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = Arrays.copyOf(randomBytes(), random.nextInt(17));
      List<String> lines = X86Disassembler.disassemble(MemorySegment.ofArray(bytes), 0, _ -> null);
      StringBuilder shown = new StringBuilder();
      for (String line : lines) {
        Matcher matcher = BYTES.matcher(line);
        assertTrue(matcher.lookingAt(), line);
        shown.append(matcher.group(1));
      }
      String expected = HexFormat.ofDelimiter(" ").formatHex(bytes);
      assertEquals(expected, shown.toString().strip(), "hotpath.test.seed=" + seed);
    }
  }

  /** Whatever we take for an instruction objdump takes for the same one. */
  @Test
  void agreesWithObjdumpOnRandomBytes(@TempDir Path directory) {
    Binutils objdump = Binutils.objdump(directory, EncoderTest.TARGET);
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    List<String> expected = new ArrayList<>();
    Set<Form> met = new HashSet<>();
    long forms = Arrays.stream(X86Op.values()).mapToLong(op -> op.forms().size()).sum();
    // A rare form may take longer to come than all others.
    for (int i = 0; i < 300_000 || (met.size() < forms && i < 6_000_000); i++) {
      byte[] bytes = randomBytes();
      Insn insn = X86Disassembler.decode(MemorySegment.ofArray(bytes), 0);
      if (insn != null) {
        met.add(insn.form());
        expected.add(Binutils.line(code.size(), insn.text(code.size(), _ -> null)));
        code.write(bytes, 0, insn.length());
      }
    }
    List<String> lines = objdump.disassemble(code.toByteArray());
    List<String> wrong = Binutils.differences(expected, lines, EncoderTest::withoutZeros);
    assertTrue(
        wrong.isEmpty(),
        () ->
            "%d of %d differ, hotpath.test.seed=%d%n%s"
                .formatted(
                    wrong.size(),
                    expected.size(),
                    seed,
                    String.join("\n", wrong.subList(0, Math.min(20, wrong.size())))));
    assertEquals(forms, met.size(), "not all forms met, hotpath.test.seed=" + seed);
  }

  /** Cut off anywhere, an instruction is none. */
  @Test
  void refusesTruncatedInstructions() {
    byte[] whole = HexFormat.of().parseHex("48c784d50000010078563412");
    for (int length = 0; length < whole.length; length++) {
      assertNull(X86Disassembler.decode(MemorySegment.ofArray(whole).asSlice(0, length), 0));
    }
    assertNotNull(X86Disassembler.decode(MemorySegment.ofArray(whole), 0));
  }

  @Test
  void refusesWhatTheEncoderNeverWrites() {
    assertNull(X86Disassembler.decode(hex("6690f0"), 2), "lock");
    assertNull(X86Disassembler.decode(hex("400fc8"), 0), "empty REX");
    assertNull(X86Disassembler.decode(hex("4190"), 0), "xchg r8d,eax");
    assertNull(X86Disassembler.decode(hex("f390"), 0), "pause");
    assertNull(X86Disassembler.decode(hex("0f94c4"), 0), "sete ah");
    assertNull(X86Disassembler.decode(hex("8b042500000000"), 0), "no base");
    assertNull(X86Disassembler.decode(hex("8b0420"), 0), "SIB without need");
    assertNull(X86Disassembler.decode(hex("66c3"), 0), "ret with operand size");
  }

  @Test
  void namesPlacesAndShowsUnknownBytes() {
    String code = "90" + "75fd" + "f20f100508000000" + "f0" + "e9ebffffff";
    long address = 0x1000;
    List<String> lines =
        X86Disassembler.disassemble(
            hex(code), address, at -> at == 0x1000 ? "loop" : at == 0x1013 ? "tenth" : null);
    assertEquals(
        """
        loop:
        1000:  90                             nop
        1001:  75 fd                          jne    0x1000 <loop>
        1003:  f2 0f 10 05 08 00 00 00        movsd  xmm0,QWORD PTR [rip+0x8]        # 0x1013 <tenth>
        100b:  f0                             .byte  0xf0
        100c:  e9 eb ff ff ff                 jmp    0xffc\
        """,
        String.join("\n", lines));
  }
}
