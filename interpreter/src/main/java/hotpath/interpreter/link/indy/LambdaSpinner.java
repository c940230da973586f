package hotpath.interpreter.link.indy;

import hotpath.interpreter.classfile.Constant.MethodHandleConstant;
import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.classfile.MethodDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes the class of a lambda expression or method reference (LambdaMetafactory): captured values
 * are its fields, the interface method converts its arguments and calls the implementation.
 */
final class LambdaSpinner {
  // Kinds of method handles (JVMS 4.4.8).
  private static final int INVOKE_STATIC = 6;
  private static final int INVOKE_SPECIAL = 7;
  private static final int NEW_INVOKE_SPECIAL = 8;

  private static final String INSTANCE = "INSTANCE";

  private final Lambda lambda;
  private final MethodDescriptor site;
  private static final String SERIALIZED = "java/lang/invoke/SerializedLambda";

  private final SpunClass spun;

  /**
   * What a call site asks for.
   *
   * @param name of the interface method
   * @param siteDescriptor captured values to the functional interface
   * @param erased descriptor of the interface method
   * @param implementation what is called
   * @param dynamic descriptor of the interface method with its type arguments filled in
   * @param markers further interfaces
   * @param bridges further descriptors of the interface method
   * @param capturing the class of the call site if the lambda is to be serializable, else null
   */
  record Lambda(
      String name,
      String siteDescriptor,
      String erased,
      MethodHandleConstant implementation,
      String dynamic,
      List<String> markers,
      List<String> bridges,
      @Nullable String capturing) {}

  private LambdaSpinner(String className, Lambda lambda) {
    this.lambda = lambda;
    this.site = MethodDescriptor.parse(lambda.siteDescriptor());
    List<String> interfaces = new ArrayList<>();
    interfaces.add(Conversion.internalName(site.returnType()));
    interfaces.addAll(lambda.markers());
    this.spun = new SpunClass(className, interfaces.toArray(String[]::new));
  }

  static byte[] spin(String className, Lambda lambda) {
    return new LambdaSpinner(className, lambda).spin();
  }

  private byte[] spin() {
    for (int i = 0; i < site.arguments().size(); i++) {
      spun.field(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "arg" + i, site.arguments().get(i));
    }
    constructor();
    if (site.arguments().isEmpty()) {
      singleton();
    } else {
      spun.call(lambda.siteDescriptor(), this::makeInstance);
    }
    List<String> descriptors = new ArrayList<>(lambda.bridges());
    descriptors.remove(lambda.erased());
    descriptors.addFirst(lambda.erased());
    for (String descriptor : descriptors) {
      spun.method(Opcodes.ACC_PUBLIC, lambda.name(), descriptor, m -> forward(m, descriptor));
    }
    String capturing = lambda.capturing();
    if (capturing != null) {
      spun.method(
          Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL,
          "writeReplace",
          "()Ljava/lang/Object;",
          m -> replace(m, capturing));
    }
    return spun.bytes();
  }

  /** What is serialized instead: a description from which the capturing class makes it again. */
  private void replace(MethodVisitor m, String capturing) {
    MethodHandleConstant called = lambda.implementation();
    m.visitTypeInsn(Opcodes.NEW, SERIALIZED);
    m.visitInsn(Opcodes.DUP);
    m.visitLdcInsn(Type.getObjectType(capturing));
    m.visitLdcInsn(Conversion.internalName(site.returnType()));
    m.visitLdcInsn(lambda.name());
    m.visitLdcInsn(lambda.erased());
    SpunClass.constant(m, called.kind());
    m.visitLdcInsn(called.owner());
    m.visitLdcInsn(called.name());
    m.visitLdcInsn(called.descriptor());
    m.visitLdcInsn(lambda.dynamic());
    SpunClass.constant(m, site.arguments().size());
    m.visitTypeInsn(Opcodes.ANEWARRAY, SpunClass.OBJECT);
    for (int i = 0; i < site.arguments().size(); i++) {
      String type = site.arguments().get(i);
      m.visitInsn(Opcodes.DUP);
      SpunClass.constant(m, i);
      m.visitVarInsn(Opcodes.ALOAD, 0);
      m.visitFieldInsn(Opcodes.GETFIELD, spun.name(), "arg" + i, type);
      Conversion.convert(m, type, "Ljava/lang/Object;");
      m.visitInsn(Opcodes.AASTORE);
    }
    String texts = "Ljava/lang/String;";
    m.visitMethodInsn(
        Opcodes.INVOKESPECIAL,
        SERIALIZED,
        "<init>",
        "(Ljava/lang/Class;" + texts.repeat(3) + "I" + texts.repeat(4) + "[Ljava/lang/Object;)V",
        false);
    m.visitInsn(Opcodes.ARETURN);
  }

  private String constructorDescriptor() {
    return "(" + String.join("", site.arguments()) + ")V";
  }

  private void constructor() {
    spun.method(
        Opcodes.ACC_PRIVATE,
        "<init>",
        constructorDescriptor(),
        m -> {
          m.visitVarInsn(Opcodes.ALOAD, 0);
          m.visitMethodInsn(Opcodes.INVOKESPECIAL, SpunClass.OBJECT, "<init>", "()V", false);
          int local = 1;
          for (int i = 0; i < site.arguments().size(); i++) {
            JavaKind kind = site.argumentKinds().get(i);
            m.visitVarInsn(Opcodes.ALOAD, 0);
            SpunClass.load(m, kind, local);
            m.visitFieldInsn(Opcodes.PUTFIELD, spun.name(), "arg" + i, site.arguments().get(i));
            local += kind.classFileSlots();
          }
          m.visitInsn(Opcodes.RETURN);
        });
  }

