package hotpath.tssa.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.tssa.eval.Corners;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.verify.TssaVerifier;
import java.util.List;
import org.junit.jupiter.api.Test;

class TssaTextTest {

  private static final String LOOP =
      """
      trace 3 root Sieve.run([I)V @12
        v0:i32 = slot 1
        v1:ref = slot 2
        v2:i32 = load.i32 v1+12 @length!
        v3:addr = tb
        v4:i64 = load.i64 v3 @count~
      loop (v5:i32 = v0, v6:i64 = v4)
        guard ult v5, v2 else exit 0 out_of_bounds#4 [Sieve.run([I)V @14 pc 0x1230 fp 0 sp 5 count v6+7 | -2=v1 1=v5 2=v1]
        v7:i32 = load.i32 v1+v5<<2+16 @[I*
        store.slot.i32 v3+v7-8 @spill~, v5
        v8:i32 = add v5, 1
        v9:i64 = add v6, 7L
        jump loop (v8, v9)
      """;

  private static final String SUNK =
      """
      trace t
        v0:i32 = slot 1
        guard ne v0, 0 else exit 0 x [p pc 0x0 fp 0 sp 0 count +3 | 1=o0 2=o1 ; o0=new 77, 24 (12.i32=v0 16.ref=o1) o1=newarray 2 78, 3 ()]
        leave v0, 5 exit 1 y#2 [p pc 0xffffffffffffffff fp 3 sp -1]
      """;

  private static final String HANDLER =
      """
      handler iload
      b0:
        v0:addr = pc
        v1:addr = sp
        v2:i32 = load.i32 v0+4 @code~
        branch lt v2, -5 -> b1, b2
      b1:
        v3:addr = plus v0, 8L
        dispatch v0, v1, v3, 0L
      b2:
        v4:i32 = call 7 (v2, 1.5f)
        v5:ref = new v4, 24 else exit 0 alloc
        v6:ref = newarray 3 v4, v2 else exit 1 alloc#1
        calleffect 8 ()
        copy @[ref* v1, v0, 24L
        leave exit 2 done
      """;

  private static final String LEAF =
      """
      leaf fill
      b0 (v0:ref, v1:i32, v2:i32):
        jump b1 (0)
      b1 (v3:i32):
        branch lt v3, v2 -> b2, b3
      b2:
        store.i8 v0+v3+16 @[B*, v1
        store.i8 null+5<<0+16 @x?, v1
        store.f64 null @y=, 0.0
        v4:i32 = add v3, 1
        jump b1 (v4)
      b3:
        return
      """;

  @Test
  void canonicalTextsReadAndPrintTheSame() {
    for (String text : List.of(LOOP, SUNK, HANDLER, LEAF)) {
      Tssa tssa = TssaParser.parse(text);
      assertEquals(List.of(), TssaVerifier.verify(tssa));
      assertEquals(text, TssaPrinter.print(tssa));
      assertNull(TssaEquality.difference(tssa, TssaParser.parse(TssaPrinter.print(tssa))));
    }
  }

  @Test
  void numbersBecomeDenseAndUsesMayComeFirst() {
    String text =
        """
        ; a comment
        leaf f
        b0 (v10:i32):
          jump b2 ()
        b1:
          return v7
        b2:
          v7:i32 = add v10, 0xff
          jump b1 ()
        """;
    assertEquals(
        """
        leaf f
        b0 (v0:i32):
          jump b2 ()
        b1:
          return v1
        b2:
          v1:i32 = add v0, 255
          jump b1 ()
        """,
        TssaPrinter.print(TssaParser.parse(text)));
  }

