package hotpath.interpreter.verify;

import static hotpath.interpreter.verify.HandMade.insns;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.interpreter.classfile.ClassFile;
import hotpath.interpreter.classfile.ClassFiles;
import hotpath.interpreter.classfile.ClassFormatException;
import hotpath.interpreter.classfile.HotSpotOracle;
import hotpath.interpreter.verify.HandMade.Body;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Verification of {@code jsr} and {@code ret}: HotSpot looks at the subroutine, we look at its
 * copies.
 */
class VerifierSubroutinesTest implements Opcodes {
  private static final int[] VERSIONS = {V1_2, V1_4, V1_5, V1_6};

  private static Verdict verdict(byte[] bytes) {
    try {
      ClassFile file = ClassFile.parse(bytes, null, true);
      return new FileHierarchy(ClassFiles::find).verify(file);
    } catch (ClassFormatException e) {
      return new Verdict.Rejected(e.errorClass(), e.message());
    }
  }

  private static void check(boolean accepted, Body body) {
    for (int version : VERSIONS) {
      byte[] bytes = HandMade.withMethod(version, "(I)I", body);
      Throwable refusal = HotSpotOracle.refusal(bytes);
      assertEquals(accepted, refusal == null, "HotSpot, version " + version + ": " + refusal);
      Verdict verdict = verdict(bytes);
      assertEquals(
          accepted, verdict instanceof Verdict.Accepted, "version " + version + ": " + verdict);
    }
  }

  /** Calls a subroutine twice, returns local 0. */
  private static void callTwice(MethodVisitor code, Body subroutine) {
    Label sub = new Label();
    code.visitJumpInsn(JSR, sub);
    code.visitJumpInsn(JSR, sub);
    code.visitVarInsn(ILOAD, 0);
    code.visitInsn(IRETURN);
    code.visitLabel(sub);
    subroutine.write(code);
  }

  @Test
  void plainSubroutine() {
    check(
        true,
        code ->
            callTwice(
                code,
                sub -> {
                  sub.visitVarInsn(ASTORE, 1);
                  sub.visitIincInsn(0, 1);
                  sub.visitVarInsn(RET, 1);
                }));
  }

  /**
   * The point of subroutines: a local that the subroutine leaves alone may have different kinds at
   * its calls.
   */
  @Test
  void localsOfDifferentKindsAtTheCalls() {
    check(
        true,
        code -> {
          Label sub = new Label();
          insns(code, FCONST_0);
          code.visitVarInsn(FSTORE, 3);
          code.visitJumpInsn(JSR, sub);
          code.visitVarInsn(FLOAD, 3);
          insns(code, POP, ICONST_0);
          code.visitVarInsn(ISTORE, 3);
          code.visitJumpInsn(JSR, sub);
          code.visitVarInsn(ILOAD, 3);
          insns(code, IRETURN);
          code.visitLabel(sub);
          code.visitVarInsn(ASTORE, 1);
          code.visitVarInsn(RET, 1);
        });
  }

  @Test
  void returnAddressesAreNoReferences() {
    check(
        false,
        code ->
            callTwice(
                code,
                sub -> {
                  sub.visitVarInsn(ASTORE, 1);
                  sub.visitVarInsn(ALOAD, 1);
                  sub.visitVarInsn(ASTORE, 2);
                  sub.visitVarInsn(RET, 2);
                }));
    check(false, code -> callTwice(code, sub -> sub.visitInsn(ARETURN)));
    check(
        false,
        code ->
            callTwice(
                code,
                sub -> {
                  Label next = new Label();
                  sub.visitJumpInsn(IFNULL, next);
                  sub.visitLabel(next);
                  insns(sub, ICONST_0, IRETURN);
                }));
  }

  @Test
  void returnsOnlyThroughAnAddress() {
    check(
        false,
        code ->
            callTwice(
                code,
                sub -> {
                  sub.visitVarInsn(ASTORE, 1);
                  sub.visitVarInsn(RET, 2);
                }));
    check(
        false,
        code ->
            callTwice(
                code,
                sub -> {
                  insns(sub, POP);
                  sub.visitVarInsn(RET, 0);
                }));
    check(
        false,
        code ->
            callTwice(
                code,
                sub -> {
                  sub.visitVarInsn(ASTORE, 1);
                  insns(sub, ACONST_NULL);
                  sub.visitVarInsn(ASTORE, 1);
                  sub.visitVarInsn(RET, 1);
                }));
  }

