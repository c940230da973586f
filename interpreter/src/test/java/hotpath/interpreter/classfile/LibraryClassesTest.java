package hotpath.interpreter.classfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Reads every class of java.base, with all code, frames and flow: nothing in it may be refused or
 * contradict itself.
 */
class LibraryClassesTest {
  private int methods;
  private long instructions;
  private long frames;

  @Test
  void readsEveryClass() {
    Map<String, byte[]> classes = ClassFiles.ofJavaBase();
    classes.forEach(
        (name, bytes) -> {
          ClassFile file = ClassFile.parse(bytes, name, true);
          for (MethodInfo method : file.methods()) {
            if (method.hasCode()) {
              read(file.code(method));
            }
          }
        });
    System.out.printf(
        "java.base: %d classes, %d methods, %d instructions, %d frames%n",
        classes.size(), methods, instructions, frames);
    assertTrue(classes.size() > 7000, "classes: " + classes.size());
    assertTrue(methods > 60_000, "methods: " + methods);
    assertTrue(frames > 90_000, "frames: " + frames);
  }

  private void read(MethodCode code) {
    methods++;
    instructions += code.length();
    CodeFlow flow = CodeFlow.of(code);
    for (StackMapFrame frame : code.frames()) {
      frames++;
      if (flow.isReachable(frame.index())) {
        assertEquals(
            frame.stack().size(),
            flow.stack(frame.index()).depth(),
            () -> code + " @" + code.bci(frame.index()));
      }
    }
    for (ExceptionHandler handler : code.handlers()) {
      if (flow.isReachable(handler.handler())) {
        assertEquals(1, flow.stack(handler.handler()).depth(), code.toString());
      }
    }
    for (int i = 0; i < code.length(); i++) {
      if (flow.isReachable(i)) {
        checkLocals(code, flow.at(i), i);
      }
    }
  }

  /** A local that is read later has a kind now. */
  private static void checkLocals(MethodCode code, FlowState state, int i) {
    for (int local = 0; local < code.maxLocals(); local++) {
      if (state.isLive(local) && state.local(local) == JavaKind.VOID) {
        assertNotEquals(JavaKind.VOID, state.local(local), code + " @" + code.bci(i) + " " + local);
      }
    }
  }
}
