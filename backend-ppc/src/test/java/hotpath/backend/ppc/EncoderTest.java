package hotpath.backend.ppc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.backend.ppc.InstructionSpace.Case;
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
      new Binutils.Target(
          "powerpc64le-linux-gnu",
          "powerpc",
          List.of("-mpower8", "-mregnames"),
          List.of("-m", "powerpc:common64", "-EL", "-M", "power8"));

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
    assertTrue(of > 60_000, () -> what + ": only " + of + " instructions");
  }

  /** An instruction that has an extended mnemonic is decoded as that, with the same bits. */
  @Test
  void decodesWhatItEncodes() {
    List<String> wrong = new ArrayList<>();
    List<Case> cases = cases();
    for (Case c : cases) {
      Insn insn = PpcDisassembler.decode(c.encode());
      boolean same = insn != null && new Case(insn.op(), insn.operands()).encode() == c.encode();
      if (!same || (insn.op() == c.op() && !insn.operands().equals(c.operands()))) {
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
    int[] words = new int[200_000];
    PpcOp[] ops = PpcOp.values();
    for (int i = 0; i < words.length; i++) {
      PpcOp op = ops[random.nextInt(ops.length)];
      words[i] = (op.bits() & op.fixed()) | (random.nextInt() & ~op.fixed());
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
      Insn insn = PpcDisassembler.decode(words[i]);
      if (insn != null && !hasOtherName(insn)) {
        expected.add(Binutils.line(4L * i, insn.text(4L * i)));
        known.add(i < theirs.size() ? theirs.get(i) : "nothing");
      }
    }
    return Binutils.differences(expected, known, EncoderTest::withoutSign);
  }

  /** Whether objdump has a name for an instruction with just these operands that we never write. */
  private static boolean hasOtherName(Insn insn) {
    List<Operand> operands = insn.operands();
    return switch (insn.op()) {
      case MR -> operands.get(0).equals(operands.get(1)); // hints to the processor
      case XORI -> insn.equals(new Insn(PpcOp.XORI, List.of(Gpr.R0, Gpr.R0, Operand.imm(0))));
      case CROR -> operands.get(1).equals(operands.get(2));
      default -> false;
    };
  }

  /** objdump says jumps before the start by unsigned numbers. */
  private static String withoutSign(String line) {
    return line.replace("0xffffffffffff", "0x-").replace(", ", ",").strip();
  }
}
