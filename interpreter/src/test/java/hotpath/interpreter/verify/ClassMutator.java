package hotpath.interpreter.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Spoils valid class files a little, in many ways, from a seed. */
public final class ClassMutator {
  /** The ways, in turn. */
  public enum Kind {
    BYTES,
    CODE_BYTES,
    TRUNCATE,
    OPCODE,
    INSERT,
    REMOVE,
    MOVE,
    LOCAL,
    TARGET,
    DESCRIPTOR,
    OWNER,
    CALL_KIND,
    DROP_FRAME,
    CHANGE_FRAME,
    LIMITS,
    HANDLER,
    FLAGS,
    DUPLICATE_MEMBER
  }

  private static final int[][] FAMILIES = {
    {Opcodes.IADD, Opcodes.LADD, Opcodes.FADD, Opcodes.DADD, Opcodes.ISHL, Opcodes.LSHL},
    {Opcodes.POP, Opcodes.POP2, Opcodes.DUP, Opcodes.DUP2, Opcodes.SWAP, Opcodes.NOP},
    {Opcodes.DUP_X1, Opcodes.DUP_X2, Opcodes.DUP2_X1, Opcodes.DUP2_X2, Opcodes.DUP},
    {Opcodes.ACONST_NULL, Opcodes.ICONST_0, Opcodes.LCONST_0, Opcodes.FCONST_1, Opcodes.DCONST_0},
    {Opcodes.IALOAD, Opcodes.BALOAD, Opcodes.AALOAD, Opcodes.LALOAD, Opcodes.CALOAD},
    {Opcodes.IASTORE, Opcodes.BASTORE, Opcodes.AASTORE, Opcodes.LASTORE, Opcodes.CASTORE},
    {Opcodes.IRETURN, Opcodes.ARETURN, Opcodes.RETURN, Opcodes.LRETURN, Opcodes.ATHROW},
    {Opcodes.ARRAYLENGTH, Opcodes.I2L, Opcodes.L2I, Opcodes.INEG, Opcodes.MONITORENTER},
    {Opcodes.LCMP, Opcodes.FCMPL, Opcodes.DCMPG, Opcodes.IREM, Opcodes.LAND}
  };

  private static final String[] TYPES = {
    "I",
    "J",
    "F",
    "D",
    "Z",
    "[I",
    "[B",
    "Ljava/lang/Object;",
    "Ljava/lang/String;",
    "[Ljava/lang/Object;",
    "Ljava/util/List;",
    "[[J",
    "Ljava/lang/Throwable;"
  };

  private static final String[] CLASSES = {
    "java/lang/Object",
    "java/lang/String",
    "java/util/ArrayList",
    "java/util/List",
    "[I",
    "[Ljava/lang/String;",
    "java/lang/Exception",
    "java/lang/Thread"
  };

  private final Random random;

  /** Makes the mutations of a seed. */
  public ClassMutator(long seed) {
    this.random = new Random(seed);
  }

  /** A mutant, or null if this kind of mutation does not apply to this class. */
  public byte @Nullable [] mutate(byte[] original, Kind kind, int version) {
    return switch (kind) {
      case BYTES -> flipBytes(original.clone(), 10, original.length);
      case TRUNCATE -> java.util.Arrays.copyOf(original, random.nextInt(original.length));
      case CODE_BYTES -> flipCode(original);
      default -> mutateTree(original, kind, version);
    };
  }

  private byte[] flipBytes(byte[] bytes, int start, int end) {
    int count = 1 + random.nextInt(2);
    for (int k = 0; k < count; k++) {
      int at = start + random.nextInt(end - start);
      bytes[at] =
          (byte) (random.nextBoolean() ? bytes[at] ^ 1 << random.nextInt(8) : random.nextInt(256));
    }
    return bytes;
  }

  private byte @Nullable [] flipCode(byte[] original) {
    hotpath.interpreter.classfile.ClassFile file =
        hotpath.interpreter.classfile.ClassFile.parse(original, null, false);
    List<int[]> ranges = CodeRanges.of(file);
    if (ranges.isEmpty()) {
      return null;
    }
    int[] range = ranges.get(random.nextInt(ranges.size()));
    return flipBytes(original.clone(), range[0], range[1]);
  }

