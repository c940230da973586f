package hotpath.tssa.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import hotpath.tssa.ir.Tssa;
import hotpath.tssa.text.TssaEquality;
import hotpath.tssa.text.TssaParser;
import hotpath.tssa.text.TssaPrinter;
import hotpath.tssa.verify.TssaVerifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the passes on the files in src/test/tssa. {@code -Dhotpath.bless=true} writes what came out
 * as expected.
 */
class GoldenTest {

  @TestFactory
  Stream<DynamicTest> passesDoWhatTheFilesSay() {
    List<GoldenFile> files = GoldenFile.all();
    assertFalse(files.isEmpty());
    return files.stream().map(file -> DynamicTest.dynamicTest(file.toString(), () -> check(file)));
  }

  private static void check(GoldenFile file) {
    Tssa before = TssaParser.parse(file.before());
    assertEquals(List.of(), TssaVerifier.verify(before), "the code before");
    String printedBefore = TssaPrinter.print(before);
    String actual = TssaPrinter.print(run(file, before, new TreeSet<>()));
    assertEquals(printedBefore, TssaPrinter.print(before), "passes must not change their input");
    if (Boolean.getBoolean("hotpath.bless") && !actual.equals(file.after())) {
      file.bless(actual);
      return;
    }
    assertEquals(
        file.after(), actual, "to accept: mvn -pl tssa-compiler test -Dhotpath.bless=true");
  }

  /** Runs the passes, and collects what the logs name. */
  private static Tssa run(GoldenFile file, Tssa before, Set<String> rules) {
    Tssa tssa = before;
    PassContext context = new PassContext(file.options(), null, null);
    for (Pass pass : file.passes()) {
      if (!file.options().isOn(pass.name()) || !pass.shapes().contains(tssa.shape())) {
        continue;
      }
      RemovalLog log = new RemovalLog();
      PassContext next = new PassContext(file.options(), log, context.anchor);
      context = next;
      tssa = pass.step().apply(tssa, context);
      TssaVerifier.require(tssa, "after " + pass);
      for (RemovalLog.Removal removal : log.removals()) {
        rules.add(removal.pass() + " " + removal.rule());
      }
    }
    return tssa;
  }

  /** A rule that no file shows is not known to work. */
  @Test
  void everyFoldRuleIsShown() {
    Set<String> shown = new TreeSet<>();
    for (GoldenFile file : GoldenFile.all()) {
      run(file, TssaParser.parse(file.before()), shown);
    }
    Set<String> missing = new TreeSet<>();
    for (FoldRule rule : FoldRule.values()) {
      if (!shown.contains("fold " + rule)) {
        missing.add(rule.toString());
      }
    }
    assertEquals(Set.of(), missing);
    for (String rule :
        new String[] {
          "cse same-value",
          "forward in-memory",
          "forward new-object",
          "forward loop-parameter",
          "forward stores-what-is-there",
          "guards implied",
          "guards always-fails",
          "guards known",
          "loop parameter",
          "loop invariant",
          "bounds hoisted",
          "dse overwritten",
          "sink sunk",
          "dce unused",
          "dce parameter",
          "expand sequence"
        }) {
      assertEquals(true, shown.contains(rule), rule);
    }
  }

  @TestFactory
  Stream<DynamicTest> textsReadAndPrintTheSame() {
    return GoldenFile.all().stream()
        .map(file -> DynamicTest.dynamicTest(file.toString(), () -> roundTrip(file)));
  }

  private static void roundTrip(GoldenFile file) {
    for (String text : List.of(file.before(), file.after())) {
      Tssa tssa = TssaParser.parse(text);
      String printed = TssaPrinter.print(tssa);
      assertNull(TssaEquality.difference(tssa, TssaParser.parse(printed)));
      assertEquals(printed, TssaPrinter.print(TssaParser.parse(printed)));
    }
    assertEquals(file.after(), TssaPrinter.print(TssaParser.parse(file.after())), "canonical");
  }
}
