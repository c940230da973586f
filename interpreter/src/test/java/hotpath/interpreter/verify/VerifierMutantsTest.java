package hotpath.interpreter.verify;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.interpreter.classfile.ClassFile;
import hotpath.interpreter.classfile.ClassFiles;
import hotpath.interpreter.classfile.ClassFormatException;
import hotpath.interpreter.classfile.HotSpotOracle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;

/**
 * Thousands of slightly spoiled class files: our format check and verifier must refuse those that
 * HotSpot refuses, and no others.
 *
 * <p>Only the verdict counts. Known differences, together rarer than one in ten thousand: HotSpot's
 * old verifier lets a constructor store the uninitialized {@code this} in a field (as a value); of
 * two errors in the StackMapTable of a version 50 file, HotSpot may meet the one first after which
 * it tries inference, and we the one that is final. A class that HotSpot refuses for other reasons
 * (a super class that is final or missing) is not counted.
 *
 * <p>MethodParameters are left out of what is spoiled: HotSpot reads a malformed one past the end
 * of the file, which can take the test's JVM down.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifierMutantsTest {
  private static final int MAX_SIZE = 40_000;

  private final Map<String, byte[]> subjects = new TreeMap<>();
  private final List<String> names = new ArrayList<>();
  private final FileHierarchy hierarchy = new FileHierarchy(ClassFiles::find);

  /**
   * Classes that HotSpot takes in a loader of their own; of this module those that the tests know.
   */
  @BeforeAll
  void collectSubjects() {
    for (Class<?> anchor :
        List.of(
            ClassReader.class,
            InsnList.class,
            Test.class,
            ParameterizedTest.class,
            Verifier.class)) {
      ClassFiles.beside(anchor)
          .forEach(
              (name, bytes) -> {
                byte[] subject = withoutParameters(bytes);
                boolean foreign = !name.startsWith("hotpath/") || name.contains("/classfile/");
                if (foreign
                    && subject.length < MAX_SIZE
                    && HotSpotOracle.refusal(subject) == null) {
                  subjects.put(name, subject);
                }
              });
    }
    names.addAll(subjects.keySet());
  }

  private static byte[] withoutParameters(byte[] bytes) {
    ClassNode node = new ClassNode();
    new ClassReader(bytes).accept(node, 0);
    node.methods.forEach(method -> method.parameters = null);
    ClassWriter writer = new ClassWriter(0);
    node.accept(writer);
    return writer.toByteArray();
  }

  /** Version 0 leaves the subjects' own versions: 49 to 69. */
  @ParameterizedTest
  @CsvSource({
    "20260101, 9000, 0",
    "20260102, 3000, 52",
    "20260103, 3000, 50",
    "20260104, 3000, 49",
    "20260105, 3000, 46"
  })
  void agreesWithHotSpot(long seed, int count, int version) {
    assertTrue(subjects.size() > 300, "subjects: " + subjects.size());
    ClassMutator mutator = new ClassMutator(seed);
    Random random = new Random(seed);
    ClassMutator.Kind[] kinds = ClassMutator.Kind.values();
    List<String> differences = new ArrayList<>();
    int accepted = 0;
    int refused = 0;
    for (int k = 0; k < count; k++) {
      String name = names.get(random.nextInt(names.size()));
      ClassMutator.Kind kind = kinds[k % kinds.length];
      byte[] mutant = mutator.mutate(subjects.get(name), kind, version);
      Throwable refusal = mutant == null ? null : HotSpotOracle.refusal(mutant);
      if (mutant == null || isForOtherReasons(refusal)) {
        continue;
      }
      String ours = refusal(mutant);
      if (refusal == null) {
        accepted++;
      } else {
        refused++;
      }
      if ((refusal == null) != (ours == null)) {
        differences.add(
            kind + " of " + name + " #" + k + "\n  HotSpot: " + refusal + "\n  ours:    " + ours);
      }
    }
    int compared = accepted + refused;
    System.out.printf(
        "mutants, seed %d, version %d: %d compared (%d accepted, %d refused by HotSpot), %d"
            + " differ%n",
        seed, version, compared, accepted, refused, differences.size());
    differences.forEach(System.out::println);
    String summary = "seed " + seed + ": " + String.join("\n", differences);
    assertTrue(accepted > 50 && refused > 400, summary);
    assertTrue(differences.size() <= compared / 1000, summary);
  }

  /**
   * Whether HotSpot refused a class for something that neither format check nor verifier looks at.
   */
  private static boolean isForOtherReasons(Throwable refusal) {
    return refusal != null
        && !(refusal instanceof VerifyError)
        && !(refusal instanceof UnsupportedClassVersionError)
        && refusal.getClass() != ClassFormatError.class;
  }

  /** Why we refuse a class, null if we do not. */
  private String refusal(byte[] mutant) {
    try {
      ClassFile file = ClassFile.parse(mutant, null, true);
      Verdict verdict = hierarchy.verifyApart(file);
      if (verdict == null) {
        return "a class that it needs is missing";
      }
      String message = verdict instanceof Verdict.Rejected rejected ? rejected.message() : null;
      assertFalse(message != null && message.startsWith(Verifier.UNFORESEEN), message);
      return message;
    } catch (ClassFormatException e) {
      return e.message();
    }
  }
}
