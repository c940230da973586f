package hotpath.interpreter.link;

import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Makes class files by hand, one member after the other. Methods with code return zero or null. */
final class ClassMaker {
  private final String name;
  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);

  private ClassMaker(int version, int access, String name, String superName, String... interfaces) {
    this.name = name;
    writer.visit(version, access, name, null, superName, interfaces);
  }

  static ClassMaker klass(int access, String name, String superName, String... interfaces) {
    return new ClassMaker(Opcodes.V11, access | Opcodes.ACC_SUPER, name, superName, interfaces);
  }

  static ClassMaker iface(String name, String... interfaces) {
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT;
    return new ClassMaker(Opcodes.V11, access, name, "java/lang/Object", interfaces);
  }

  String name() {
    return name;
  }

  ClassMaker field(int access, String fieldName, String descriptor) {
    writer.visitField(access, fieldName, descriptor, null, null).visitEnd();
    return this;
  }

  /** An abstract or native method, or one that returns zero or null. */
  ClassMaker method(int access, String methodName, String descriptor) {
    boolean bare = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0;
    return bare
        ? bare(access, methodName, descriptor)
        : code(access, methodName, descriptor, m -> {});
  }

  private ClassMaker bare(int access, String methodName, String descriptor) {
    writer.visitMethod(access, methodName, descriptor, null, null).visitEnd();
    return this;
  }

  /** A method whose code ends with the return of zero or null. */
  ClassMaker code(int access, String methodName, String descriptor, Consumer<MethodVisitor> body) {
    MethodVisitor method = writer.visitMethod(access, methodName, descriptor, null, null);
    method.visitCode();
    body.accept(method);
    Type type = Type.getReturnType(descriptor);
    switch (type.getSort()) {
      case Type.VOID -> {}
      case Type.LONG -> method.visitInsn(Opcodes.LCONST_0);
      case Type.FLOAT -> method.visitInsn(Opcodes.FCONST_0);
      case Type.DOUBLE -> method.visitInsn(Opcodes.DCONST_0);
      case Type.OBJECT, Type.ARRAY -> method.visitInsn(Opcodes.ACONST_NULL);
      default -> method.visitInsn(Opcodes.ICONST_0);
    }
    method.visitInsn(type.getOpcode(Opcodes.IRETURN));
    method.visitMaxs(0, 0);
    method.visitEnd();
    return this;
  }

  /** {@code public <init>()}. */
  ClassMaker constructor(String superName) {
    return code(
        Opcodes.ACC_PUBLIC,
        "<init>",
        "()V",
        m -> {
          m.visitVarInsn(Opcodes.ALOAD, 0);
          m.visitMethodInsn(Opcodes.INVOKESPECIAL, superName, "<init>", "()V", false);
        });
  }

  ClassMaker permits(String subclass) {
    writer.visitPermittedSubclass(subclass);
    return this;
  }

  ClassMaker nestHost(String host) {
    writer.visitNestHost(host);
    return this;
  }

  ClassMaker nestMember(String member) {
    writer.visitNestMember(member);
    return this;
  }

  byte[] bytes() {
    writer.visitEnd();
    return writer.toByteArray();
  }
}
