package hotpath.interpreter.verify;

import static hotpath.interpreter.verify.HandMade.frame;
import static hotpath.interpreter.verify.HandMade.here;
import static hotpath.interpreter.verify.HandMade.insns;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Rules for values, calls and jumps, one each, written by hand; HotSpot is asked as well. */
class VerifierRulesTest implements Opcodes {
  private static final String OBJECT = "java/lang/Object";

  private final RuleCases cases = new RuleCases();

  @Test
  void stackShapes() {
    cases.method("pop long", "()V", code -> insns(code, LCONST_0, POP, RETURN));
    cases.method("pop2 long", "()V", code -> insns(code, LCONST_0, POP2, RETURN));
    cases.method("pop2 half", "()V", code -> insns(code, LCONST_0, ICONST_0, POP2, RETURN));
    cases.method("dup long", "()V", code -> insns(code, LCONST_0, DUP, RETURN));
    cases.method(
        "dup2 ints",
        "()I",
        code -> insns(code, ICONST_0, ICONST_1, DUP2, IADD, IADD, IADD, IRETURN));
    cases.method(
        "dup2_x1 long",
        "()I",
        code -> insns(code, ICONST_0, LCONST_0, DUP2_X1, POP2, POP, L2I, IRETURN));
    cases.method(
        "dup2_x2 longs",
        "()J",
        code -> insns(code, LCONST_0, LCONST_1, DUP2_X2, LADD, LADD, LRETURN));
    cases.method(
        "dup2_x2 half",
        "()J",
        code -> insns(code, LCONST_0, ICONST_0, ICONST_0, DUP2_X2, POP2, POP2, LRETURN));
    cases.method(
        "dup_x2 long",
        "()J",
        code -> insns(code, LCONST_0, ICONST_0, DUP_X2, POP, L2I, IADD, I2L, LRETURN));
    cases.method(
        "dup_x1 long under", "()V", code -> insns(code, LCONST_0, ICONST_0, DUP_X1, RETURN));
    cases.method("swap long", "()V", code -> insns(code, LCONST_0, ICONST_0, SWAP, RETURN));
    cases.method(
        "overflow", "()V", code -> insns(code, LCONST_0, LCONST_0, LCONST_0, ICONST_0, RETURN));
    cases.method("underflow", "()V", code -> insns(code, POP, RETURN));
    cases.method("falls off", "()V", code -> insns(code, ICONST_0, POP));
    cases.method("left over", "()V", code -> insns(code, ICONST_0, RETURN));
    cases.method(
        "byte as int",
        "(B)C",
        code -> {
          code.visitVarInsn(ILOAD, 0);
          code.visitInsn(IRETURN);
        });
    cases.method("returns nothing", "()I", code -> insns(code, RETURN));
    cases.method("returns something", "()V", code -> insns(code, ICONST_0, IRETURN));
    cases.method(
        "half of a long",
        "(J)I",
        code -> {
          code.visitVarInsn(ILOAD, 1);
          code.visitInsn(IRETURN);
        });
    cases.method(
        "cut long",
        "(J)J",
        code -> {
          insns(code, ICONST_0);
          code.visitVarInsn(ISTORE, 1);
          code.visitVarInsn(LLOAD, 0);
          insns(code, LRETURN);
        });
    cases.method(
        "last local as long",
        "()V",
        code -> {
          insns(code, LCONST_0);
          code.visitVarInsn(LSTORE, 7);
          insns(code, RETURN);
        });
    cases.method(
        "jsr's rival: unreachable junk",
        "()V",
        code -> {
          insns(code, RETURN);
          frame(code, new Object[0]);
          insns(code, IADD, RETURN);
        });
    cases.method("unreachable without frame", "()V", code -> insns(code, RETURN, NOP, RETURN));
    cases.compare(50, 60);
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
    cases.method(
        "null array",
        "()V",
        code -> insns(code, ACONST_NULL, ICONST_0, AALOAD, ARRAYLENGTH, POP, ACONST_NULL, ATHROW));
    cases.method(
        "length of object",
        "(Ljava/lang/Object;)V",
        code -> {
          code.visitVarInsn(ALOAD, 0);
          insns(code, ARRAYLENGTH, POP, RETURN);
        });
    cases.method(
        "throws object",
        "(Ljava/lang/Object;)V",
        code -> {
          code.visitVarInsn(ALOAD, 0);
          insns(code, ATHROW);
        });
    cases.method(
        "interface call on object",
        "(Ljava/lang/Object;)I",
        code -> {
          code.visitVarInsn(ALOAD, 0);
          code.visitMethodInsn(INVOKEINTERFACE, "java/util/List", "size", "()I", true);
          insns(code, IRETURN);
        });
    cases.method(
        "dimensions",
        "()V",
        code -> {
          insns(code, ICONST_0, ICONST_0);
          code.visitMultiANewArrayInsn("[I", 2);
          insns(code, POP, RETURN);
        });
    cases.method(
        "dimensions left",
        "()V",
        code -> {
          insns(code, ICONST_0);
          code.visitMultiANewArrayInsn("[[I", 1);
          insns(code, POP, RETURN);
        });
    cases.method("255 dimensions", "()V", code -> manyDimensions(code, 254));
    cases.method("256 dimensions", "()V", code -> manyDimensions(code, 255));
    cases.method(
        "new array",
        "()V",
        code -> {
          code.visitTypeInsn(NEW, "[I");
          insns(code, POP, RETURN);
        });
    cases.method(
        "class constant",
        "()V",
        code -> {
          code.visitLdcInsn(Type.getObjectType("java/lang/Object"));
          insns(code, POP, RETURN);
        });
    cases.compare(100, 80);
  }

