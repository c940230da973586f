package hotpath.tssa.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.text.TssaParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PassTableTest {
  private static final String CODE =
      """
      trace t
        v0:i32 = slot 1
        v1:i32 = slot 1
        v2:i32 = add v0, 0
        v3:i32 = add v2, v1
        guard lt v3, 9 else exit 0 a [p pc 0x0 fp 0 sp 0 | 1=v3]
        loop exit 1 end [p pc 0x0 fp 0 sp 0 | 1=v3]
      """;

  private static List<String> names() {
    return PassTable.passes().stream().map(Pass::name).toList();
  }

  @Test
  void orderFollowsTheConstraints() {
    List<String> names = names();
    for (PassTable.Order order : PassTable.orders()) {
      assertTrue(names.contains(order.before()), order.toString());
      assertTrue(names.contains(order.after()), order.toString());
      assertTrue(names.indexOf(order.before()) < names.indexOf(order.after()), order.toString());
      assertFalse(order.because().isBlank());
    }
  }

  @Test
  void namesAreUnique() {
    Set<String> names = new HashSet<>(names());
    assertEquals(PassTable.passes().size(), names.size());
    for (Feature feature : Feature.values()) {
      assertTrue(names.add(feature.toString()), feature.toString());
    }
  }

  @Test
  void optionsNameWhatThereIs() {
    assertTrue(PassOptions.STANDARD.without("cse").without("loop").off().contains("cse"));
    assertThrows(IllegalArgumentException.class, () -> PassOptions.STANDARD.without("inlining"));
  }

  @Test
  void aPassThatIsOffDoesNotRun() {
    List<String> ran = new ArrayList<>();
    PassOptions options = PassOptions.STANDARD.withVerify(true).without("loop");
    Tssa done =
        PassPipeline.run(TssaParser.parse(CODE), options, (pass, tssa, log) -> ran.add(pass.name()))
            .code();
    List<String> expected = new ArrayList<>(names());
    expected.remove("loop");
    assertEquals(expected, ran);
    assertEquals(TssaOp.LOOP, done.entry().end().op());
  }

  @Test
  void theLogTellsWhatBecameOfAnInstruction() {
    List<RemovalLog.Removal> removals = new ArrayList<>();
    Tssa raw = TssaParser.parse(CODE);
    PassPipeline.run(
        raw,
        PassOptions.STANDARD,
        (pass, tssa, log) -> {
          if (pass.name().equals("simplify")) {
            removals.addAll(log.removals());
          }
        });
    List<Insn> code = raw.entry().insns();
    assertEquals(2, removals.size());
    RemovalLog.Removal same = removals.get(0);
    assertEquals(code.get(1).id(), same.id());
    assertEquals("cse", same.pass());
    assertNotNull(same.by());
    RemovalLog.Removal folded = removals.get(1);
    assertEquals(code.get(2).id(), folded.id());
    assertEquals("fold", folded.pass());
    assertEquals("add-zero", folded.rule());
    assertEquals(same.by(), folded.by());
  }

  @Test
  void aTraceThatStartsWithAFailingGuardIsAnExit() {
    String text = CODE.replace("guard lt v3, 9", "guard lt 9, 9");
    Tssa done = PassPipeline.run(TssaParser.parse(text), PassOptions.STANDARD, null).code();
    assertEquals(1, done.blocks().size());
    assertEquals(TssaOp.LEAVE, done.entry().end().op());
    assertEquals("a", done.entry().end().exit().label());
  }

  @Test
  void foldRulesAreNamedAndDescribed() {
    Set<String> names = new HashSet<>();
    for (FoldRule rule : FoldRule.values()) {
      assertTrue(names.add(rule.toString()));
      assertTrue(rule.pattern().contains("->"), rule.toString());
    }
    for (Feature feature : Feature.values()) {
      assertFalse(feature.effect().isBlank());
    }
    assertNull(Relation.cond(Relation.EQUAL | Relation.UNORDERED, Kind.F64));
  }
}
