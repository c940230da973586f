package hotpath.interpreter.classfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/** Kinds against ASM's analyzer, liveness against its definition. */
class CodeFlowTest {
  private static final int SAMPLE = 12;
  private static final int MAX_FOR_PATHS = 80;

  private int states;
  private int liveQuestions;

  @Test
  void agreesWithAsmAndWithTheDefinitionOfLiveness() throws AnalyzerException {
    int number = 0;
    for (Map.Entry<String, byte[]> entry : ClassFiles.ofJavaBase().entrySet()) {
      if (number++ % SAMPLE == 0) {
        compareClass(entry.getValue());
      }
    }
    System.out.println("flow states compared: " + states + ", liveness: " + liveQuestions);
    assertTrue(states > 100_000, "states compared: " + states);
    assertTrue(liveQuestions > 100_000, "liveness compared: " + liveQuestions);
  }

  private void compareClass(byte[] bytes) throws AnalyzerException {
    ClassNode node = new ClassNode();
    new ClassReader(bytes).accept(node, 0);
    ClassFile file = ClassFile.parse(bytes, null, false);
    for (int k = 0; k < node.methods.size(); k++) {
      if (file.methods().get(k).hasCode()) {
        MethodCode code = file.code(file.methods().get(k));
        CodeFlow flow = CodeFlow.of(code);
        compareKinds(node, node.methods.get(k), code, flow);
        if (code.length() <= MAX_FOR_PATHS) {
          compareLiveness(code, flow);
        }
      }
    }
  }

  private void compareKinds(ClassNode owner, MethodNode method, MethodCode code, CodeFlow flow)
      throws AnalyzerException {
    Frame<BasicValue>[] frames = new Analyzer<>(new BasicInterpreter()).analyze(owner.name, method);
    int i = 0;
    for (AbstractInsnNode insn : method.instructions) {
      if (insn.getOpcode() < 0) {
        continue;
      }
      Frame<BasicValue> frame = frames[method.instructions.indexOf(insn)];
      String where = code + " @" + code.bci(i);
      assertEquals(frame != null, flow.isReachable(i), where);
      if (frame != null) {
        List<JavaKind> stack = new ArrayList<>();
        for (int k = 0; k < frame.getStackSize(); k++) {
          stack.add(kind(frame.getStack(k)));
        }
        assertEquals(stack, flow.stack(i).kinds(), where);
        compareLocals(frame, flow.at(i), where);
        states++;
      }
      i++;
    }
  }

  private static void compareLocals(Frame<BasicValue> frame, FlowState state, String where) {
    for (int local = 0; local < frame.getLocals(); local++) {
      // Locals that no instruction mentions have no kind here.
      if (state.local(local) != JavaKind.VOID || state.isLive(local)) {
        assertEquals(kind(frame.getLocal(local)), state.local(local), where + " local " + local);
      }
    }
  }

  private static JavaKind kind(BasicValue value) {
    if (value.isReference()) {
      return JavaKind.REF;
    }
    return value.getType() == null ? JavaKind.VOID : JavaKind.of(value.getType().getDescriptor());
  }

  private void compareLiveness(MethodCode code, CodeFlow flow) {
    for (int i = 0; i < code.length(); i++) {
      if (flow.isReachable(i)) {
        for (int local = 0; local < code.maxLocals(); local++) {
          assertEquals(
              isReadBeforeWritten(code, i, local),
              flow.at(i).isLive(local),
              code + " @" + code.bci(i) + " local " + local);
          liveQuestions++;
        }
      }
    }
  }

  /** Walks all paths from an instruction until the local is read or written. */
  private static boolean isReadBeforeWritten(MethodCode code, int start, int local) {
    BitSet seen = new BitSet();
    Deque<Integer> work = new ArrayDeque<>();
    work.push(start);
    while (!work.isEmpty()) {
      int i = work.pop();
      if (seen.get(i)) {
        continue;
      }
      seen.set(i);
      for (ExceptionHandler handler : code.handlers()) {
        if (handler.covers(i)) {
          work.push(handler.handler());
        }
      }
      Bytecode op = code.opcode(i);
      boolean mentions =
          (op.isLoad() || op.isStore() || op == Bytecode.IINC) && code.operand(i) == local;
      if (mentions && !op.isStore()) {
        return true;
      }
      if (mentions) {
        continue;
      }
      if (op.isSwitch()) {
        SwitchTable table = code.switchOf(i);
        for (int k = 0; k < table.size(); k++) {
          work.push(table.target(k));
        }
        work.push(table.defaultTarget());
      } else if (op.isBranch()) {
        work.push(code.target(i));
      }
      if (!op.endsBlock()) {
        work.push(i + 1);
      }
    }
    return false;
  }
}
