package hotpath.interpreter.classfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Malformed class files: refused with the error and the words of HotSpot. */
class ClassFormatTest implements Opcodes {
  private static final String NAME = "sample/Sample";

  /** A small good class, changed by whoever asks. */
  private static byte[] sample(int version, Consumer<ClassWriter> change) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(version, ACC_PUBLIC | ACC_SUPER, NAME, null, "java/lang/Object", null);
    change.accept(writer);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static byte[] sample(Consumer<ClassWriter> change) {
    return sample(V17, change);
  }

  private static byte[] header(int access, String name, String superName, String... interfaces) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(V17, access, name, null, superName, interfaces);
    return writer.toByteArray();
  }

  private static void method(ClassWriter writer, int access, String name, String descriptor) {
    MethodVisitor method = writer.visitMethod(access, name, descriptor, null, null);
    if ((access & (ACC_ABSTRACT | ACC_NATIVE)) == 0) {
      code(method, 3);
    }
  }

  private static void code(MethodVisitor method, int maxLocals) {
    method.visitCode();
    method.visitInsn(ACONST_NULL);
    method.visitInsn(ATHROW);
    method.visitMaxs(1, maxLocals);
    method.visitEnd();
  }

  private static byte[] patched(byte[] bytes, int at, int... values) {
    for (int k = 0; k < values.length; k++) {
      bytes[at + k] = (byte) values[k];
    }
    return bytes;
  }

  private static Map<String, byte[]> cases() {
    Map<String, byte[]> cases = new TreeMap<>();
    byte[] plain = sample(writer -> {});
    cases.put("magic", patched(plain.clone(), 0, 0xCA, 0xFE, 0xD0, 0x0D));
    cases.put("later version", patched(plain.clone(), 6, 0, 70));
    cases.put("earlier version", patched(plain.clone(), 6, 0, 44));
    cases.put("minor version", patched(plain.clone(), 4, 0, 1, 0, 56));
    cases.put("old minor version", patched(plain.clone(), 4, 0, 7, 0, 55));
    cases.put("preview", patched(plain.clone(), 4, 0xFF, 0xFF, 0, 69));
    cases.put("old preview", patched(plain.clone(), 4, 0xFF, 0xFF, 0, 68));
    cases.put("no pool", patched(plain.clone(), 8, 0, 0));
    cases.put("unknown tag", patched(plain.clone(), 10, 2));
    cases.put("extra byte", Arrays.copyOf(plain, plain.length + 1));
    cases.put("not utf8", patched(plain.clone(), 13, 0xFF));
    cases.put("nothing", new byte[0]);
    cases.put("four bytes", Arrays.copyOf(plain, 4));
    cases.put("half", Arrays.copyOf(plain, plain.length / 2));
    cases.put("other name", sample(writer -> {}).clone());
    cases.put("array as name", header(ACC_SUPER, "[I", "java/lang/Object"));
    cases.put("array as super", header(ACC_SUPER, NAME, "[I"));
    cases.put("no super", header(ACC_SUPER, NAME, null));
    cases.put("dotted super", header(ACC_SUPER, NAME, "java.lang.Object"));
    cases.put("interface super", header(ACC_INTERFACE | ACC_ABSTRACT, NAME, "java/lang/String"));
    cases.put("interface", header(ACC_INTERFACE, NAME, "java/lang/Object"));
    cases.put("final abstract", header(ACC_FINAL | ACC_ABSTRACT, NAME, "java/lang/Object"));
    cases.put("module", header(ACC_MODULE, NAME, "java/lang/Object"));
    cases.put(
        "twice", header(ACC_SUPER, NAME, "java/lang/Object", "java/util/List", "java/util/List"));
    cases.put("array interface", header(ACC_SUPER, NAME, "java/lang/Object", "[J"));
    fieldCases(cases);
    methodCases(cases);
    return cases;
  }

  private static void fieldCases(Map<String, byte[]> cases) {
    cases.put(
        "field flags", sample(w -> w.visitField(ACC_PUBLIC | ACC_PRIVATE, "f", "I", null, null)));
    cases.put(
        "final volatile",
        sample(w -> w.visitField(ACC_FINAL | ACC_VOLATILE, "f", "I", null, null)));
    cases.put("field name", sample(w -> w.visitField(0, "f/g", "I", null, null)));
    cases.put("field descriptor", sample(w -> w.visitField(0, "f", "V", null, null)));
    cases.put("class descriptor", sample(w -> w.visitField(0, "f", "La;b;", null, null)));
    cases.put("empty class", sample(w -> w.visitField(0, "f", "L;", null, null)));
    cases.put("deep array", sample(w -> w.visitField(0, "f", "[".repeat(256) + "I", null, null)));
    cases.put("constant kind", sample(w -> w.visitField(ACC_STATIC, "f", "J", null, 3)));
    cases.put("constant of array", sample(w -> w.visitField(ACC_STATIC, "f", "[I", null, 3)));
    cases.put(
        "constant string",
        sample(w -> w.visitField(ACC_STATIC, "f", "Ljava/lang/Object;", null, "s")));
    cases.put("old field name", sample(V1_4, w -> w.visitField(0, "a-b", "I", null, null)));
    cases.put("new field name", sample(V1_5, w -> w.visitField(0, "a-b", "I", null, null)));
    cases.put(
        "field twice",
        sample(
            w -> {
              w.visitField(0, "f", "Ljava/lang/Object;", null, null);
              w.visitField(ACC_STATIC, "f", "Ljava/lang/Object;", null, null);
            }));
  }

  private static void methodCases(Map<String, byte[]> cases) {
    cases.put("method flags", sample(w -> method(w, ACC_ABSTRACT | ACC_FINAL, "m", "()V")));
    cases.put("static constructor", sample(w -> method(w, ACC_STATIC, "<init>", "()V")));
    cases.put("method name", sample(w -> method(w, 0, "<m>", "()V")));
    cases.put("constructor result", sample(w -> method(w, 0, "<init>", "()I")));
    cases.put("instance clinit", sample(w -> method(w, 0, "<clinit>", "()V")));
    cases.put("clinit argument", sample(w -> method(w, ACC_STATIC, "<clinit>", "(I)V")));
    cases.put("old clinit", sample(V1_6, w -> method(w, 0, "<clinit>", "()V")));
    cases.put("method descriptor", sample(w -> method(w, 0, "m", "(V)V")));
    cases.put("open descriptor", sample(w -> method(w, 0, "m", "(I")));
    cases.put("arguments", sample(w -> method(w, ACC_STATIC, "m", "(" + "J".repeat(128) + ")V")));
    cases.put("no room", sample(w -> method(w, 0, "m", "(IJ)V")));
    cases.put(
        "method twice",
        sample(
            w -> {
              method(w, 0, "m", "(Ljava/lang/String;)V");
              method(w, 0, "m", "(Ljava/lang/String;)V");
            }));
    cases.put("no code", sample(w -> w.visitMethod(0, "m", "()V", null, null)));
    cases.put(
        "native code", sample(w -> code(w.visitMethod(ACC_NATIVE, "m", "()V", null, null), 1)));
    cases.put(
        "interface constructor",
        ((java.util.function.Supplier<byte[]>)
                () -> {
                  ClassWriter w = new ClassWriter(0);
                  w.visit(V17, ACC_INTERFACE | ACC_ABSTRACT, NAME, null, "java/lang/Object", null);
                  method(w, ACC_PUBLIC, "<init>", "()V");
                  return w.toByteArray();
                })
            .get());
  }

  private static String verdict(String requestedName, byte[] bytes) {
    try {
      ClassFile.parse(bytes, requestedName, true);
      return "accepted";
    } catch (ClassFormatException e) {
      return e.errorClass().replace('/', '.') + ": " + e.message();
    }
  }

  @Test
  void saysWhatHotSpotSays() {
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> actual = new TreeMap<>();
    for (Map.Entry<String, byte[]> entry : cases().entrySet()) {
      String requested = entry.getKey().equals("other name") ? "sample/Other" : NAME;
      Throwable refusal = HotSpotOracle.refusal(requested, entry.getValue());
      expected.put(entry.getKey(), refusal == null ? "accepted" : refusal.toString());
      actual.put(entry.getKey(), verdict(requested, entry.getValue()));
    }
    assertEquals(lines(expected), lines(actual));
    long refused = expected.values().stream().filter(text -> !text.equals("accepted")).count();
    assertTrue(refused >= 45, "refused: " + refused);
  }

  private static String lines(Map<String, String> results) {
    StringBuilder text = new StringBuilder();
    results.forEach((name, result) -> text.append(name).append(": ").append(result).append('\n'));
    return text.toString();
  }

  @Test
  void everyPrefixIsTruncated() {
    byte[] bytes = ClassFiles.of(ClassFormatTest.class);
    for (int length = 0; length < bytes.length; length++) {
      byte[] prefix = Arrays.copyOf(bytes, length);
      ClassFormatException refusal =
          assertThrows(ClassFormatException.class, () -> ClassFile.parse(prefix, null, true));
      assertEquals(ClassFormatException.CLASS_FORMAT_ERROR, refusal.errorClass());
      assertThrows(ClassFormatException.class, () -> ClassFile.parse(prefix, null, false));
    }
    assertNotNull(ClassFile.parse(bytes, null, true));
  }

  @Test
  void oldClassInitializersAreStatic() {
    ClassFile file =
        ClassFile.parse(sample(V1_6, w -> method(w, 0, "<clinit>", "()V")), NAME, true);
    assertTrue(file.methods().getFirst().isStatic());
  }
}
