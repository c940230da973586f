package hotpath.interpreter.verify;

import static hotpath.interpreter.verify.HandMade.frame;
import static hotpath.interpreter.verify.HandMade.here;
import static hotpath.interpreter.verify.HandMade.insns;
import static hotpath.interpreter.verify.HandMade.superConstructor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.interpreter.classfile.ClassFile;
import hotpath.interpreter.classfile.ClassFiles;
import hotpath.interpreter.classfile.ClassFormatException;
import hotpath.interpreter.classfile.HotSpotOracle;
import hotpath.interpreter.verify.HandMade.Body;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** One rule each, written by hand, in class files of all verifiers' versions; HotSpot is asked as well. */
class VerifierRulesTest implements Opcodes {
  private static final int[] VERSIONS = {V1_2, V1_5, V1_6, V1_7, V1_8, V17, V25};
  private static final String OBJECT = "java/lang/Object";

  private final Map<String, byte[]> cases = new TreeMap<>();

  private void method(String name, String descriptor, Body body) {
    for (int version : VERSIONS) {
      cases.put(
          String.format("%s, version %d", name, version & 0xFFFF),
          HandMade.withMethod(version, descriptor, body));
    }
  }

  private void constructor(String name, Body body) {
    for (int version : VERSIONS) {
      cases.put(
          String.format("%s, version %d", name, version & 0xFFFF),
          HandMade.withConstructor(version, body));
    }
  }

  private static String verdict(byte[] bytes) {
    try {
      ClassFile file = ClassFile.parse(bytes, HandMade.NAME, true);
      Verdict verdict = new FileHierarchy(ClassFiles::find).verify(file);
      return verdict instanceof Verdict.Accepted ? "accepted" : "refused";
    } catch (ClassFormatException e) {
      return "refused";
    }
  }

  private void compare(int atLeastAccepted, int atLeastRefused) {
    StringBuilder expected = new StringBuilder();
    StringBuilder actual = new StringBuilder();
    int accepted = 0;
    for (Map.Entry<String, byte[]> entry : cases.entrySet()) {
      String hotSpots =
          HotSpotOracle.refusal(entry.getValue()) == null ? "accepted" : "refused";
      expected.append(entry.getKey()).append(": ").append(hotSpots).append('\n');
      actual.append(entry.getKey()).append(": ").append(verdict(entry.getValue())).append('\n');
      accepted += hotSpots.equals("accepted") ? 1 : 0;
    }
    assertEquals(expected.toString(), actual.toString());
    assertTrue(accepted >= atLeastAccepted, "accepted: " + accepted);
    assertTrue(cases.size() - accepted >= atLeastRefused, "refused: " + (cases.size() - accepted));
  }

  private static void newObject(MethodVisitor code) {
    code.visitTypeInsn(NEW, OBJECT);
  }

  private static void construct(MethodVisitor code) {
    code.visitMethodInsn(INVOKESPECIAL, OBJECT, "<init>", "()V", false);
  }

  @Test
  void uninitializedObjects() {
    uninitialized("ifnull", code -> jumpOver(code, IFNULL, 1));
    uninitialized("if_acmpeq", code -> jumpOver(code, IF_ACMPEQ, 2));
    uninitialized("checkcast", code -> code.visitTypeInsn(CHECKCAST, OBJECT));
    uninitialized("instanceof", code -> code.visitTypeInsn(INSTANCEOF, OBJECT));
    uninitialized("athrow", code -> code.visitInsn(ATHROW));
    uninitialized("areturn", code -> code.visitInsn(ARETURN));
    uninitialized("monitorenter", code -> insns(code, MONITORENTER, ACONST_NULL));
    uninitialized("pop", code -> code.visitInsn(POP));
    uninitialized("astore", code -> code.visitVarInsn(ASTORE, 3));
    uninitialized(
        "argument",
        code -> code.visitMethodInsn(INVOKESTATIC, "java/util/Objects", "hash", "(Ljava/lang/Object;)V", false));
    uninitialized(
        "receiver", code -> code.visitMethodInsn(INVOKEVIRTUAL, OBJECT, "hashCode", "()I", false));
    uninitialized("wrong constructor", code -> code.visitMethodInsn(INVOKESPECIAL, "java/lang/Thread", "<init>", "()V", false));
    uninitialized("constructor", VerifierRulesTest::construct);
    method("constructor of int", "()V", code -> {
      insns(code, ICONST_0);
      construct(code);
      code.visitInsn(RETURN);
    });
    method("constructor of initialized", "(Ljava/lang/Object;)V", code -> {
      code.visitVarInsn(ALOAD, 0);
      construct(code);
      code.visitInsn(RETURN);
    });
    method("both copies initialized", "()Ljava/lang/Object;", code -> {
      newObject(code);
      insns(code, DUP, DUP);
      code.visitVarInsn(ASTORE, 1);
      construct(code);
      insns(code, POP);
      code.visitVarInsn(ALOAD, 1);
      insns(code, ARETURN);
    });
    method("two objects of one type", "()Ljava/lang/Object;", code -> {
      newObject(code);
      newObject(code);
      construct(code);
      insns(code, ARETURN);
    });
    compare(30, 60);
  }

