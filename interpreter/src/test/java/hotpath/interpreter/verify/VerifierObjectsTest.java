package hotpath.interpreter.verify;

import static hotpath.interpreter.verify.HandMade.frame;
import static hotpath.interpreter.verify.HandMade.here;
import static hotpath.interpreter.verify.HandMade.insns;
import static hotpath.interpreter.verify.HandMade.superConstructor;

import hotpath.interpreter.verify.HandMade.Body;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Rules for uninitialized objects and constructors, one each, written by hand; HotSpot is asked
 * too.
 */
class VerifierObjectsTest implements Opcodes {
  private static final String OBJECT = "java/lang/Object";

  private final RuleCases cases = new RuleCases();

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
        code ->
            code.visitMethodInsn(
                INVOKESTATIC, "java/util/Objects", "hash", "(Ljava/lang/Object;)V", false));
    uninitialized(
        "receiver", code -> code.visitMethodInsn(INVOKEVIRTUAL, OBJECT, "hashCode", "()I", false));
    uninitialized(
        "wrong constructor",
        code -> code.visitMethodInsn(INVOKESPECIAL, "java/lang/Thread", "<init>", "()V", false));
    uninitialized("constructor", VerifierObjectsTest::construct);
    cases.method(
        "constructor of int",
        "()V",
        code -> {
          insns(code, ICONST_0);
          construct(code);
          code.visitInsn(RETURN);
        });
    cases.method(
        "constructor of initialized",
        "(Ljava/lang/Object;)V",
        code -> {
          code.visitVarInsn(ALOAD, 0);
          construct(code);
          code.visitInsn(RETURN);
        });
    cases.method(
        "both copies initialized",
        "()Ljava/lang/Object;",
        code -> {
          newObject(code);
          insns(code, DUP, DUP);
          code.visitVarInsn(ASTORE, 1);
          construct(code);
          insns(code, POP);
          code.visitVarInsn(ALOAD, 1);
          insns(code, ARETURN);
        });
    cases.method(
        "two objects of one type",
        "()Ljava/lang/Object;",
        code -> {
          newObject(code);
          newObject(code);
          construct(code);
          insns(code, ARETURN);
        });
    cases.compare(30, 60);
  }

  /** Does something with an uninitialized object under another one. */
  private void uninitialized(String name, Body use) {
    cases.method(
        name,
        "()Ljava/lang/Object;",
        code -> {
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
    cases.constructor(
        "plain",
        code -> {
          superConstructor(code);
          code.visitInsn(RETURN);
        });
    cases.constructor("none called", code -> code.visitInsn(RETURN));
    cases.constructor(
        "endless without",
        code -> {
          Label loop = here(code);
          frame(code, new Object[] {UNINITIALIZED_THIS, OBJECT});
          code.visitJumpInsn(GOTO, loop);
        });
    cases.constructor("throws without", code -> insns(code, ACONST_NULL, ATHROW));
    cases.constructor(
        "called twice",
        code -> {
          superConstructor(code);
          superConstructor(code);
          code.visitInsn(RETURN);
        });
    cases.constructor(
        "of super's super",
        code -> {
          code.visitVarInsn(ALOAD, 0);
          code.visitMethodInsn(INVOKESPECIAL, OBJECT, "<init>", "()V", false);
          code.visitInsn(RETURN);
        });
    cases.constructor(
        "own",
        code -> {
          code.visitVarInsn(ALOAD, 0);
          code.visitMethodInsn(INVOKESPECIAL, HandMade.NAME, "<init>", "()V", false);
          code.visitInsn(RETURN);
        });
    cases.constructor("own field first", code -> putThenSuper(code, HandMade.NAME, "own"));
    cases.constructor(
        "unknown own field first", code -> putThenSuper(code, HandMade.NAME, "other"));
    cases.constructor("field of super first", code -> putThenSuper(code, HandMade.SUPER, "own"));
    cases.constructor(
        "reads field first",
        code -> {
          code.visitVarInsn(ALOAD, 0);
          code.visitFieldInsn(GETFIELD, HandMade.NAME, "own", "Ljava/lang/Object;");
          code.visitInsn(POP);
          superConstructor(code);
          code.visitInsn(RETURN);
        });
    cases.constructor(
        "on one path only",
        code -> {
          Label end = new Label();
          code.visitVarInsn(ALOAD, 1);
          code.visitJumpInsn(IFNULL, end);
          superConstructor(code);
          code.visitInsn(RETURN);
          code.visitLabel(end);
          frame(code, new Object[] {UNINITIALIZED_THIS, OBJECT});
          code.visitInsn(RETURN);
        });
    cases.constructor("in try, handler throws", code -> superInTry(code, ATHROW, TOP));
    cases.constructor("in try, handler returns", code -> superInTry(code, RETURN, TOP));
    cases.constructor(
        "in try, handler keeps this", code -> superInTry(code, ATHROW, UNINITIALIZED_THIS));
    cases.constructor("in try, handler uses this", code -> superInTry(code, ATHROW, HandMade.NAME));
    cases.compare(30, 50);
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
    cases.method(
        "new again, the old one in a local",
        "()V",
        code -> {
          newObject(code);
          insns(code, POP);
          Label loop = here(code);
          frame(code, new Object[0]);
          newObject(code);
          code.visitVarInsn(ASTORE, 1);
          code.visitJumpInsn(GOTO, loop);
        });
    cases.method("constructed in the handler", "()V", code -> constructorInTry(code, true));
    cases.method("handler without the object", "()V", code -> constructorInTry(code, false));
    cases.compare(10, 0);
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
}
