package hotpath.tssa.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import hotpath.tssa.eval.Arithmetic;
import hotpath.tssa.eval.Corners;
import org.junit.jupiter.api.Test;

/**
 * The order of {@link Cond} makes inverse and swapped right; shown by evaluation over corner
 * values.
 */
class CondTest {

  @Test
  void inverseHoldsExactlyWhenTheConditionDoesNot() {
    forAll(
        (cond, kind, a, b) -> {
          boolean inverse = Arithmetic.holds(cond.inverse(kind), kind, a, b);
          assertEquals(!Arithmetic.holds(cond, kind, a, b), inverse, cond + " " + kind);
          assertEquals(cond, cond.inverse(kind).inverse(kind));
        });
  }

  @Test
  void swappedHoldsOfSwappedOperands() {
    forAll(
        (cond, kind, a, b) ->
            assertEquals(
                Arithmetic.holds(cond, kind, a, b),
                Arithmetic.holds(cond.swapped(), kind, b, a),
                cond + " " + kind));
  }

  @Test
  void inverseFitsTheSameKinds() {
    for (Kind kind : Kind.values()) {
      for (Cond cond : Cond.values()) {
        if (kind != Kind.VOID && cond.fits(kind)) {
          assertEquals(true, cond.inverse(kind).fits(kind), cond + " " + kind);
          assertEquals(true, cond.swapped().fits(kind), cond + " " + kind);
        }
      }
    }
    assertFalse(Cond.LT.fits(Kind.REF));
    assertFalse(Cond.ULT.fits(Kind.F32));
    assertFalse(Cond.NLT.fits(Kind.I32));
  }

  private interface Check {
    void check(Cond cond, Kind kind, long a, long b);
  }

  private static void forAll(Check check) {
    for (Kind kind : new Kind[] {Kind.I32, Kind.I64, Kind.F32, Kind.F64, Kind.REF}) {
      for (Cond cond : Cond.values()) {
        if (cond.fits(kind)) {
          for (long a : Corners.of(kind)) {
            for (long b : Corners.of(kind)) {
              check.check(cond, kind, a, b);
            }
          }
        }
      }
    }
  }
}