  /** Does something with an uninitialized object under another one. */
  private void uninitialized(String name, Body use) {
    method(name, "()Ljava/lang/Object;", code -> {
      newObject(code);
      insns(code, DUP);
      use.write(code);
      insns(code, ACONST_NULL, ARETURN);
    });
  }

  private static void jumpOver(MethodVisitor code, int opcode, int values) {
    Label end = new Label();
    if (values == 2) {
      code.visitInsn(DUP);
    }
    code.visitJumpInsn(opcode, end);
    insns(code, POP, ACONST_NULL, ARETURN);
    code.visitLabel(end);
    frame(code, new Object[0], TOP);
  }

  @Test
  void constructors() {
    constructor("plain", code -> {
      superConstructor(code);
      code.visitInsn(RETURN);
    });
    constructor("none called", code -> code.visitInsn(RETURN));
    constructor("endless without", code -> {
      Label loop = here(code);
      frame(code, new Object[] {UNINITIALIZED_THIS, OBJECT});
      code.visitJumpInsn(GOTO, loop);
    });
    constructor("throws without", code -> insns(code, ACONST_NULL, ATHROW));
    constructor("called twice", code -> {
      superConstructor(code);
      superConstructor(code);
      code.visitInsn(RETURN);
    });
    constructor("of super's super", code -> {
      code.visitVarInsn(ALOAD, 0);
      code.visitMethodInsn(INVOKESPECIAL, OBJECT, "<init>", "()V", false);
      code.visitInsn(RETURN);
    });
    constructor("own", code -> {
      code.visitVarInsn(ALOAD, 0);
      code.visitMethodInsn(INVOKESPECIAL, HandMade.NAME, "<init>", "()V", false);
      code.visitInsn(RETURN);
    });
    constructor("own field first", code -> putThenSuper(code, HandMade.NAME, "own"));
    constructor("unknown own field first", code -> putThenSuper(code, HandMade.NAME, "other"));
    constructor("field of super first", code -> putThenSuper(code, HandMade.SUPER, "own"));
    constructor("reads field first", code -> {
      code.visitVarInsn(ALOAD, 0);
      code.visitFieldInsn(GETFIELD, HandMade.NAME, "own", "Ljava/lang/Object;");
      code.visitInsn(POP);
      superConstructor(code);
      code.visitInsn(RETURN);
    });
    constructor("on one path only", code -> {
      Label end = new Label();
      code.visitVarInsn(ALOAD, 1);
      code.visitJumpInsn(IFNULL, end);
      superConstructor(code);
      code.visitInsn(RETURN);
      code.visitLabel(end);
      frame(code, new Object[] {UNINITIALIZED_THIS, OBJECT});
      code.visitInsn(RETURN);
    });
    constructor("in try, handler throws", code -> superInTry(code, ATHROW, TOP));
    constructor("in try, handler returns", code -> superInTry(code, RETURN, TOP));
    constructor("in try, handler keeps this", code -> superInTry(code, ATHROW, UNINITIALIZED_THIS));
    constructor("in try, handler uses this", code -> superInTry(code, ATHROW, HandMade.NAME));
    compare(30, 50);
  }

  private static void putThenSuper(MethodVisitor code, String owner, String name) {
    code.visitVarInsn(ALOAD, 0);
    code.visitVarInsn(ALOAD, 1);
    code.visitFieldInsn(PUTFIELD, owner, name, "Ljava/lang/Object;");
    superConstructor(code);
    code.visitInsn(RETURN);
  }

  private static void superInTry(MethodVisitor code, int handlerEnd, Object thisInHandler) {
    Label start = here(code);
    superConstructor(code);
    Label end = here(code);
    code.visitInsn(RETURN);
    Label handler = here(code);
    frame(code, new Object[] {thisInHandler, OBJECT}, "java/lang/Throwable");
    code.visitInsn(handlerEnd);
    code.visitTryCatchBlock(start, end, handler, null);
  }