  @Test
  void constantsReadBackToTheSameBits() {
    for (Kind kind : new Kind[] {Kind.I32, Kind.I64, Kind.F32, Kind.F64}) {
      for (long bits : Corners.of(kind)) {
        Constants.Constant back = Constants.parse(Constants.print(kind, bits));
        assertEquals(new Constants.Constant(kind, bits), back);
      }
    }
    assertEquals(
        new Constants.Constant(Kind.F32, 0xFFFFFFFFFFC00001L), Constants.parse("f32:ffc00001"));
    assertEquals(Double.doubleToLongBits(12.0), Constants.parse("0x1.8p3").bits());
    assertEquals(Float.floatToIntBits(-12.0f), Constants.parse("-0x1.8p3f").bits());
    assertEquals(-16, Constants.parse("-0x10").bits());
    assertEquals(-1L, Constants.parse("0xffffffffffffffffL").bits());
    assertEquals(-1L, Constants.parse("0xffffffff").bits());
  }

  @Test
  void exponentsDoNotEndANumber() {
    String text = "leaf f\nb0 ():\n  return 1.0E10, 1.0E-10, -1.0E-10f, null, -5L\n";
    assertEquals(text.replace(" ()", ""), TssaPrinter.print(TssaParser.parse(text)));
  }

  @Test
  void differencesAreSeen() {
    for (String[] change :
        new String[][] {
          {"add v5, 1", "add v5, 2"},
          {"add v5, 1", "sub v5, 1"},
          {"ult", "ule"},
          {"+12 @length!", "+8 @length!"},
          {"@length!", "@length"},
          {"load.i32 v1+12", "load.u16 v1+12"},
          {"out_of_bounds#4", "out_of_bounds#5"},
          {"1=v5 2=v1", "1=v5 2=v0"},
          {"1=v5 2=v1", "1=v5"},
          {"count v6+7", "count v6+8"},
          {"fp 0", "fp 1"},
          {"jump loop (v8, v9)", "jump loop (v5, v9)"},
          {"slot 2", "slot 3"},
        }) {
      Tssa changed = TssaParser.parse(LOOP.replace(change[0], change[1]));
      assertNotNull(TssaEquality.difference(TssaParser.parse(LOOP), changed), change[0]);
    }
    Tssa sunk = TssaParser.parse(SUNK);
    for (String[] change :
        new String[][] {
          {"12.i32=v0", "12.i32=5"},
          {"16.ref=o1", "16.ref=o0"},
          {"1=o0", "1=o1"},
          {"78, 3", "78, 4"}
        }) {
      Tssa changed = TssaParser.parse(SUNK.replace(change[0], change[1]));
      assertNotNull(TssaEquality.difference(sunk, changed), change[0]);
    }
  }

  @Test
  void errorsTellLineAndColumn() {
    assertError("", 1, 1, "no code");
    assertError("trade x", 1, 1, "expected trace");
    assertError("trace x\n  v0:i32 = slut 1", 2, 12, "no operation 'slut'");
    assertError("trace x\n  v0:i33 = slot 1", 2, 9, "no kind");
    assertError("trace x\n  v0:i32 = add 1, v9", 2, 19, "v9 is not defined");
    assertError("trace x\n  v0:i32 = add 1, 2x", 2, 19, "no value");
    assertError("trace x\n  v0:i32 = slot 1\n  v0:i32 = slot 1", 3, 12, "twice");
    assertError("trace x\n  v0:i32 = slot 1 2", 2, 19, "unexpected");
    assertError("trace x\n  v0:i32 = load.i32 null+12 length", 2, 29, "expected '@'");
    assertError("trace x\n  guard ltt 1, 2 else exit 0 x", 2, 12, "no condition");
    assertError("trace x\nloop (v0:i32)\n", 2, 1, "initial value");
    assertError("leaf x\n  return", 2, 1, "outside");
    assertError("leaf x\nb0:\n  return\nb0:\n", 4, 1, "before");
  }

  private static void assertError(String text, int line, int column, String message) {
    TssaSyntaxException e =
        assertThrows(TssaSyntaxException.class, () -> TssaParser.parse(text), text);
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertEquals(line, e.line(), e.getMessage());
    assertEquals(column, e.column(), e.getMessage());
  }
}