  private static void manyDimensions(MethodVisitor code, int dimensions) {
    insns(code, ICONST_0);
    code.visitTypeInsn(ANEWARRAY, "[".repeat(dimensions) + "I");
    insns(code, POP, RETURN);
  }

  private void passes(String name, String from, String to) {
    cases.method(
        name,
        "(" + from + ")" + to,
        code -> {
          code.visitVarInsn(ALOAD, 0);
          code.visitInsn(ARETURN);
        });
  }

  private void element(String name, String array, int load) {
    cases.method(
        "element of " + name,
        "(" + array + ")V",
        code -> {
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
    cases.compare(40, 30);
  }

  private void call(String name, int opcode, String owner, String receiver, String method) {
    cases.method(
        name,
        "(" + receiver + ")V",
        code -> {
          code.visitVarInsn(ALOAD, 0);
          String result = method.equals("toString") ? "Ljava/lang/String;" : "Ljava/lang/Object;";
          code.visitMethodInsn(opcode, owner, method, "()" + result, false);
          insns(code, POP, RETURN);
        });
  }

  @Test
  void jumpsAndHandlers() {
    cases.method(
        "merge to super class",
        "(ILjava/lang/Integer;Ljava/lang/Long;)Ljava/lang/Number;",
        code -> choose(code, "java/lang/Number"));
    cases.method(
        "merge used as one of them",
        "(ILjava/lang/Integer;Ljava/lang/Long;)Ljava/lang/Integer;",
        code -> choose(code, "java/lang/Integer"));
    cases.method(
        "merge of arrays",
        "(I[Ljava/lang/Integer;[Ljava/lang/Long;)[Ljava/lang/Number;",
        code -> choose(code, "[Ljava/lang/Number;"));
    cases.method("merge of int arrays", "(I[I[J)Ljava/lang/Object;", code -> choose(code, OBJECT));
    cases.method(
        "merge with interface",
        "(ILjava/util/List;Ljava/lang/Long;)Ljava/util/Map;",
        code -> choose(code, OBJECT));
    cases.method(
        "depths differ",
        "(I)V",
        code -> {
          Label end = new Label();
          insns(code, ICONST_0);
          code.visitVarInsn(ILOAD, 0);
          code.visitJumpInsn(IFEQ, end);
          insns(code, ICONST_0);
          code.visitLabel(end);
          frame(code, new Object[] {INTEGER}, INTEGER);
          insns(code, POP, RETURN);
        });
    cases.method(
        "kinds differ, unused",
        "(I)V",
        code -> {
          Label end = new Label();
          code.visitVarInsn(ILOAD, 0);
          code.visitJumpInsn(IFEQ, end);
          insns(code, FCONST_0);
          code.visitVarInsn(FSTORE, 0);
          code.visitLabel(end);
          frame(code, new Object[] {TOP});
          insns(code, RETURN);
        });
    cases.method(
        "kinds differ, used",
        "(I)V",
        code -> {
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
    cases.compare(40, 25);
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
    cases.method(
        name,
        "(I)V",
        code -> {
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
