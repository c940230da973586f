package hotpath.tssa.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hotpath.tssa.eval.ByteMemory;
import hotpath.tssa.eval.Corners;
import hotpath.tssa.eval.Evaluator;
import hotpath.tssa.eval.Outcome;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.text.TssaParser;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The code of the fold rules' files computes the same after as before, for slots that hold corner
 * values.
 */
class FoldEvaluationTest {
  private static final int ROUNDS = 600;

  @TestFactory
  Stream<DynamicTest> rulesKeepResults() {
    return GoldenFile.all().stream()
        .filter(file -> file.toString().startsWith("fold") && !usesMemory(file))
        .map(file -> DynamicTest.dynamicTest(file.toString(), () -> check(file)));
  }

  private static boolean usesMemory(GoldenFile file) {
    return file.before().contains(" load.") || file.before().contains(" store.");
  }

  private static void check(GoldenFile file) {
    Tssa before = TssaParser.parse(file.before());
    Tssa after = TssaParser.parse(file.after());
    Random random = new Random(1);
    for (int i = 0; i < ROUNDS; i++) {
      ByteMemory memory = new ByteMemory();
      for (Insn insn : before.entry().insns()) {
        if (insn.op() == TssaOp.SLOT) {
          fill(memory, insn, random);
        }
      }
      Outcome expected = run(before, memory);
      Outcome actual = run(after, memory);
      String inputs = "round " + i;
      assertEquals(expected.at().op(), actual.at().op(), inputs);
      assertEquals(
          Objects.requireNonNull(expected.exit()).label(),
          Objects.requireNonNull(actual.exit()).label(),
          inputs);
      assertEquals(expected.state(), actual.state(), inputs);
    }
  }

  private static void fill(ByteMemory memory, Insn slot, Random random) {
    Kind kind = slot.kind();
    long[] corners = Corners.of(kind);
    long bits = corners[random.nextInt(corners.length)];
    if ((kind == Kind.I32 || kind == Kind.I64) && random.nextBoolean()) {
      bits = random.nextInt(30) - 10L;
    }
    memory.store(MemType.slot(kind), ByteMemory.BASE + ByteMemory.FRAME + 8 * slot.imm(), bits);
  }

  private static Outcome run(Tssa tssa, ByteMemory memory) {
    return new Evaluator(tssa, memory, RandomHeap::leaf, ByteMemory.registers()).run(10_000);
  }
}