  @Test
  void subroutineThatChangesTheStack() {
    check(
        false,
        code -> {
          Label sub = new Label();
          code.visitJumpInsn(JSR, sub);
          insns(code, POP, ICONST_0, IRETURN);
          code.visitLabel(sub);
          code.visitVarInsn(ASTORE, 1);
          code.visitVarInsn(RET, 1);
        });
    check(
        true,
        code -> {
          Label sub = new Label();
          code.visitJumpInsn(JSR, sub);
          insns(code, IRETURN);
          code.visitLabel(sub);
          code.visitVarInsn(ASTORE, 1);
          insns(code, ICONST_3);
          code.visitVarInsn(RET, 1);
        });
  }

  /**
   * A known difference: HotSpot lets a subroutine return over its caller at once; we refuse rather
   * than misread it.
   */
  @Test
  void returnOverTwoCallsIsRefused() {
    Body body =
        code -> {
          Label outer = new Label();
          Label inner = new Label();
          code.visitJumpInsn(JSR, outer);
          insns(code, ICONST_0, IRETURN);
          code.visitLabel(outer);
          code.visitVarInsn(ASTORE, 1);
          code.visitJumpInsn(JSR, inner);
          insns(code, ICONST_1, IRETURN);
          code.visitLabel(inner);
          insns(code, POP);
          code.visitVarInsn(RET, 1);
        };
    byte[] bytes = HandMade.withMethod(V1_4, "(I)I", body);
    assertEquals(null, HotSpotOracle.refusal(bytes));
    Verdict.Rejected rejected = assertInstanceOf(Verdict.Rejected.class, verdict(bytes));
    assertTrue(rejected.message().contains("Illegal return"), rejected.message());
  }

  /**
   * Spoiled subroutines. We accept more: copies are checked one by one, so calls may differ in
   * their stack heights, and unreachable instructions are not copied. We refuse what HotSpot
   * accepts only where a return skips a level.
   */
  @Test
  void agreesWithHotSpotOnMutants() {
    long seed = 20260106;
    byte[] subject =
        HandMade.withMethod(
            V1_4,
            "(I)I",
            code -> {
              Label loop = HandMade.here(code);
              Label sub = new Label();
              Label done = new Label();
              Label inner = new Label();
              Label start = HandMade.here(code);
              code.visitVarInsn(ILOAD, 0);
              code.visitJumpInsn(IFLE, done);
              code.visitJumpInsn(JSR, sub);
              Label end = HandMade.here(code);
              code.visitJumpInsn(GOTO, loop);
              Label handler = HandMade.here(code);
              code.visitVarInsn(ASTORE, 4);
              code.visitJumpInsn(JSR, sub);
              code.visitVarInsn(ALOAD, 4);
              insns(code, ATHROW);
              code.visitLabel(done);
              code.visitVarInsn(ILOAD, 0);
              insns(code, IRETURN);
              code.visitLabel(sub);
              code.visitVarInsn(ASTORE, 1);
              code.visitIincInsn(0, -1);
              code.visitJumpInsn(JSR, inner);
              code.visitVarInsn(RET, 1);
              code.visitLabel(inner);
              code.visitVarInsn(ASTORE, 2);
              insns(code, LCONST_1);
              code.visitVarInsn(LSTORE, 5);
              code.visitVarInsn(RET, 2);
              code.visitTryCatchBlock(start, end, handler, null);
            });
    ClassMutator mutator = new ClassMutator(seed);
    List<String> differences = new ArrayList<>();
    int compared = 0;
    int tooStrict = 0;
    for (int k = 0; k < 3000; k++) {
      ClassMutator.Kind kind = ClassMutator.Kind.values()[k % ClassMutator.Kind.values().length];
      byte[] mutant = mutator.mutate(subject, kind, 0);
      Throwable refusal = mutant == null ? null : HotSpotOracle.refusal(mutant);
      boolean counts =
          refusal == null
              || refusal instanceof VerifyError
              || refusal.getClass() == ClassFormatError.class;
      if (mutant != null && counts) {
        compared++;
        Verdict verdict = verdict(mutant);
        assertFalse(verdict.toString().contains(Verifier.UNFORESEEN), verdict.toString());
        if ((refusal == null) != (verdict instanceof Verdict.Accepted)) {
          tooStrict += refusal == null ? 1 : 0;
          differences.add(kind + " #" + k + "\n  HotSpot: " + refusal + "\n  ours: " + verdict);
        }
      }
    }
    System.out.printf(
        "mutants with subroutines, seed %d: %d compared, %d differ, %d where we are stricter%n",
        seed, compared, differences.size(), tooStrict);
    String summary = "seed " + seed + ": " + String.join("\n", differences);
    assertTrue(compared > 1500, summary);
    assertTrue(tooStrict <= compared / 1000, summary);
    assertTrue(differences.size() <= compared / 30, summary);
  }
}
