package hotpath.interpreter.link.indy;

import hotpath.interpreter.classfile.JavaKind;
import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A class file in the making: that of a class which the VM makes for a call site. */
final class SpunClass {
  /** The static method that the call site calls. */
  static final String CALL = "call";

  static final String OBJECT = "java/lang/Object";

  private final String name;
  // Frames are not computed: the VM trusts its own classes.
  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);

  SpunClass(String name, String... interfaces) {
    this.name = name;
    int access = Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
    writer.visit(Opcodes.V11, access, name, null, OBJECT, interfaces);
  }

  String name() {
    return name;
  }

  void field(int access, String fieldName, String descriptor) {
    writer.visitField(access, fieldName, descriptor, null, null).visitEnd();
  }

  void method(int access, String methodName, String descriptor, Consumer<MethodVisitor> body) {
    MethodVisitor method = writer.visitMethod(access, methodName, descriptor, null, null);
    method.visitCode();
    body.accept(method);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  /** The method of the call site. */
  void call(String descriptor, Consumer<MethodVisitor> body) {
    method(Opcodes.ACC_STATIC, CALL, descriptor, body);
  }

  byte[] bytes() {
    writer.visitEnd();
    return writer.toByteArray();
  }

  // ---- Instructions by kind ----

  static void load(MethodVisitor m, JavaKind kind, int local) {
    m.visitVarInsn(
        switch (kind.stackKind()) {
          case LONG -> Opcodes.LLOAD;
          case FLOAT -> Opcodes.FLOAD;
          case DOUBLE -> Opcodes.DLOAD;
          case REF -> Opcodes.ALOAD;
          default -> Opcodes.ILOAD;
        },
        local);
  }

  static void ret(MethodVisitor m, JavaKind kind) {
    m.visitInsn(
        switch (kind.stackKind()) {
          case VOID -> Opcodes.RETURN;
          case LONG -> Opcodes.LRETURN;
          case FLOAT -> Opcodes.FRETURN;
          case DOUBLE -> Opcodes.DRETURN;
          case REF -> Opcodes.ARETURN;
          default -> Opcodes.IRETURN;
        });
  }

  static void pop(MethodVisitor m, JavaKind kind) {
    if (kind != JavaKind.VOID) {
      m.visitInsn(kind.classFileSlots() == 2 ? Opcodes.POP2 : Opcodes.POP);
    }
  }

  static void constant(MethodVisitor m, int value) {
    m.visitLdcInsn(value);
  }
}
