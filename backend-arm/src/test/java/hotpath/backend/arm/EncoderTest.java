package hotpath.backend.arm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.backend.arm.InstructionSpace.Case;
import hotpath.tssa.foreign.Binutils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The encoder against the GNU assembler and the disassembler against objdump, over the whole table.
 * The source that {@code as} reads is our own disassembly, so each checks the other too.
 */
class EncoderTest {
  private static final Binutils.Target TARGET =
      new Binutils.Target("aarch64-linux-gnu", "aarch64", List.of(), List.of("-m", "aarch64"));

  private static final int REPORTED = 20;

  private final long seed = Long.getLong("hotpath.test.seed", System.nanoTime());

  private List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    new InstructionSpace(seed).forEach(cases::add);
    return cases;
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
      Insn insn = ArmDisassembler.decode(c.encode());
      if (insn == null || !new Case(insn.op(), insn.size(), insn.operands()).equals(c)) {
        wrong.add("%08x %s decoded as %s".formatted(c.encode(), c, insn));
      }
    }
    report("decoder", wrong, cases.size());
  }

  @Test
  void equalsGnuAssembler(@TempDir Path directory) {
    Binutils as = Binutils.as(directory, TARGET);
    List<Case> cases = cases();
    List<String> source = new ArrayList<>();
    for (Case c : cases) {
      source.add(sourceLine(c));
    }
    byte[] text = as.assemble(source);
    assertEquals(cases.size() * 4, text.length);
    ByteBuffer theirs = ByteBuffer.wrap(text).order(ByteOrder.LITTLE_ENDIAN);
    List<String> wrong = new ArrayList<>();
    for (Case c : cases) {
      int word = theirs.getInt();
      if (word != c.encode()) {
        wrong.add("%s  ours %08x, as %08x".formatted(sourceLine(c), c.encode(), word));
      }
    }
    report("as", wrong, cases.size());
  }

  /** Jumps are written relative to themselves, since each stands somewhere else in the source. */
  private static String sourceLine(Case c) {
    String text = c.text();
    return c.op().slots().stream().anyMatch(Slot::isJump)
        ? text.substring(0, text.indexOf("0x"))
            + ".+("
            + ((Operand.Imm) c.operands().getLast()).value()
            + ")"
        : text;
  }

  @Test
  void printsAsObjdump(@TempDir Path directory) {
    List<Case> cases = cases();
    int[] words = cases.stream().mapToInt(Case::encode).toArray();
    report("objdump", compare(Binutils.objdump(directory, TARGET), words), cases.size());
  }

  /** Words that are not of our encoder: either objdump's text, or not one of ours. */
  @Test
  void knowsOnlyWhatItWrites(@TempDir Path directory) {
    Random random = new Random(seed);
    int[] words = new int[400_000];
    ArmOp[] ops = ArmOp.values();
    for (int i = 0; i < words.length; i++) {
      ArmOp op = ops[random.nextInt(ops.length)];
      Operand[] none = {};
      int bits = op.slots().isEmpty() ? op.encode(null, none) : op.bits();
      words[i] = (bits & op.fixed()) | (random.nextInt() & ~op.fixed());
    }
    report("objdump", compare(Binutils.objdump(directory, TARGET), words), words.length);
  }

  private static List<String> compare(Binutils objdump, int[] words) {
    ByteBuffer code = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int word : words) {
      code.putInt(word);
    }
    List<String> theirs = objdump.disassemble(code.array());
    List<String> expected = new ArrayList<>();
    List<String> known = new ArrayList<>();
    for (int i = 0; i < words.length; i++) {
      Insn insn = ArmDisassembler.decode(words[i]);
      if (insn != null && !InstructionSpace.isAlias(insn.op(), insn.operands())) {
        expected.add(Binutils.line(4L * i, insn.text(4L * i)));
        known.add(i < theirs.size() ? theirs.get(i) : "nothing");
      }
    }
    return Binutils.differences(expected, known, EncoderTest::withoutComment);
  }

  /** objdump says numbers a second time in decimal, and jumps by unsigned numbers. */
  private static String withoutComment(String line) {
    return line.replaceAll("\\s*//.*", "").replace("0xffffffffffff", "0x-").strip();
  }
}
