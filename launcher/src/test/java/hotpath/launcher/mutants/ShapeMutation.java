package hotpath.launcher.mutants;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Mutations of what classes are to each other: mostly these meet errors of linking, not of form.
 */
enum ShapeMutation {
  /** The class is not there. */
  NO_CLASS {
    @Override
    boolean apply(Map<String, byte[]> classes, String name, Random random) {
      classes.remove(name);
      return true;
    }
  },
  /** Another class's file stands under this name. */
  OTHER_CLASS {
    @Override
    boolean apply(Map<String, byte[]> classes, String name, Random random) {
      classes.put(name, classes.get(pick(List.copyOf(classes.keySet()), random)));
      return true;
    }
  },
  NO_METHOD {
    @Override
    boolean edit(ClassNode node, List<String> names, Random random) {
      return node.methods.remove(pick(node.methods, random));
    }
  },
  NO_FIELD {
    @Override
    boolean edit(ClassNode node, List<String> names, Random random) {
      return !node.fields.isEmpty() && node.fields.remove(pick(node.fields, random));
    }
  },
  RENAMED_METHOD {
    @Override
    boolean edit(ClassNode node, List<String> names, Random random) {
      MethodNode method = pick(node.methods, random);
      method.name = pick(node.methods, random).name;
      return true;
    }
  },
  METHOD_DESCRIPTOR {
    @Override
    boolean edit(ClassNode node, List<String> names, Random random) {
      MethodNode method = pick(node.methods, random);
      method.desc = pick(node.methods, random).desc;
      return true;
    }
  },
  FIELD_DESCRIPTOR {
    @Override
    boolean edit(ClassNode node, List<String> names, Random random) {
      if (node.fields.isEmpty()) {
        return false;
      }
      FieldNode field = pick(node.fields, random);
      field.desc = pick(node.fields, random).desc;
      return true;
    }
  },
  SUPER_CLASS {
    @Override
    boolean edit(ClassNode node, List<String> names, Random random) {
      node.superName = pick(names, random);
      return true;
    }
  },
  INTERFACES {
    @Override
    boolean edit(ClassNode node, List<String> names, Random random) {
      if (node.interfaces.isEmpty() || random.nextBoolean()) {
        node.interfaces.add(pick(names, random));
      } else {
        node.interfaces.remove(0);
      }
      return true;
    }
  },
  /** A use names another class of the program, or another member of the same. */
  OWNER {
    @Override
    boolean edit(ClassNode node, List<String> names, Random random) {
      AbstractInsnNode use = anyUse(node, random);
      switch (use) {
        case MethodInsnNode call -> call.owner = pick(names, random);
        case FieldInsnNode field -> field.owner = pick(names, random);
        case null, default -> {
          return false;
        }
      }
      return true;
    }
  },
  MEMBER {
    @Override
    boolean edit(ClassNode node, List<String> names, Random random) {
      AbstractInsnNode use = anyUse(node, random);
      switch (use) {
        case MethodInsnNode call -> call.name = pick(node.methods, random).name;
        case FieldInsnNode field when !node.fields.isEmpty() ->
            field.name = pick(node.fields, random).name;
        case null, default -> {
          return false;
        }
      }
      return true;
    }
  },
  VERSION {
    @Override
    boolean edit(ClassNode node, List<String> names, Random random) {
      node.version = 44 + random.nextInt(28);
      return true;
    }
  },
  NEST {
    @Override
    boolean edit(ClassNode node, List<String> names, Random random) {
      if (node.nestHostClass != null) {
        node.nestHostClass = random.nextBoolean() ? null : pick(names, random);
      } else {
        node.nestMembers = random.nextBoolean() ? null : List.of(pick(names, random));
      }
      return true;
    }
  },
  /** Indexes of the constant pool are swapped, inside an entry. */
  POOL_ENTRY {
    @Override
    boolean apply(Map<String, byte[]> classes, String name, Random random) {
      byte[] bytes = classes.get(name).clone();
      try {
        ClassReader reader = new ClassReader(bytes);
        int item = reader.getItem(1 + random.nextInt(reader.getItemCount() - 1));
        bytes[item + random.nextInt(3)] = (byte) random.nextInt(reader.getItemCount());
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        return false;
      }
      classes.put(name, bytes);
      return true;
    }
  };

  boolean apply(Map<String, byte[]> classes, String name, Random random) {
    try {
      ClassNode node = new ClassNode();
      new ClassReader(classes.get(name)).accept(node, 0);
      if (node.methods.isEmpty() || !edit(node, List.copyOf(classes.keySet()), random)) {
        return false;
      }
      ClassWriter writer = new ClassWriter(0);
      node.accept(writer);
      classes.put(name, writer.toByteArray());
      return true;
    } catch (RuntimeException e) {
      return false; // An earlier mutation made of it what ASM does not take.
    }
  }

  boolean edit(ClassNode node, List<String> names, Random random) {
    throw new IllegalStateException(name());
  }

  private static <T> T pick(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }

  /** A use of a member in a random method; null if there is none. */
  private static AbstractInsnNode anyUse(ClassNode node, Random random) {
    MethodNode method = pick(node.methods, random);
    int skip = random.nextInt(1 + method.instructions.size());
    AbstractInsnNode last = null;
    Iterator<AbstractInsnNode> all = method.instructions.iterator();
    for (int i = 0; all.hasNext() && (i < skip || last == null); i++) {
      AbstractInsnNode insn = all.next();
      if (insn instanceof MethodInsnNode || insn instanceof FieldInsnNode) {
        last = insn;
      }
    }
    return last;
  }
}
