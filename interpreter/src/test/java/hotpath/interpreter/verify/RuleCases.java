package hotpath.interpreter.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.interpreter.classfile.ClassFile;
import hotpath.interpreter.classfile.ClassFiles;
import hotpath.interpreter.classfile.ClassFormatException;
import hotpath.interpreter.classfile.HotSpotOracle;
import hotpath.interpreter.verify.HandMade.Body;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;

/**
 * Hand-made methods in class files of all verifiers' versions, with the question whether HotSpot
 * thinks as we do.
 */
final class RuleCases implements Opcodes {
  private static final int[] VERSIONS = {V1_2, V1_5, V1_6, V1_7, V1_8, V17, V25};

  private final Map<String, byte[]> cases = new TreeMap<>();

  void method(String name, String descriptor, Body body) {
    for (int version : VERSIONS) {
      cases.put(
          String.format("%s, version %d", name, version & 0xFFFF),
          HandMade.withMethod(version, descriptor, body));
    }
  }

  void constructor(String name, Body body) {
    for (int version : VERSIONS) {
      cases.put(
          String.format("%s, version %d", name, version & 0xFFFF),
          HandMade.withConstructor(version, body));
    }
  }

  private static String verdict(byte[] bytes) {
    try {
      ClassFile file = ClassFile.parse(bytes, HandMade.NAME, true);
      Verdict verdict = new FileHierarchy(ClassFiles::find).verify(file);
      return verdict instanceof Verdict.Accepted ? "accepted" : "refused";
    } catch (ClassFormatException e) {
      return "refused";
    }
  }

  void compare(int atLeastAccepted, int atLeastRefused) {
    StringBuilder expected = new StringBuilder();
    StringBuilder actual = new StringBuilder();
    int accepted = 0;
    for (Map.Entry<String, byte[]> entry : cases.entrySet()) {
      String hotSpots = HotSpotOracle.refusal(entry.getValue()) == null ? "accepted" : "refused";
      expected.append(entry.getKey()).append(": ").append(hotSpots).append('\n');
      actual.append(entry.getKey()).append(": ").append(verdict(entry.getValue())).append('\n');
      accepted += hotSpots.equals("accepted") ? 1 : 0;
    }
    assertEquals(expected.toString(), actual.toString());
    assertTrue(accepted >= atLeastAccepted, "accepted: " + accepted);
    assertTrue(cases.size() - accepted >= atLeastRefused, "refused: " + (cases.size() - accepted));
  }
}