  @Test
  void objectsFromLoopsAndHandlers() {
    method("new again, the old one in a local", "()V", code -> {
      newObject(code);
      insns(code, POP);
      Label loop = here(code);
      frame(code, new Object[0]);
      newObject(code);
      code.visitVarInsn(ASTORE, 1);
      code.visitJumpInsn(GOTO, loop);
    });
    method("constructed in the handler", "()V", code -> constructorInTry(code, true));
    method("handler without the object", "()V", code -> constructorInTry(code, false));
    compare(10, 0);
  }

  private static void constructorInTry(MethodVisitor code, boolean again) {
    Label made = here(code);
    newObject(code);
    insns(code, DUP);
    code.visitVarInsn(ASTORE, 1);
    Label start = here(code);
    construct(code);
    Label end = here(code);
    insns(code, RETURN);
    Label handler = here(code);
    frame(code, new Object[] {TOP, again ? made : TOP}, "java/lang/Throwable");
    if (again) {
      code.visitVarInsn(ALOAD, 1);
      construct(code);
    }
    insns(code, RETURN);
    code.visitTryCatchBlock(start, end, handler, null);
  }

  @Test
  void stackShapes() {
    method("pop long", "()V", code -> insns(code, LCONST_0, POP, RETURN));
    method("pop2 long", "()V", code -> insns(code, LCONST_0, POP2, RETURN));
    method("pop2 half", "()V", code -> insns(code, LCONST_0, ICONST_0, POP2, RETURN));
    method("dup long", "()V", code -> insns(code, LCONST_0, DUP, RETURN));
    method("dup2 ints", "()I", code -> insns(code, ICONST_0, ICONST_1, DUP2, IADD, IADD, IADD, IRETURN));
    method("dup2_x1 long", "()I", code -> insns(code, ICONST_0, LCONST_0, DUP2_X1, POP2, POP, L2I, IRETURN));
    method("dup2_x2 longs", "()J", code -> insns(code, LCONST_0, LCONST_1, DUP2_X2, LADD, LADD, LRETURN));
    method("dup2_x2 half", "()J", code -> insns(code, LCONST_0, ICONST_0, ICONST_0, DUP2_X2, POP2, POP2, LRETURN));
    method("dup_x2 long", "()J", code -> insns(code, LCONST_0, ICONST_0, DUP_X2, POP, L2I, IADD, I2L, LRETURN));
    method("dup_x1 long under", "()V", code -> insns(code, LCONST_0, ICONST_0, DUP_X1, RETURN));
    method("swap long", "()V", code -> insns(code, LCONST_0, ICONST_0, SWAP, RETURN));
    method("overflow", "()V", code -> insns(code, LCONST_0, LCONST_0, LCONST_0, ICONST_0, RETURN));
    method("underflow", "()V", code -> insns(code, POP, RETURN));
    method("falls off", "()V", code -> insns(code, ICONST_0, POP));
    method("left over", "()V", code -> insns(code, ICONST_0, RETURN));
    method("byte as int", "(B)C", code -> {
      code.visitVarInsn(ILOAD, 0);
      code.visitInsn(IRETURN);
    });
    method("returns nothing", "()I", code -> insns(code, RETURN));
    method("returns something", "()V", code -> insns(code, ICONST_0, IRETURN));
    method("half of a long", "(J)I", code -> {
      code.visitVarInsn(ILOAD, 1);
      code.visitInsn(IRETURN);
    });
    method("cut long", "(J)J", code -> {
      insns(code, ICONST_0);
      code.visitVarInsn(ISTORE, 1);
      code.visitVarInsn(LLOAD, 0);
      insns(code, LRETURN);
    });
    method("last local as long", "()V", code -> {
      insns(code, LCONST_0);
      code.visitVarInsn(LSTORE, 7);
      insns(code, RETURN);
    });
    method("jsr's rival: unreachable junk", "()V", code -> {
      insns(code, RETURN);
      frame(code, new Object[0]);
      insns(code, IADD, RETURN);
    });
    method("unreachable without frame", "()V", code -> insns(code, RETURN, NOP, RETURN));
    compare(50, 60);
  }

