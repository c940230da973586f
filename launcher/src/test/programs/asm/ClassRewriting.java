import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Reads classes of the library and of ASM itself, rewrites them, and runs what it generates. */
public final class ClassRewriting {
  private ClassRewriting() {}

  /** Counts what a class file holds. */
  private static final class Census extends ClassVisitor {
    private int methods;
    private int fields;
    private int instructions;
    private final List<String> calls = new ArrayList<>();

    Census(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public org.objectweb.asm.FieldVisitor visitField(
        int a, String n, String d, String s, Object v) {
      fields++;
      return super.visitField(a, n, d, s, v);
    }

    @Override
    public MethodVisitor visitMethod(int a, String name, String d, String s, String[] e) {
      methods++;
      return new MethodVisitor(Opcodes.ASM9, super.visitMethod(a, name, d, s, e)) {
        @Override
        public void visitMethodInsn(int op, String owner, String called, String type, boolean i) {
          instructions++;
          if (calls.size() < 3) {
            calls.add(Type.getObjectType(owner).getClassName() + '.' + called);
          }
          super.visitMethodInsn(op, owner, called, type, i);
        }

        @Override
        public void visitVarInsn(int op, int local) {
          instructions++;
          super.visitVarInsn(op, local);
        }

        @Override
        public void visitInsn(int op) {
          instructions++;
          super.visitInsn(op);
        }
      };
    }
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in =
        ClassLoader.getSystemResourceAsStream(name.replace('.', '/') + ".class")) {
      return in.readAllBytes();
    }
  }

  private static int hash(byte[] bytes) {
    return java.util.Arrays.hashCode(bytes);
  }

  public static void main(String[] args) throws Exception {
    String[] names = {
      "java.util.ArrayList", "java.lang.String", "java.util.HashMap$TreeNode",
      "org.objectweb.asm.ClassWriter", "org.objectweb.asm.Frame", "ClassRewriting"
    };
    for (String name : names) {
      ClassReader reader = new ClassReader(bytes(name));
      ClassWriter same = new ClassWriter(0);
      Census census = new Census(same);
      reader.accept(census, 0);
      ClassWriter frames = new ClassWriter(ClassWriter.COMPUTE_MAXS);
      reader.accept(frames, ClassReader.SKIP_DEBUG);
      System.out.println(
          name
              + " "
              + census.fields
              + " "
              + census.methods
              + " "
              + census.instructions
              + " "
              + census.calls
              + " "
              + same.toByteArray().length
              + " "
              + hash(frames.toByteArray()));
    }
    generated();
    try {
      new ClassReader(new byte[] {(byte) 0xCA, (byte) 0xFE});
    } catch (RuntimeException e) {
      System.out.println(e.getClass().getName());
    }
  }

  /** Defines classes that it is given. */
  private static final class Definer extends ClassLoader {
    Class<?> define(String name, byte[] code) {
      return defineClass(name, code, 0, code.length);
    }
  }

  /** A class with a loop, frames computed by ASM. */
  private static void generated() throws Exception {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Generated", null, "java/lang/Object", null);
    MethodVisitor m =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "sum", "(I)J", null, null);
    m.visitCode();
    m.visitInsn(Opcodes.LCONST_0);
    m.visitVarInsn(Opcodes.LSTORE, 1);
    Label loop = new Label();
    Label end = new Label();
    m.visitLabel(loop);
    m.visitVarInsn(Opcodes.ILOAD, 0);
    m.visitJumpInsn(Opcodes.IFLE, end);
    m.visitVarInsn(Opcodes.LLOAD, 1);
    m.visitVarInsn(Opcodes.ILOAD, 0);
    m.visitInsn(Opcodes.I2L);
    m.visitInsn(Opcodes.DUP2);
    m.visitInsn(Opcodes.LMUL);
    m.visitInsn(Opcodes.LADD);
    m.visitVarInsn(Opcodes.LSTORE, 1);
    m.visitIincInsn(0, -1);
    m.visitJumpInsn(Opcodes.GOTO, loop);
    m.visitLabel(end);
    m.visitVarInsn(Opcodes.LLOAD, 1);
    m.visitInsn(Opcodes.LRETURN);
    m.visitMaxs(0, 0);
    m.visitEnd();
    writer.visitEnd();
    Class<?> made = new Definer().define("Generated", writer.toByteArray());
    Method sum = made.getMethod("sum", int.class);
    System.out.println(sum.invoke(null, 1000) + " " + sum.invoke(null, -1));
    StringWriter text = new StringWriter();
    try {
      new Definer().define("Broken", new byte[] {1, 2, 3, 4});
    } catch (ClassFormatError e) {
      new PrintWriter(text, true).println(e.getMessage());
    }
    System.out.print(text);
  }
}
