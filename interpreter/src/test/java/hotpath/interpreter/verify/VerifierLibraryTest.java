package hotpath.interpreter.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.interpreter.classfile.ClassFile;
import hotpath.interpreter.classfile.ClassFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

/**
 * Code that HotSpot runs must be accepted: the whole library, ASM (old class files, by inference),
 * JUnit, ourselves.
 */
class VerifierLibraryTest {
  @Test
  void acceptsJavaBase() {
    Map<String, byte[]> classes = ClassFiles.ofJavaBase();
    assertEquals(List.of(), refusals(classes, new FileHierarchy(classes::get)));
    assertTrue(classes.size() > 7000, "classes: " + classes.size());
  }

  @Test
  void acceptsAsmAndJUnitAndThisModule() {
    for (Class<?> anchor : List.of(ClassReader.class, Test.class, Verifier.class, getClass())) {
      Map<String, byte[]> classes = ClassFiles.beside(anchor);
      assertTrue(classes.size() > 5, anchor + ": " + classes.size());
      assertEquals(List.of(), refusals(classes, new FileHierarchy(ClassFiles::find)));
    }
  }

  private static List<String> refusals(Map<String, byte[]> classes, FileHierarchy hierarchy) {
    List<String> refusals = new ArrayList<>();
    int missing = 0;
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      ClassFile file = ClassFile.parse(entry.getValue(), entry.getKey(), true);
      boolean orphan = file.superName() != null && hierarchy.load(file.superName()) == null;
      Verdict verdict = orphan ? null : hierarchy.verify(file);
      if (verdict instanceof Verdict.Rejected rejected) {
        refusals.add(entry.getKey() + ": " + rejected.message());
      }
      // A class that an optional dependency of JUnit would provide.
      missing += verdict == null ? 1 : 0;
    }
    System.out.printf(
        "verified %d classes, %d refused, %d not decided%n",
        classes.size(), refusals.size(), missing);
    assertTrue(missing * 20 < classes.size(), "classes that need others: " + missing);
    return refusals;
  }

  @Test
  void goesOnAfterAClassWasLoaded() {
    FileHierarchy hierarchy = new FileHierarchy(ClassFiles::find);
    ClassFile file = ClassFile.parse(ClassFiles.of(ClassReader.class), null, true);
    Verifier verifier = new Verifier(file, hierarchy.self(file), hierarchy);
    int needed = 0;
    while (verifier.run() instanceof Verdict.NeedsClass needs) {
      assertEquals(needs, verifier.run(), "asks again for the same class");
      assertTrue(hierarchy.load(needs.name()) != null, needs.name());
      needed++;
    }
    assertInstanceOf(Verdict.Accepted.class, verifier.run());
    assertTrue(needed > 0, "classes needed: " + needed);
  }
}
