package hotpath.interpreter.verify;

import hotpath.interpreter.classfile.ClassFile;
import hotpath.interpreter.classfile.MethodCode;
import hotpath.interpreter.classfile.MethodInfo;
import java.util.ArrayList;
import java.util.List;

/** Where in a class file the instructions of its methods lie. */
final class CodeRanges {
  private CodeRanges() {}

  /** Start and end offset of each method's code array. */
  static List<int[]> of(ClassFile file) {
    List<int[]> ranges = new ArrayList<>();
    for (MethodInfo method : file.methods()) {
      if (method.hasCode()) {
        MethodCode code = file.code(method);
        byte[] content = method.attribute("Code");
        int at = find(file.bytes(), content);
        ranges.add(new int[] {at + 8, at + 8 + code.endBci()});
      }
    }
    return ranges;
  }

  private static int find(byte[] bytes, byte[] part) {
    for (int at = 0; at + part.length <= bytes.length; at++) {
      if (java.util.Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    throw new AssertionError("Code attribute not found in its own class file");
  }
}