  private byte @Nullable [] mutateTree(byte[] original, Kind kind, int version) {
    ClassNode node = new ClassNode();
    new ClassReader(original).accept(node, 0);
    if (version != 0) {
      node.version = version;
    }
    List<MethodNode> withCode = new ArrayList<>();
    for (MethodNode method : node.methods) {
      if (method.instructions.size() > 2) {
        withCode.add(method);
      }
    }
    if (withCode.isEmpty()) {
      return null;
    }
    MethodNode method = withCode.get(random.nextInt(withCode.size()));
    boolean changed =
        switch (kind) {
          case FLAGS -> changeFlags(node, method);
          case DUPLICATE_MEMBER -> duplicateMember(node);
          case LIMITS -> changeLimits(method);
          case HANDLER -> changeHandler(method);
          default -> mutateCode(method, kind);
        };
    if (!changed) {
      return null;
    }
    try {
      ClassWriter writer = new ClassWriter(0);
      node.accept(writer);
      return writer.toByteArray();
    } catch (RuntimeException e) {
      return null; // ASM cannot write it: no class file, no mutant.
    }
  }

  private boolean changeFlags(ClassNode node, MethodNode method) {
    int bit = 1 << random.nextInt(16);
    switch (random.nextInt(3)) {
      case 0 -> node.access ^= bit;
      case 1 -> method.access ^= bit;
      default -> {
        if (node.fields.isEmpty()) {
          return false;
        }
        node.fields.get(random.nextInt(node.fields.size())).access ^= bit;
      }
    }
    return true;
  }

  private boolean duplicateMember(ClassNode node) {
    if (random.nextBoolean() && !node.fields.isEmpty()) {
      node.fields.add(node.fields.get(random.nextInt(node.fields.size())));
    } else {
      node.methods.add(node.methods.get(random.nextInt(node.methods.size())));
    }
    return true;
  }

  private boolean changeLimits(MethodNode method) {
    if (random.nextBoolean()) {
      method.maxStack = Math.max(0, method.maxStack - 1 - random.nextInt(2));
    } else {
      method.maxLocals = Math.max(0, method.maxLocals - 1 - random.nextInt(2));
    }
    return true;
  }

  private boolean changeHandler(MethodNode method) {
    List<LabelNode> labels = labels(method);
    if (labels.size() < 3) {
      return false;
    }
    LabelNode a = labels.get(random.nextInt(labels.size()));
    if (method.tryCatchBlocks.isEmpty() || random.nextInt(3) == 0) {
      LabelNode b = labels.get(random.nextInt(labels.size()));
      LabelNode c = labels.get(random.nextInt(labels.size()));
      method.tryCatchBlocks.add(new TryCatchBlockNode(a, b, c, pick(CLASSES)));
      return true;
    }
    TryCatchBlockNode block =
        method.tryCatchBlocks.get(random.nextInt(method.tryCatchBlocks.size()));
    switch (random.nextInt(4)) {
      case 0 -> block.start = a;
      case 1 -> block.end = a;
      case 2 -> block.handler = a;
      default -> block.type = random.nextBoolean() ? pick(CLASSES) : null;
    }
    return true;
  }

