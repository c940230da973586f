package hotpath.backend.x86;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.backend.x86.InstructionSpace.Case;
import hotpath.tssa.foreign.Binutils;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The encoder against the GNU assembler and the disassembler against objdump, over the whole table.
 * The source that {@code as} reads is our own disassembly, so each checks the other too.
 */
class EncoderTest {
  static final Binutils.Target TARGET =
      new Binutils.Target(
          "x86_64-linux-gnu",
          "x86_64",
          List.of("--64"),
          List.of("-m", "i386:x86-64", "-M", "intel"));

  /** Room for each instruction in the assembled file, so that a wrong length harms no other. */
  private static final int STRIDE = 16;

  private static final int REPORTED = 20;
  private static final HexFormat HEX = HexFormat.of();

  private final long seed = Long.getLong("hotpath.test.seed", System.nanoTime());

  /** Bytes that are not our encoder's may hold zero displacements that only objdump shows. */
  static String withoutZeros(String line) {
    return line.replace("+0x0]", "]");
  }

  private List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    new InstructionSpace(seed).forEach(cases::add);
    return cases;
  }

  private static Insn decode(byte[] bytes) {
    Insn insn = X86Disassembler.decode(MemorySegment.ofArray(bytes), 0);
    if (insn == null) {
      throw new AssertionError("not decoded: " + HEX.formatHex(bytes));
    }
    return insn;
  }

  private void report(String what, List<String> wrong, int of) {
    List<String> shown = wrong.subList(0, Math.min(REPORTED, wrong.size()));
    assertTrue(
        wrong.isEmpty(),
        () ->
            "%s: %d of %d differ, hotpath.test.seed=%d%n%s"
                .formatted(what, wrong.size(), of, seed, String.join("\n", shown)));
    assertTrue(of > 100_000, () -> what + ": only " + of + " instructions");
  }

  @Test
  void decodesWhatItEncodes() {
    List<String> wrong = new ArrayList<>();
    List<Case> cases = cases();
    for (Case c : cases) {
      byte[] bytes = c.encode();
      Insn insn = X86Disassembler.decode(MemorySegment.ofArray(bytes), 0);
      if (insn == null
          || insn.op() != c.op()
          || !insn.form().equals(c.form())
          || insn.cond() != c.cond()
          || insn.form().operandSize(insn.size()) != c.form().operandSize(c.size())
          || !insn.operands().equals(c.operands())
          || insn.length() != bytes.length) {
        wrong.add(HEX.formatHex(bytes) + " " + c + " decoded as " + insn);
      }
    }
    report("decoder", wrong, cases.size());
  }

  /** What as can be brought to choose: of forms that accept the same operands the one we choose. */
  private static boolean comparable(Case c) {
    return c.preferred() || c.form().slots().contains(Slot.JZ);
  }

  @Test
  void equalsGnuAssembler(@TempDir Path directory) {
    Binutils as = Binutils.as(directory, TARGET);
    List<Case> cases = cases().stream().filter(EncoderTest::comparable).toList();
    List<String> source = new ArrayList<>();
    source.add(".intel_syntax noprefix");
    for (Case c : cases) {
      source.add(sourceLine(decode(c.encode())));
      source.add(".balign " + STRIDE + ", 0xcc");
    }
    byte[] text = as.assemble(source);
    assertEquals(cases.size() * STRIDE, text.length);

    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      byte[] ours = cases.get(i).encode();
      byte[] padded = Arrays.copyOf(ours, STRIDE);
      Arrays.fill(padded, ours.length, STRIDE, (byte) 0xCC);
      byte[] theirs = Arrays.copyOfRange(text, i * STRIDE, (i + 1) * STRIDE);
      if (!Arrays.equals(padded, theirs) && !Arrays.equals(theirs, gnuChoice(cases.get(i)))) {
        String line = sourceLine(decode(ours));
        wrong.add(line + "  ours " + HEX.formatHex(ours) + ", as " + HEX.formatHex(theirs));
      }
    }
    report("as", wrong, cases.size());
  }

  /**
   * Where several encodings mean the same and as chooses another than we do: its bytes, padded.
   * That is xchg with the accumulator, 90+r, which we leave out because 90 for eax with itself is
   * nop.
   */
  private static byte @Nullable [] gnuChoice(Case c) {
    if (c.op() != X86Op.XCHG || !c.operands().contains(Gpr.RAX)) {
      return null;
    }
    boolean first = c.operands().getFirst() == Gpr.RAX;
    int other = ((Gpr) c.operands().get(first ? 1 : 0)).number();
    int rex = (c.size() == Size.Q ? X86Encoder.REX_W : 0) | (other >= 8 ? X86Encoder.REX_B : 0);
    rex = other == 0 ? 0 : rex; // xchg rax,rax is nop
    byte[] bytes = new byte[STRIDE];
    Arrays.fill(bytes, (byte) 0xCC);
    bytes[0] = (byte) (0x40 | rex);
    bytes[rex == 0 ? 0 : 1] = (byte) (0x90 | (other & 7));
    return bytes;
  }

  /**
   * Jumps are written relative to themselves, since each stands somewhere else in the source; the
   * long ones are asked for, since as would make some short.
   */
  private static String sourceLine(Insn insn) {
    String text = insn.text(0, _ -> null);
    Slot first = insn.operands().isEmpty() ? Slot.ONE : insn.form().slots().getFirst();
    if (!first.isJump()) {
      return text;
    }
    long distance = insn.length() + ((Operand.Imm) insn.operands().getFirst()).value();
    String hint = first == Slot.JZ && insn.op() != X86Op.CALL ? "{disp32} " : "";
    return hint + text.substring(0, text.indexOf("0x")) + ".+(" + distance + ")";
  }

  @Test
  void printsAsObjdump(@TempDir Path directory) {
    Binutils objdump = Binutils.objdump(directory, TARGET);
    List<Case> cases = cases();
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    List<String> expected = new ArrayList<>();
    for (Case c : cases) {
      byte[] bytes = c.encode();
      expected.add(Binutils.line(code.size(), decode(bytes).text(code.size(), _ -> null)));
      code.writeBytes(bytes);
    }
    List<String> lines = objdump.disassemble(code.toByteArray());
    report("objdump", Binutils.differences(expected, lines, text -> text), cases.size());
  }
}
