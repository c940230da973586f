package hotpath.interpreter.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.objectweb.asm.Opcodes.ACC_ABSTRACT;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PROTECTED;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;

import hotpath.interpreter.classfile.Constant.ClassConstant;
import hotpath.interpreter.classfile.Constant.FieldConstant;
import hotpath.interpreter.classfile.Constant.MethodConstant;
import hotpath.interpreter.classfile.MethodCode;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Errors of linking, class and message, against those of the JVM that runs the test: both get the
 * same class files, and the code of {@code p/Main.run()} whose references are resolved.
 */
class LinkageErrorsTest {
  private static final String OBJECT = "java/lang/Object";
  private static final String MAIN = "p/Main";

  private final Map<String, ClassMaker[]> cases = new LinkedHashMap<>();

  @TestFactory
  Stream<DynamicTest> sameErrorAsTheHost() {
    access();
    kinds();
    missing();
    finals();
    hierarchy();
    return cases.entrySet().stream()
        .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> compare(each.getValue())));
  }

  private void add(String name, Consumer<MethodVisitor> run, ClassMaker... others) {
    ClassMaker main =
        ClassMaker.klass(ACC_PUBLIC, MAIN, OBJECT).code(ACC_PUBLIC | ACC_STATIC, "run", "()V", run);
    ClassMaker[] all = new ClassMaker[others.length + 1];
    all[0] = main;
    System.arraycopy(others, 0, all, 1, others.length);
    cases.put(name, all);
  }

  private static ClassMaker klass(String name) {
    return ClassMaker.klass(ACC_PUBLIC, name, OBJECT);
  }

  private static Consumer<MethodVisitor> invokeStatic(String owner, String name) {
    return m -> m.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, "()V", false);
  }

  private static Consumer<MethodVisitor> invokeOnNull(
      int opcode, String owner, String name, boolean isInterface) {
    return m -> {
      m.visitInsn(Opcodes.ACONST_NULL);
      m.visitMethodInsn(opcode, owner, name, "()V", isInterface);
    };
  }

  private static Consumer<MethodVisitor> getStatic(String owner, String name, String descriptor) {
    return m -> {
      m.visitFieldInsn(Opcodes.GETSTATIC, owner, name, descriptor);
      m.visitInsn(Opcodes.POP);
    };
  }

  private static Consumer<MethodVisitor> putStatic(String owner, String name) {
    return m -> {
      m.visitInsn(Opcodes.ICONST_1);
      m.visitFieldInsn(Opcodes.PUTSTATIC, owner, name, "I");
    };
  }

  private void access() {
    add(
        "private method",
        invokeStatic("p/A", "f"),
        klass("p/A").method(ACC_PRIVATE | ACC_STATIC, "f", "()V"));
    add(
        "package-private method of another package",
        invokeStatic("q/A", "f"),
        klass("q/A").method(ACC_STATIC, "f", "()V"));
    add(
        "protected method of another package",
        invokeStatic("q/A", "f"),
        klass("q/A").method(ACC_PROTECTED | ACC_STATIC, "f", "()V"));
    add(
        "private field",
        getStatic("p/A", "x", "I"),
        klass("p/A").field(ACC_PRIVATE | ACC_STATIC, "x", "I"));
    add(
        "package-private field of another package",
        getStatic("q/A", "x", "I"),
        klass("q/A").field(ACC_STATIC, "x", "I"));
    add(
        "class of another package",
        invokeStatic("q/A", "f"),
        ClassMaker.klass(0, "q/A", OBJECT).method(ACC_PUBLIC | ACC_STATIC, "f", "()V"));
    add(
        "array of a class of another package",
        m -> {
          m.visitInsn(Opcodes.ACONST_NULL);
          m.visitTypeInsn(Opcodes.CHECKCAST, "[[Lq/A;");
          m.visitInsn(Opcodes.POP);
          m.visitInsn(Opcodes.ICONST_0);
          m.visitTypeInsn(Opcodes.ANEWARRAY, "[Lq/A;");
          m.visitInsn(Opcodes.POP);
        },
        ClassMaker.klass(0, "q/A", OBJECT));
    add(
        "private method of a nest mate that the host does not list",
        invokeStatic("p/A", "f"),
        klass("p/A").nestHost(MAIN).method(ACC_PRIVATE | ACC_STATIC, "f", "()V"));
  }

  private void kinds() {
    add(
        "instance method called statically",
        invokeStatic("p/A", "f"),
        klass("p/A").method(ACC_PUBLIC, "f", "()V"));
    add(
        "static method called virtually",
        invokeOnNull(Opcodes.INVOKEVIRTUAL, "p/A", "f", false),
        klass("p/A").method(ACC_PUBLIC | ACC_STATIC, "f", "()V"));
    ClassMaker main =
        ClassMaker.klass(ACC_PUBLIC, MAIN, "p/A")
            .code(
                ACC_PUBLIC | ACC_STATIC,
                "run",
                "()V",
                invokeOnNull(Opcodes.INVOKESPECIAL, "p/A", "f", false));
    ClassMaker above = klass("p/A").method(ACC_PUBLIC | ACC_STATIC, "f", "()V");
    cases.put("static method called specially", new ClassMaker[] {main, above});
    add(
        "static method called through its interface",
        invokeOnNull(Opcodes.INVOKEINTERFACE, "p/I", "f", true),
        ClassMaker.iface("p/I").method(ACC_PUBLIC | ACC_STATIC, "f", "()V"));
    add(
        "interface called as a class",
        invokeOnNull(Opcodes.INVOKEVIRTUAL, "p/I", "f", false),
        ClassMaker.iface("p/I").method(ACC_PUBLIC | ACC_ABSTRACT, "f", "()V"));
    add(
        "class called as an interface",
        invokeOnNull(Opcodes.INVOKEINTERFACE, "p/A", "f", true),
        klass("p/A").method(ACC_PUBLIC, "f", "()V"));
    add(
        "instance field got statically",
        getStatic("p/A", "x", "I"),
        klass("p/A").field(ACC_PUBLIC, "x", "I"));
    add(
        "static field got from an instance",
        m -> {
          m.visitInsn(Opcodes.ACONST_NULL);
          m.visitFieldInsn(Opcodes.GETFIELD, "p/A", "x", "I");
          m.visitInsn(Opcodes.POP);
        },
        klass("p/A").field(ACC_PUBLIC | ACC_STATIC, "x", "I"));
  }

  private void missing() {
    add("no such class", invokeStatic("p/None", "f"));
    add("no such method", invokeStatic("p/A", "f"), klass("p/A"));
    add(
        "no such method with arguments",
        m -> {
          m.visitInsn(Opcodes.ACONST_NULL);
          m.visitInsn(Opcodes.LCONST_0);
          m.visitMethodInsn(Opcodes.INVOKESTATIC, "p/A", "f", "([[Ljava/lang/String;J)[I", false);
          m.visitInsn(Opcodes.POP);
        },
        klass("p/A"));
    add(
        "no such interface method",
        invokeOnNull(Opcodes.INVOKEINTERFACE, "p/I", "f", true),
        ClassMaker.iface("p/I"));
    add("no such field", getStatic("p/A", "x", "[Ljava/lang/String;"), klass("p/A"));
    add(
        "field of another type",
        getStatic("p/A", "x", "I"),
        klass("p/A").field(ACC_PUBLIC | ACC_STATIC, "x", "J"));
    add(
        "constructor of the super class",
        m -> {
          m.visitTypeInsn(Opcodes.NEW, "p/A");
          m.visitMethodInsn(Opcodes.INVOKESPECIAL, "p/A", "<init>", "()V", false);
        },
        klass("p/A"));
  }

  private void finals() {
    add(
        "static final field of another class",
        putStatic("p/A", "x"),
        klass("p/A").field(ACC_PUBLIC | ACC_STATIC | ACC_FINAL, "x", "I"));
    ClassMaker main =
        ClassMaker.klass(ACC_PUBLIC, MAIN, OBJECT)
            .field(ACC_PUBLIC | ACC_STATIC | ACC_FINAL, "x", "I")
            .code(ACC_PUBLIC | ACC_STATIC, "run", "()V", putStatic(MAIN, "x"));
    cases.put("static final field outside the initializer", new ClassMaker[] {main});
  }

  private void hierarchy() {
    Consumer<MethodVisitor> use = invokeStatic("p/B", "f");
    add(
        "final super class",
        use,
        ClassMaker.klass(ACC_PUBLIC | ACC_FINAL, "p/A", OBJECT),
        ClassMaker.klass(ACC_PUBLIC, "p/B", "p/A"));
    add(
        "interface as super class",
        use,
        ClassMaker.iface("p/A"),
        ClassMaker.klass(ACC_PUBLIC, "p/B", "p/A"));
    add(
        "class as interface",
        use,
        klass("p/A"),
        ClassMaker.klass(ACC_PUBLIC, "p/B", OBJECT, "p/A"));
    add(
        "super class of another package",
        use,
        ClassMaker.klass(0, "q/A", OBJECT),
        ClassMaker.klass(ACC_PUBLIC, "p/B", "q/A"));
    add(
        "final method overridden",
        use,
        klass("p/A").method(ACC_PUBLIC | ACC_FINAL, "g", "(I)V"),
        ClassMaker.klass(ACC_PUBLIC, "p/B", "p/A").method(ACC_PUBLIC, "g", "(I)V"));
    add(
        "sealed super class",
        use,
        klass("p/A").permits("p/C"),
        ClassMaker.klass(ACC_PUBLIC, "p/B", "p/A"));
    add(
        "sealed interface",
        use,
        ClassMaker.iface("p/A").permits("p/C"),
        ClassMaker.klass(ACC_PUBLIC, "p/B", OBJECT, "p/A"));
    add("missing super class", use, ClassMaker.klass(ACC_PUBLIC, "p/B", "p/None"));
    add("class that is its own super class", use, ClassMaker.klass(ACC_PUBLIC, "p/B", "p/B"));
  }

  private static void compare(ClassMaker... classes) throws Exception {
    try (Linked linked = new Linked(classes)) {
      assertEquals(ofHost(linked.files()), ofOurs(linked));
    }
  }

  /** Runs {@code p.Main.run()} on the host. */
  private static String ofHost(Map<String, byte[]> files) throws Exception {
    ClassLoader loader =
        new ClassLoader("app", null) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = files.get(name.replace('.', '/'));
            if (bytes == null) {
              throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
          }
        };
    try {
      Class.forName(MAIN.replace('/', '.'), true, loader).getMethod("run").invoke(null);
    } catch (InvocationTargetException e) {
      return withoutHash(e.getCause().getClass().getName() + ": " + e.getCause().getMessage());
    } catch (LinkageError e) {
      return withoutHash(e.getClass().getName() + ": " + e.getMessage());
    }
    return fail("the host finds no error");
  }

  /** A loader that is not built in has its hash in messages. */
  private static String withoutHash(String message) {
    return message.replaceAll(" @[0-9a-f]+", "");
  }

  /** Resolves what the code of {@code p.Main.run()} names. */
  private static String ofOurs(Linked linked) {
    Method run = linked.method(MAIN, "run", "()V");
    MethodCode code = run.code();
    try {
      for (int i = 0; i < code.length(); i++) {
        if (code.opcode(i).format().namesConstant()) {
          resolve(linked, run, code, i);
        }
      }
    } catch (LinkageFailure failure) {
      return failure.errorClass().replace('/', '.') + ": " + failure.detail();
    }
    return fail("we find no error");
  }

  private static void resolve(Linked linked, Method from, MethodCode code, int i)
      throws LinkageFailure {
    switch (code.constant(i)) {
      case ClassConstant c -> Resolution.accessible(from.holder(), load(linked, c.name()));
      case FieldConstant c -> {
        Klass named = Resolution.accessible(from.holder(), load(linked, c.owner()));
        FieldUse use = FieldUse.valueOf(code.opcode(i).name());
        Resolution.checkedField(from, named, c, use);
      }
      case MethodConstant c -> {
        Klass named = Resolution.accessible(from.holder(), load(linked, c.owner()));
        InvokeKind kind = InvokeKind.valueOf(code.opcode(i).name().substring("INVOKE".length()));
        MethodResolution.resolve(from.holder(), named, c, kind);
      }
      default -> {}
    }
  }

  private static Klass load(Linked linked, String name) throws LinkageFailure {
    return linked.dictionary.load(linked.dictionary.application(), name);
  }
}