  private List<LabelNode> labels(MethodNode method) {
    List<LabelNode> labels = new ArrayList<>();
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof LabelNode label) {
        labels.add(label);
      }
    }
    return labels;
  }

  private String pick(String[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  private boolean mutateCode(MethodNode method, Kind kind) {
    InsnList code = method.instructions;
    int start = random.nextInt(code.size());
    for (int k = 0; k < code.size(); k++) {
      if (mutateAt(method, code.get((start + k) % code.size()), kind)) {
        return true;
      }
    }
    return false;
  }

  private boolean mutateAt(MethodNode method, AbstractInsnNode insn, Kind kind) {
    InsnList code = method.instructions;
    boolean real = insn.getOpcode() >= 0;
    switch (kind) {
      case OPCODE -> {
        return insn instanceof InsnNode && changeOpcode(code, insn);
      }
      case INSERT -> {
        int[] family = FAMILIES[random.nextInt(FAMILIES.length)];
        AbstractInsnNode added =
            random.nextInt(3) == 0
                ? new VarInsnNode(
                    Opcodes.ILOAD + random.nextInt(5), random.nextInt(method.maxLocals + 1))
                : new InsnNode(family[random.nextInt(family.length)]);
        code.insertBefore(insn, added);
        return true;
      }
      case REMOVE -> {
        if (real) {
          code.remove(insn);
        }
        return real;
      }
      case MOVE -> {
        if (!real || insn.getNext() == null) {
          return false;
        }
        AbstractInsnNode next = insn.getNext();
        code.remove(insn);
        code.insert(next, insn);
        return true;
      }
      case LOCAL -> {
        if (insn instanceof VarInsnNode variable) {
          variable.var = random.nextInt(method.maxLocals + 1);
        } else if (insn instanceof IincInsnNode increment) {
          increment.var = random.nextInt(method.maxLocals + 1);
        } else {
          return false;
        }
        return true;
      }
      case TARGET -> {
        List<LabelNode> labels = labels(method);
        if (!(insn instanceof JumpInsnNode jump) || labels.isEmpty()) {
          return false;
        }
        jump.label = labels.get(random.nextInt(labels.size()));
        return true;
      }
      case DESCRIPTOR -> {
        return changeDescriptor(insn);
      }
      case OWNER -> {
        return changeOwner(insn);
      }
      case CALL_KIND -> {
        return insn instanceof MethodInsnNode call && changeCall(call);
      }
      case DROP_FRAME -> {
        if (insn instanceof FrameNode) {
          code.remove(insn);
          return true;
        }
        return false;
      }
      case CHANGE_FRAME -> {
        return insn instanceof FrameNode frame && changeFrame(frame);
      }
      default -> throw new IllegalArgumentException(kind.toString());
    }
  }

  private boolean changeOpcode(InsnList code, AbstractInsnNode insn) {
    for (int[] family : FAMILIES) {
      for (int opcode : family) {
        if (opcode == insn.getOpcode()) {
          code.set(insn, new InsnNode(family[random.nextInt(family.length)]));
          return true;
        }
      }
    }
    return false;
  }

  private boolean changeDescriptor(AbstractInsnNode insn) {
    if (insn instanceof FieldInsnNode field) {
      field.desc = pick(TYPES);
      return true;
    }
    if (!(insn instanceof MethodInsnNode call)) {
      return false;
    }
    int close = call.desc.indexOf(')');
    switch (random.nextInt(4)) {
      case 0 -> call.desc = "(" + pick(TYPES) + call.desc.substring(1);
      case 1 -> call.desc = call.desc.substring(0, close + 1) + pick(TYPES);
      case 2 -> call.desc = "()" + call.desc.substring(close + 1);
      default -> call.desc = call.desc.substring(0, close + 1) + "V";
    }
    return true;
  }

  private boolean changeOwner(AbstractInsnNode insn) {
    switch (insn) {
      case FieldInsnNode field -> field.owner = pick(CLASSES);
      case MethodInsnNode call -> call.owner = pick(CLASSES);
      case TypeInsnNode type -> type.desc = pick(CLASSES);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean changeCall(MethodInsnNode call) {
    switch (random.nextInt(3)) {
      case 0 -> call.setOpcode(Opcodes.INVOKEVIRTUAL + random.nextInt(4));
      case 1 -> call.itf = !call.itf;
      default -> call.name = call.name.equals("<init>") ? "init" : "<init>";
    }
    return true;
  }

  private boolean changeFrame(FrameNode frame) {
    boolean inLocals = random.nextBoolean() || frame.stack == null;
    List<Object> list = inLocals ? frame.local : frame.stack;
    if (list == null || list.isEmpty()) {
      return false;
    }
    List<Object> changed = new ArrayList<>(list);
    Object[] choices = {
      Opcodes.TOP,
      Opcodes.INTEGER,
      Opcodes.LONG,
      Opcodes.NULL,
      Opcodes.UNINITIALIZED_THIS,
      "java/lang/Object",
      "java/lang/String",
      "[I"
    };
    changed.set(random.nextInt(changed.size()), choices[random.nextInt(choices.length)]);
    if (inLocals) {
      frame.local = changed;
    } else {
      frame.stack = changed;
    }
    return true;
  }
}