  /** A lambda that captures nothing is one object, whenever the site is reached. */
  private void singleton() {
    String type = 'L' + spun.name() + ';';
    spun.field(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, INSTANCE, type);
    spun.method(
        Opcodes.ACC_STATIC,
        "<clinit>",
        "()V",
        m -> {
          m.visitTypeInsn(Opcodes.NEW, spun.name());
          m.visitInsn(Opcodes.DUP);
          m.visitMethodInsn(Opcodes.INVOKESPECIAL, spun.name(), "<init>", "()V", false);
          m.visitFieldInsn(Opcodes.PUTSTATIC, spun.name(), INSTANCE, type);
          m.visitInsn(Opcodes.RETURN);
        });
    spun.call(
        lambda.siteDescriptor(),
        m -> {
          m.visitFieldInsn(Opcodes.GETSTATIC, spun.name(), INSTANCE, type);
          m.visitInsn(Opcodes.ARETURN);
        });
  }

  private void makeInstance(MethodVisitor m) {
    m.visitTypeInsn(Opcodes.NEW, spun.name());
    m.visitInsn(Opcodes.DUP);
    int local = 0;
    for (JavaKind kind : site.argumentKinds()) {
      SpunClass.load(m, kind, local);
      local += kind.classFileSlots();
    }
    m.visitMethodInsn(Opcodes.INVOKESPECIAL, spun.name(), "<init>", constructorDescriptor(), false);
    m.visitInsn(Opcodes.ARETURN);
  }

  /** The body of the interface method, in one of its descriptors. */
  private void forward(MethodVisitor m, String descriptor) {
    MethodHandleConstant called = lambda.implementation();
    if (called.kind() == NEW_INVOKE_SPECIAL) {
      m.visitTypeInsn(Opcodes.NEW, called.owner());
      m.visitInsn(Opcodes.DUP);
    }
    List<String> wanted = implementationArguments();
    int next = 0;
    for (int i = 0; i < site.arguments().size(); i++) {
      m.visitVarInsn(Opcodes.ALOAD, 0);
      m.visitFieldInsn(Opcodes.GETFIELD, spun.name(), "arg" + i, site.arguments().get(i));
      next++;
    }
    MethodDescriptor erased = MethodDescriptor.parse(descriptor);
    MethodDescriptor dynamic = MethodDescriptor.parse(lambda.dynamic());
    int local = 1;
    for (int i = 0; i < erased.arguments().size(); i++) {
      JavaKind kind = erased.argumentKinds().get(i);
      SpunClass.load(m, kind, local);
      local += kind.classFileSlots();
      String given = erased.arguments().get(i);
      String meant = dynamic.arguments().get(i);
      String taken = wanted.get(next++);
      convertArgument(m, given, meant, taken);
    }
    invoke(m, called);
    String result =
        called.kind() == NEW_INVOKE_SPECIAL
            ? 'L' + called.owner() + ';'
            : MethodDescriptor.parse(called.descriptor()).returnType();
    convertResult(m, result, erased.returnType());
    SpunClass.ret(m, erased.returnKind());
  }

  /**
   * From the interface's type by way of what its type argument says to what the implementation
   * takes.
   */
  private static void convertArgument(MethodVisitor m, String given, String meant, String taken) {
    if (JavaKind.of(given) == JavaKind.REF && JavaKind.of(meant) == JavaKind.REF) {
      Conversion.convert(m, given, meant);
      if (JavaKind.of(taken) != JavaKind.REF) {
        Conversion.convert(m, meant, taken);
      }
    } else {
      Conversion.convert(m, given, taken);
    }
  }

  /** A reference needs no cast: what the implementation returns fits the interface. */
  private static void convertResult(MethodVisitor m, String from, String to) {
    boolean references = JavaKind.of(from) == JavaKind.REF && JavaKind.of(to) == JavaKind.REF;
    if (!references && !from.equals(to)) {
      Conversion.convert(m, from, to);
    }
  }

  /** What the implementation takes, its receiver first. */
  private List<String> implementationArguments() {
    MethodHandleConstant called = lambda.implementation();
    List<String> arguments = new ArrayList<>();
    if (called.kind() != INVOKE_STATIC && called.kind() != NEW_INVOKE_SPECIAL) {
      String owner = called.owner();
      arguments.add(owner.charAt(0) == '[' ? owner : 'L' + owner + ';');
    }
    arguments.addAll(MethodDescriptor.parse(called.descriptor()).arguments());
    return arguments;
  }

  /**
   * A private method of the lambda's own class is named as special in old class files: it is called
   * virtually, as a nest mate.
   */
  private static void invoke(MethodVisitor m, MethodHandleConstant called) {
    int opcode =
        switch (called.kind()) {
          case INVOKE_STATIC -> Opcodes.INVOKESTATIC;
          case NEW_INVOKE_SPECIAL -> Opcodes.INVOKESPECIAL;
          case INVOKE_SPECIAL ->
              called.interfaceOwner() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
          default -> called.interfaceOwner() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
        };
    m.visitMethodInsn(
        opcode, called.owner(), called.name(), called.descriptor(), called.interfaceOwner());
  }
}