  @Test
  void referencesAndArrays() {
    passes("interface for object", "Ljava/lang/Object;", "Ljava/util/List;");
    passes("class for interface", "Ljava/lang/Integer;", "Ljava/util/List;");
    passes("array for interface", "[Ljava/lang/String;", "Ljava/util/List;");
    passes("ints for interface", "[I", "Ljava/util/List;");
    passes("array for cloneable", "[I", "Ljava/lang/Cloneable;");
    passes("covariant", "[Ljava/lang/String;", "[Ljava/lang/Object;");
    passes("covariant interface", "[Ljava/lang/String;", "[Ljava/util/List;");
    passes("contravariant", "[Ljava/lang/Object;", "[Ljava/lang/String;");
    passes("ints for objects", "[I", "[Ljava/lang/Object;");
    passes("int arrays for objects", "[[I", "[Ljava/lang/Object;");
    passes("ints for shorts", "[I", "[S");
    passes("bytes for booleans", "[B", "[Z");
    passes("object for class", "Ljava/lang/Object;", "Ljava/lang/Integer;");
    passes("subclass", "Ljava/lang/Integer;", "Ljava/lang/Number;");
    passes("superclass", "Ljava/lang/Number;", "Ljava/lang/Integer;");
    element("booleans", "[Z", BALOAD);
    element("shorts", "[S", CALOAD);
    element("objects", "[Ljava/lang/Object;", AALOAD);
    element("arrays", "[[I", AALOAD);
    element("no array", "Ljava/lang/Object;", AALOAD);
    method("null array", "()V", code -> insns(code, ACONST_NULL, ICONST_0, AALOAD, ARRAYLENGTH, POP, ACONST_NULL, ATHROW));
    method("length of object", "(Ljava/lang/Object;)V", code -> {
      code.visitVarInsn(ALOAD, 0);
      insns(code, ARRAYLENGTH, POP, RETURN);
    });
    method("throws object", "(Ljava/lang/Object;)V", code -> {
      code.visitVarInsn(ALOAD, 0);
      insns(code, ATHROW);
    });
    method("interface call on object", "(Ljava/lang/Object;)I", code -> {
      code.visitVarInsn(ALOAD, 0);
      code.visitMethodInsn(INVOKEINTERFACE, "java/util/List", "size", "()I", true);
      insns(code, IRETURN);
    });
    method("dimensions", "()V", code -> {
      insns(code, ICONST_0, ICONST_0);
      code.visitMultiANewArrayInsn("[I", 2);
      insns(code, POP, RETURN);
    });
    method("dimensions left", "()V", code -> {
      insns(code, ICONST_0);
      code.visitMultiANewArrayInsn("[[I", 1);
      insns(code, POP, RETURN);
    });
    method("255 dimensions", "()V", code -> manyDimensions(code, 254));
    method("256 dimensions", "()V", code -> manyDimensions(code, 255));
    method("new array", "()V", code -> {
      code.visitTypeInsn(NEW, "[I");
      insns(code, POP, RETURN);
    });
    method("class constant", "()V", code -> {
      code.visitLdcInsn(Type.getObjectType("java/lang/Object"));
      insns(code, POP, RETURN);
    });
    compare(100, 80);
  }

  private static void manyDimensions(MethodVisitor code, int dimensions) {
    insns(code, ICONST_0);
    code.visitTypeInsn(ANEWARRAY, "[".repeat(dimensions) + "I");
    insns(code, POP, RETURN);
  }

  private void passes(String name, String from, String to) {
    method(name, "(" + from + ")" + to, code -> {
      code.visitVarInsn(ALOAD, 0);
      code.visitInsn(ARETURN);
    });
  }

  private void element(String name, String array, int load) {
    method("element of " + name, "(" + array + ")V", code -> {
      code.visitVarInsn(ALOAD, 0);
      insns(code, ICONST_0, load, POP, RETURN);
    });
  }

  @Test
  void protectedMembersAndSpecialCalls() {
    call("clone of object", INVOKEVIRTUAL, OBJECT, "Ljava/lang/Object;", "clone");
    call("clone of own", INVOKEVIRTUAL, OBJECT, "Lsample/Rules;", "clone");
    call("clone of super", INVOKEVIRTUAL, OBJECT, "Ljava/util/ArrayList;", "clone");
    call("clone of array", INVOKEVIRTUAL, OBJECT, "[I", "clone");
    call("public of super", INVOKEVIRTUAL, OBJECT, "Ljava/lang/Object;", "toString");
    call("special of own", INVOKESPECIAL, HandMade.NAME, "Lsample/Rules;", "toString");
    call("special of super", INVOKESPECIAL, HandMade.SUPER, "Lsample/Rules;", "toString");
    call("special of super's super", INVOKESPECIAL, OBJECT, "Lsample/Rules;", "toString");
    call("special of stranger", INVOKESPECIAL, "java/lang/Thread", "Lsample/Rules;", "toString");
    call("special of interface", INVOKESPECIAL, "java/util/List", "Lsample/Rules;", "toString");
    call("special on super", INVOKESPECIAL, HandMade.SUPER, "Ljava/util/ArrayList;", "toString");
    call("special on object", INVOKESPECIAL, OBJECT, "Ljava/lang/Object;", "toString");
    compare(40, 30);
  }

