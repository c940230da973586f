package hotpath.interpreter.classfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** What the code reader reads against what ASM reads, instruction by instruction. */
class MethodCodeTest {
  private static final int SAMPLE = 6;

  private MethodCode code;
  private Map<AbstractInsnNode, Integer> indexes;
  private int compared;

  @Test
  void agreesWithAsm() {
    Map<String, byte[]> classes = ClassFiles.ofJavaBase();
    classes.putAll(ClassFiles.beside(ClassReader.class));
    classes.putAll(ClassFiles.beside(Test.class));
    int number = 0;
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      if (number++ % SAMPLE == 0) {
        compareClass(entry.getValue());
      }
    }
    System.out.println("instructions compared with ASM: " + compared);
    assertTrue(compared > 200_000, "instructions compared: " + compared);
  }

  private void compareClass(byte[] bytes) {
    ClassNode node = new ClassNode();
    new ClassReader(bytes).accept(node, ClassReader.EXPAND_FRAMES);
    ClassFile file = ClassFile.parse(bytes, node.name, true);
    assertEquals(node.methods.size(), file.methods().size());
    for (int k = 0; k < node.methods.size(); k++) {
      MethodInfo method = file.methods().get(k);
      assertEquals(node.methods.get(k).instructions.size() > 0, method.hasCode());
      if (method.hasCode()) {
        code = file.code(method);
        compareMethod(node.methods.get(k));
      }
    }
  }

  private void compareMethod(MethodNode node) {
    assertEquals(node.maxStack, code.maxStack(), where(0));
    assertEquals(node.maxLocals, code.maxLocals(), where(0));
    indexes = new HashMap<>();
    int index = 0;
    for (AbstractInsnNode insn : node.instructions) {
      indexes.put(insn, index);
      if (insn.getOpcode() >= 0) {
        index++;
      }
    }
    assertEquals(index, code.length(), where(0));
    int line = -1;
    List<StackMapFrame> frames = new ArrayList<>(code.frames());
    for (AbstractInsnNode insn : node.instructions) {
      int i = indexes.get(insn);
      switch (insn) {
        case LineNumberNode number -> line = number.line;
        case FrameNode frame -> compareFrame(frames.removeFirst(), frame, i);
        case LabelNode label -> {}
        default -> {
          compare(insn, i);
          assertEquals(line, code.line(i), where(i));
          compared++;
        }
      }
    }
    assertTrue(frames.isEmpty(), "frames left of " + code);
    compareHandlers(node);
    compareVariables(node);
  }

  private String where(int i) {
    return code + " #" + i + " " + code.opcode(i);
  }

  private int target(LabelNode label) {
    return indexes.get(label);
  }

  private void compare(AbstractInsnNode insn, int i) {
    Bytecode op = code.opcode(i);
    // ASM writes ldc2_w as ldc.
    assertEquals(insn.getOpcode(), op == Bytecode.LDC2_W ? Opcodes.LDC : op.code(), where(i));
    switch (insn) {
      case VarInsnNode variable -> assertEquals(variable.var, code.operand(i), where(i));
      case IntInsnNode constant -> assertEquals(constant.operand, code.operand(i), where(i));
      case IincInsnNode increment -> {
        assertEquals(increment.var, code.operand(i), where(i));
        assertEquals(increment.incr, code.operand2(i), where(i));
      }
      case JumpInsnNode jump -> assertEquals(target(jump.label), code.target(i), where(i));
      case LdcInsnNode constant -> assertEquals(asText(constant.cst), text(code.constant(i)));
      case TypeInsnNode type ->
          assertEquals(new Constant.ClassConstant(type.desc), code.constant(i), where(i));
      case FieldInsnNode field ->
          assertEquals(
              new Constant.FieldConstant(field.owner, field.name, field.desc), code.constant(i));
      case MethodInsnNode call ->
          assertEquals(
              new Constant.MethodConstant(call.owner, call.name, call.desc, call.itf),
              code.constant(i));
      case InvokeDynamicInsnNode site -> compareSite(site, i);
      case MultiANewArrayInsnNode array -> {
        assertEquals(new Constant.ClassConstant(array.desc), code.constant(i), where(i));
        assertEquals(array.dims, code.operand(i), where(i));
      }
      case TableSwitchInsnNode node -> {
        SwitchTable table = code.switchOf(i);
        assertTrue(table.isTable());
        assertEquals(node.min, table.low(), where(i));
        assertEquals(node.max, table.high(), where(i));
        compareTargets(node.labels, node.dflt, table);
      }
      case LookupSwitchInsnNode node -> {
        SwitchTable table = code.switchOf(i);
        for (int k = 0; k < table.size(); k++) {
          assertEquals(node.keys.get(k), table.key(k), where(i));
          assertEquals(table.target(k), table.targetOf(table.key(k)), where(i));
        }
        compareTargets(node.labels, node.dflt, table);
      }
      default -> {}
    }
  }

  private void compareTargets(List<LabelNode> labels, LabelNode dflt, SwitchTable table) {
    assertEquals(labels.stream().map(this::target).toList().size(), table.size());
    for (int k = 0; k < table.size(); k++) {
      assertEquals(target(labels.get(k)), table.target(k));
    }
    assertEquals(target(dflt), table.defaultTarget());
  }

  private void compareSite(InvokeDynamicInsnNode site, int i) {
    Constant.InvokeDynamicConstant constant = (Constant.InvokeDynamicConstant) code.constant(i);
    assertEquals(site.name, constant.name(), where(i));
    assertEquals(site.desc, constant.descriptor(), where(i));
    Constant.BootstrapMethod bootstrap = code.owner().bootstrapMethod(constant.bootstrapIndex());
    assertEquals(asText(site.bsm), text(bootstrap.method()), where(i));
    assertEquals(site.bsmArgs.length, bootstrap.argumentIndexes().size(), where(i));
    for (int k = 0; k < site.bsmArgs.length; k++) {
      Object argument = code.owner().constant(bootstrap.argumentIndexes().get(k));
      assertEquals(asText(site.bsmArgs[k]), text(argument), where(i));
    }
  }

  private static String asText(Object constant) {
    return switch (constant) {
      case Type type when type.getSort() == Type.METHOD -> "type " + type.getDescriptor();
      case Type type -> "class " + type.getInternalName();
      case Handle handle ->
          "handle "
              + handle.getTag()
              + " "
              + handle.getOwner()
              + "."
              + handle.getName()
              + handle.getDesc()
              + handle.isInterface();
      case ConstantDynamic dynamic -> "dynamic " + dynamic.getName() + dynamic.getDescriptor();
      default -> constant.getClass() + " " + constant;
    };
  }

  private static String text(Object constant) {
    return switch (constant) {
      case Constant.MethodTypeConstant type -> "type " + type.descriptor();
      case Constant.ClassConstant type -> "class " + type.name();
      case Constant.MethodHandleConstant handle ->
          "handle "
              + handle.kind()
              + " "
              + handle.owner()
              + "."
              + handle.name()
              + handle.descriptor()
              + handle.interfaceOwner();
      case Constant.DynamicConstant dynamic -> "dynamic " + dynamic.name() + dynamic.descriptor();
      default -> constant.getClass() + " " + constant;
    };
  }

  private void compareHandlers(MethodNode node) {
    List<String> expected = new ArrayList<>();
    for (TryCatchBlockNode block : node.tryCatchBlocks) {
      expected.add(
          target(block.start)
              + " "
              + target(block.end)
              + " "
              + target(block.handler)
              + " "
              + block.type);
    }
    List<String> actual = new ArrayList<>();
    for (ExceptionHandler handler : code.handlers()) {
      actual.add(
          handler.start()
              + " "
              + handler.end()
              + " "
              + handler.handler()
              + " "
              + handler.catchType());
    }
    assertEquals(expected, actual, code.toString());
  }

  private void compareVariables(MethodNode node) {
    int expected = node.localVariables == null ? 0 : node.localVariables.size();
    List<LocalVariable> actual = code.localVariables();
    assertEquals(expected, actual.size(), code.toString());
    for (int k = 0; k < expected; k++) {
      LocalVariableNode variable = node.localVariables.get(k);
      assertEquals(variable.name, actual.get(k).name());
      assertEquals(variable.desc, actual.get(k).descriptor());
      assertEquals(variable.index, actual.get(k).local());
      assertEquals(target(variable.start), code.indexOfBci(actual.get(k).startBci()));
    }
  }

  private void compareFrame(StackMapFrame frame, FrameNode node, int i) {
    assertEquals(i, frame.index(), where(i));
    List<String> locals = new ArrayList<>();
    for (Object local : node.local) {
      locals.add(type(local));
      if (local.equals(Opcodes.LONG) || local.equals(Opcodes.DOUBLE)) {
        locals.add("TOP");
      }
    }
    assertEquals(locals, frame.locals().stream().map(MethodCodeTest::type).toList(), where(i));
    assertEquals(
        node.stack.stream().map(this::type).toList(),
        frame.stack().stream().map(MethodCodeTest::type).toList(),
        where(i));
  }

  private String type(Object type) {
    return switch (type) {
      case String name -> name;
      case LabelNode label -> "new " + indexes.get(label);
      default -> {
        String[] names = {"TOP", "INT", "FLOAT", "DOUBLE", "LONG", "NULL", "UNINITIALIZED_THIS"};
        yield names[(Integer) type];
      }
    };
  }

  private static String type(VerificationType type) {
    return switch (type.tag()) {
      case OBJECT -> type.name();
      case UNINITIALIZED -> "new " + type.newIndex();
      default -> type.tag().name();
    };
  }
}
