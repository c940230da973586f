package hotpath.interpreter.classfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Methods with subroutines, written by hand as old compilers wrote them: the inlined code must do
 * what the JVM does with the original.
 */
class SubroutineInlinerTest implements Opcodes {
  private static final int[] ARGUMENTS = {-3, -1, 0, 1, 2, 3, 4, 7, 8, 100};

  private static final class Loader extends ClassLoader {
    Class<?> define(byte[] bytes) {
      return defineClass(null, bytes, 0, bytes.length);
    }
  }

  /** A class with {@code static int m(int)} in a version of the time. */
  private static ClassFile build(Consumer<MethodVisitor> body) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(V1_4, ACC_PUBLIC | ACC_SUPER, "sample/Old", null, "java/lang/Object", null);
    MethodVisitor method = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "m", "(I)I", null, null);
    method.visitCode();
    body.accept(method);
    method.visitMaxs(10, 310);
    method.visitEnd();
    writer.visitEnd();
    return ClassFile.parse(writer.toByteArray(), "sample/Old", true);
  }

  private static MethodCode code(ClassFile file) {
    return file.code(file.methods().getFirst());
  }

  private static List<String> results(byte[] bytes) throws ReflectiveOperationException {
    Class<?> type = new Loader().define(bytes);
    MethodHandle method =
        MethodHandles.lookup().findStatic(type, "m", MethodType.methodType(int.class, int.class));
    List<String> results = new ArrayList<>();
    for (int argument : ARGUMENTS) {
      try {
        results.add(Integer.toString((int) method.invoke(argument)));
      } catch (Throwable e) {
        results.add(e.toString());
      }
    }
    return results;
  }

  private static void checkSame(Consumer<MethodVisitor> body) throws ReflectiveOperationException {
    ClassFile file = build(body);
    MethodCode code = code(file);
    assertTrue(code.hasInlinedSubroutines());
    for (int i = 0; i < code.length(); i++) {
      assertFalse(
          code.opcode(i) == Bytecode.JSR || code.opcode(i) == Bytecode.RET, code.toString(i));
      checkBci(file, code, i);
    }
    assertNotNull(CodeFlow.of(code).stack(0));
    List<String> expected = results(file.bytes());
    assertEquals(expected, results(CodeCopy.of(file)));
    assertTrue(expected.stream().distinct().count() > 1, "results tell nothing: " + expected);
  }

  /**
   * The instruction at the bytecode index in the file is the one that stands here, or its
   * subroutine form.
   */
  private static void checkBci(ClassFile file, MethodCode code, int i) {
    int codeStart = file.methods().getFirst().codeOffset() + 8;
    Bytecode original = Bytecode.at(file.pool().u1(codeStart + code.bci(i)));
    Bytecode expected =
        original == Bytecode.WIDE
            ? Bytecode.at(file.pool().u1(codeStart + code.bci(i) + 1))
            : original.normalForm();
    boolean stands =
        switch (expected) {
          case JSR -> code.opcode(i) == Bytecode.ACONST_NULL || code.opcode(i) == Bytecode.GOTO;
          case RET -> code.opcode(i) == Bytecode.GOTO && code.subroutineReturn(i) != null;
          // Behind the last copy of a run control goes on by a goto.
          default -> code.opcode(i) == expected || code.opcode(i) == Bytecode.GOTO;
        };
    assertTrue(stands, code.toString(i) + " at bytecode index of " + original);
  }

  /** {@code try { return 100 / x; } finally { local 1 += 7 }} with its result in local 1. */
  private static void tryFinally(MethodVisitor code) {
    Label start = new Label();
    Label end = new Label();
    Label catchAll = new Label();
    Label last = new Label();
    code.visitInsn(ICONST_0);
    code.visitVarInsn(ISTORE, 1);
    code.visitLabel(start);
    code.visitIntInsn(BIPUSH, 100);
    code.visitVarInsn(ILOAD, 0);
    code.visitInsn(IDIV);
    code.visitVarInsn(ISTORE, 1);
    code.visitJumpInsn(JSR, last);
    code.visitLabel(end);
    code.visitVarInsn(ILOAD, 1);
    code.visitInsn(IRETURN);
    code.visitLabel(catchAll);
    code.visitVarInsn(ASTORE, 2);
    code.visitJumpInsn(JSR, last);
    code.visitVarInsn(ALOAD, 2);
    code.visitInsn(ATHROW);
    code.visitLabel(last);
    code.visitVarInsn(ASTORE, 3);
    code.visitIincInsn(1, 7);
    code.visitVarInsn(RET, 3);
    code.visitTryCatchBlock(start, end, catchAll, null);
  }

  @Test
  void tryAndFinally() throws ReflectiveOperationException {
    checkSame(SubroutineInlinerTest::tryFinally);
  }

  @Test
  void subroutineInSubroutine() throws ReflectiveOperationException {
    checkSame(
        code -> {
          Label outer = new Label();
          Label inner = new Label();
          code.visitJumpInsn(JSR, outer);
          code.visitJumpInsn(JSR, outer);
          code.visitVarInsn(ILOAD, 0);
          code.visitInsn(IRETURN);
          code.visitLabel(outer);
          code.visitVarInsn(ASTORE, 1);
          code.visitIincInsn(0, 1);
          code.visitJumpInsn(JSR, inner);
          code.visitJumpInsn(JSR, inner);
          code.visitVarInsn(RET, 1);
          code.visitLabel(inner);
          code.visitVarInsn(ASTORE, 2);
          code.visitVarInsn(ILOAD, 0);
          code.visitInsn(ICONST_2);
          code.visitInsn(IMUL);
          code.visitVarInsn(ISTORE, 0);
          code.visitVarInsn(RET, 2);
        });
  }

  @Test
  void leavesByBranchAndByFallingThrough() throws ReflectiveOperationException {
    checkSame(
        code -> {
          Label loop = new Label();
          Label body = new Label();
          Label end = new Label();
          code.visitLabel(loop);
          code.visitVarInsn(ILOAD, 0);
          code.visitJumpInsn(IFLE, end);
          code.visitIincInsn(0, -1);
          code.visitJumpInsn(JSR, body);
          code.visitIincInsn(0, 10);
          code.visitJumpInsn(GOTO, end);
          code.visitLabel(body);
          code.visitVarInsn(ASTORE, 1);
          code.visitVarInsn(ILOAD, 0);
          code.visitInsn(ICONST_4);
          code.visitJumpInsn(IF_ICMPGT, loop);
          code.visitVarInsn(ILOAD, 0);
          Label falls = new Label();
          code.visitJumpInsn(IFEQ, falls);
          code.visitVarInsn(RET, 1);
          code.visitLabel(falls);
          code.visitIincInsn(0, -5);
          code.visitLabel(end);
          code.visitVarInsn(ILOAD, 0);
          code.visitInsn(IRETURN);
        });
  }

  @Test
  void inALoopWithSwitchAndHandler() throws ReflectiveOperationException {
    checkSame(
        code -> {
          Label loop = new Label();
          Label done = new Label();
          Label sub = new Label();
          Label one = new Label();
          Label two = new Label();
          Label out = new Label();
          Label caught = new Label();
          code.visitInsn(ICONST_0);
          code.visitVarInsn(ISTORE, 1);
          code.visitLabel(loop);
          code.visitVarInsn(ILOAD, 0);
          code.visitJumpInsn(IFLT, done);
          code.visitJumpInsn(JSR, sub);
          code.visitIincInsn(0, -1);
          code.visitJumpInsn(GOTO, loop);
          code.visitLabel(done);
          code.visitVarInsn(ILOAD, 1);
          code.visitInsn(IRETURN);
          code.visitLabel(sub);
          code.visitVarInsn(ASTORE, 300);
          Label start = new Label();
          code.visitLabel(start);
          code.visitVarInsn(ILOAD, 0);
          code.visitTableSwitchInsn(1, 2, out, one, two);
          code.visitLabel(one);
          code.visitIincInsn(1, 11);
          code.visitJumpInsn(GOTO, out);
          code.visitLabel(two);
          code.visitInsn(ICONST_1);
          code.visitInsn(ICONST_0);
          code.visitInsn(IDIV);
          code.visitInsn(POP);
          Label end = new Label();
          code.visitLabel(end);
          code.visitJumpInsn(GOTO, out);
          code.visitLabel(caught);
          code.visitInsn(POP);
          code.visitIincInsn(1, 1000);
          code.visitLabel(out);
          code.visitVarInsn(RET, 300);
          code.visitTryCatchBlock(start, end, caught, "java/lang/ArithmeticException");
        });
  }

  @Test
  void farSubroutine() throws ReflectiveOperationException {
    checkSame(
        code -> {
          Label sub = new Label();
          code.visitJumpInsn(JSR, sub);
          code.visitVarInsn(ILOAD, 0);
          code.visitInsn(IRETURN);
          for (int k = 0; k < 33_000; k++) {
            code.visitInsn(NOP);
          }
          code.visitLabel(sub);
          code.visitVarInsn(ASTORE, 1);
          code.visitIincInsn(0, 3);
          code.visitVarInsn(RET, 1);
        });
  }

  @Test
  void refusesWhatHasNoMeaning() {
    refuse(
        "Recursive",
        code -> {
          Label sub = new Label();
          code.visitJumpInsn(JSR, sub);
          code.visitInsn(ICONST_0);
          code.visitInsn(IRETURN);
          code.visitLabel(sub);
          code.visitVarInsn(ASTORE, 1);
          code.visitJumpInsn(JSR, sub);
          code.visitVarInsn(RET, 1);
        });
    refuse("no subroutine", code -> code.visitVarInsn(RET, 0));
    refuse(
        "code end",
        code -> {
          Label sub = new Label();
          code.visitLabel(sub);
          code.visitJumpInsn(JSR, sub);
        });
  }

  /** Each level calls the next one twice: without a bound, 2^40 copies. */
  @Test
  void refusesToGrowWithoutBound() {
    refuse(
        "too large",
        code -> {
          Label[] levels = new Label[40];
          for (int k = 0; k < levels.length; k++) {
            levels[k] = new Label();
          }
          code.visitJumpInsn(JSR, levels[0]);
          code.visitVarInsn(ILOAD, 0);
          code.visitInsn(IRETURN);
          for (int k = 0; k < levels.length; k++) {
            code.visitLabel(levels[k]);
            code.visitVarInsn(ASTORE, k + 1);
            if (k + 1 < levels.length) {
              code.visitJumpInsn(JSR, levels[k + 1]);
              code.visitJumpInsn(JSR, levels[k + 1]);
            }
            code.visitVarInsn(RET, k + 1);
          }
        });
  }

  private static void refuse(String reason, Consumer<MethodVisitor> body) {
    ClassFile file = build(body);
    ClassFormatException refusal = assertThrows(ClassFormatException.class, () -> code(file));
    assertEquals(ClassFormatException.VERIFY_ERROR, refusal.errorClass());
    assertTrue(refusal.message().contains(reason), refusal.message());
  }

  @Test
  void newClassFilesHaveNoSubroutines() {
    byte[] bytes = build(SubroutineInlinerTest::tryFinally).bytes().clone();
    bytes[7] = 51;
    ClassFile file = ClassFile.parse(bytes, null, true);
    assertThrows(ClassFormatException.class, () -> code(file));
  }
}
