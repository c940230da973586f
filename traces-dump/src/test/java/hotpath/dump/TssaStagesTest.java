package hotpath.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.tssa.ir.Tssa;
import hotpath.tssa.pass.PassOptions;
import hotpath.tssa.pass.PassPipeline;
import hotpath.tssa.text.TssaParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A real trace on its way through the real passes. */
class TssaStagesTest {
  private static final String SUM =
      """
      trace 5 root T.sum()I @8
        v0:i32 = slot 3
        v1:ref = slot 1
        v2:i32 = load.i32 v1+12 @length!
        guard ult v0, v2 else exit 0 ARRAY_BOUNDS [T.sum()I @12 pc 0x20 fp 0 sp 6 | 7=v2]
        v3:i32 = load.i32 v1+12 @length!
        v4:i32 = add v0, 1
        guard lt v4, v3 else exit 1 PATH [T.sum()I @30 pc 0x80 fp 0 sp 6]
        loop exit 2 TRACE_END [T.sum()I @8 pc 0x10 fp 0 sp 6 | 3=v4]
      """;

  private final List<Stage> stages = new ArrayList<>();
  private final Tssa raw = TssaParser.parse(SUM);

  private void compile() {
    stages.add(TssaStages.stage("built", raw, null));
    PassPipeline.run(
        raw,
        PassOptions.STANDARD.withPeel(PassOptions.Peel.ON),
        (pass, tssa, log) -> stages.add(TssaStages.stage(pass.name(), tssa, log)));
  }

  @Test
  void operationsAreTheLinesOfTheTextForm() {
    Stage built = TssaStages.stage("built", raw, null);
    List<String> lines =
        SUM.lines().skip(1).map(line -> line.replaceAll(" \\[T.*", "").strip()).toList();
    assertEquals(lines, built.operations().stream().map(Operation::text).toList());
    Operation guard = built.operations().get(3);
    assertEquals("guard", guard.op());
    assertEquals("void", guard.kind());
    assertEquals(0, guard.exit());
    Operation load = built.operations().get(2);
    assertEquals("load", load.op());
    assertEquals("i32", load.kind());
    assertNull(load.exit());
    assertTrue(built.removed().isEmpty());
  }

  @Test
  void everyRemovedOperationIsOneOfTheStageBefore() {
    compile();
    assertTrue(stages.size() > 3, "passes ran");
    int removed = 0;
    for (int i = 1; i < stages.size(); i++) {
      Set<Integer> before = new HashSet<>();
      stages.get(i - 1).operations().forEach(operation -> before.add(operation.id()));
      for (Removal removal : stages.get(i).removed()) {
        assertTrue(before.contains(removal.id()), () -> "unknown " + removal);
        assertFalse(removal.pass().isEmpty());
        assertFalse(removal.rule().isEmpty());
        removed++;
      }
    }
    assertTrue(removed > 0, "the second length is gone");
  }

  @Test
  void loopsHaveAHeader() {
    compile();
    List<Operation> headers =
        stages.getLast().operations().stream().filter(o -> o.op().equals("loop")).toList();
    assertEquals(1, headers.size());
    assertTrue(headers.getFirst().text().matches("loop \\(v\\d+:i32\\)"), headers.toString());
    assertEquals(-1, headers.getFirst().id());
  }
}