  private void call(String name, int opcode, String owner, String receiver, String method) {
    method(name, "(" + receiver + ")V", code -> {
      code.visitVarInsn(ALOAD, 0);
      String result = method.equals("toString") ? "Ljava/lang/String;" : "Ljava/lang/Object;";
      code.visitMethodInsn(opcode, owner, method, "()" + result, false);
      insns(code, POP, RETURN);
    });
  }

  @Test
  void jumpsAndHandlers() {
    method("merge to super class", "(ILjava/lang/Integer;Ljava/lang/Long;)Ljava/lang/Number;",
        code -> choose(code, "java/lang/Number"));
    method("merge used as one of them", "(ILjava/lang/Integer;Ljava/lang/Long;)Ljava/lang/Integer;",
        code -> choose(code, "java/lang/Integer"));
    method("merge of arrays", "(I[Ljava/lang/Integer;[Ljava/lang/Long;)[Ljava/lang/Number;",
        code -> choose(code, "[Ljava/lang/Number;"));
    method("merge of int arrays", "(I[I[J)Ljava/lang/Object;", code -> choose(code, OBJECT));
    method("merge with interface", "(ILjava/util/List;Ljava/lang/Long;)Ljava/util/Map;",
        code -> choose(code, OBJECT));
    method("depths differ", "(I)V", code -> {
      Label end = new Label();
      insns(code, ICONST_0);
      code.visitVarInsn(ILOAD, 0);
      code.visitJumpInsn(IFEQ, end);
      insns(code, ICONST_0);
      code.visitLabel(end);
      frame(code, new Object[] {INTEGER}, INTEGER);
      insns(code, POP, RETURN);
    });
    method("kinds differ, unused", "(I)V", code -> {
      Label end = new Label();
      code.visitVarInsn(ILOAD, 0);
      code.visitJumpInsn(IFEQ, end);
      insns(code, FCONST_0);
      code.visitVarInsn(FSTORE, 0);
      code.visitLabel(end);
      frame(code, new Object[] {TOP});
      insns(code, RETURN);
    });
    method("kinds differ, used", "(I)V", code -> {
      Label end = new Label();
      code.visitVarInsn(ILOAD, 0);
      code.visitJumpInsn(IFEQ, end);
      insns(code, FCONST_0);
      code.visitVarInsn(FSTORE, 0);
      code.visitLabel(end);
      frame(code, new Object[] {INTEGER});
      code.visitVarInsn(ILOAD, 0);
      insns(code, POP, RETURN);
    });
    handler("catches exception", "java/lang/Exception", "java/lang/Throwable", INTEGER);
    handler("catches all", null, "java/lang/Throwable", INTEGER);
    handler("catches string", "java/lang/String", "java/lang/String", INTEGER);
    handler("catches less", null, "java/lang/Exception", INTEGER);
    handler("local too special", null, "java/lang/Throwable", FLOAT);
    compare(40, 25);
  }

  private static void choose(MethodVisitor code, String merged) {
    Label other = new Label();
    Label end = new Label();
    code.visitVarInsn(ILOAD, 0);
    code.visitJumpInsn(IFEQ, other);
    code.visitVarInsn(ALOAD, 1);
    code.visitJumpInsn(GOTO, end);
    code.visitLabel(other);
    frame(code, new Object[] {INTEGER, TOP, OBJECT});
    code.visitVarInsn(ALOAD, 2);
    code.visitLabel(end);
    frame(code, new Object[] {INTEGER}, merged);
    code.visitInsn(ARETURN);
  }

  private void handler(String name, String type, String onStack, Object local) {
    method(name, "(I)V", code -> {
      Label start = here(code);
      insns(code, NOP);
      Label end = here(code);
      insns(code, RETURN);
      Label handler = here(code);
      frame(code, new Object[] {local}, onStack);
      insns(code, ATHROW);
      code.visitTryCatchBlock(start, end, handler, type);
    });
  }
}
