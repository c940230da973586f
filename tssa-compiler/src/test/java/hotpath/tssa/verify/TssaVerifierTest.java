package hotpath.tssa.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.text.TssaParser;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Each way in which code can be wrong is reported; each text below differs from well-formed code in
 * one thing.
 */
class TssaVerifierTest {

  private static final String TRACE =
      """
      trace t
        v0:i32 = slot 1
        v1:ref = slot 2
        v2:addr = address v1
        v3:i64 = load.i64 v2+8 @count~
        guard lt v0, 5 else exit 0 a [p pc 0x0 fp 0 sp 0 count v3 | 1=v0 2=v1]
      loop (v4:i32 = v0)
        v5:i32 = add v4, 1
        guard lt v5, 5 else exit 1 b [p pc 0x0 fp 0 sp 0 | 1=v4 3=o0 ; o0=new 77, 24 (12.i32=v5 16.ref=v1)]
        jump loop (v5)
      """;

  private static final String HANDLER =
      """
      handler h
      b0:
        v0:addr = sp
        v1:i32 = load.slot.i32 v0-8 @frame~
        guard ne v1, 0 else exit 0 a
        branch lt v1, 5 -> b1, b2
      b1:
        store.slot.i32 v0-8 @frame~, v1
        dispatch v0, v0, v0, 1L
      b2:
        leave exit 1 b
      """;

  private static final String LEAF =
      """
      leaf l
      b0 (v0:i32):
        jump b1 (0)
      b1 (v1:i32):
        v2:i32 = add v1, 1
        branch lt v2, v0 -> b2, b3
      b2:
        jump b1 (v2)
      b3:
        return v2
      """;

  private static List<String> verify(String text) {
    return TssaVerifier.verify(TssaParser.parse(text));
  }

  /** One change to well-formed code makes one problem (or more) that says {@code message}. */
  private static void change(String code, String from, String to, String message) {
    assertEquals(List.of(), verify(code));
    assertTrue(code.contains(from), from);
    String changed = code.replace(from, to);
    List<String> problems = verify(changed);
    assertTrue(
        problems.stream().anyMatch(problem -> problem.contains(message)),
        () -> message + " is not among " + problems + "\n" + changed);
  }

  @Test
  void operandsAndResults() {
    change(TRACE, "add v4, 1", "add v4, 1L", "operand 1 is i64");
    change(TRACE, "add v4, 1", "add v4", "has 1 operands");
    change(TRACE, "add v4, 1", "neg v4, 1", "has 2 operands");
    change(TRACE, "v5:i32 = add v4, 1", "v5:i32 = i2l v4", "yields i32");
    change(TRACE, "v5:i32 = add v4, 1", "v5:i32 = lcmp v4, v4", "operand 0 is i32");
    change(TRACE, "guard lt v0, 5", "guard nlt v0, 5", "asks nlt of i32");
    change(TRACE, "guard lt v0, 5", "guard lt v1, null", "asks lt of ref");
    change(TRACE, "guard lt v0, 5", "guard eq v0, null", "operand 1 is ref");
    change(TRACE, "v3:i64 = load.i64", "v3:i64 = load.i32", "yields i64");
    change(TRACE, "v2+8 @count", "v0+8 @count", "operand 0 is i32");
    change(TRACE, "v2+8 @count", "v2+v1<<1+8 @count", "operand 1 is ref");
    change(TRACE, "add v4, 1", "add v4, v9\n  v9:i32 = slot 4", "before it is defined");
    change(TRACE, "v0:i32 = slot 1", "v0:i32 = slot 1\n  v9:addr = slot 7", "yields addr");
    change(
        HANDLER, "store.slot.i32 v0-8 @frame~, v1", "store.slot.ref v0-8 @frame~, v1", "operand 1");
  }

  @Test
  void constants() {
    change(TRACE, "address v1", "address ref:8", "has the constant 8 of ref");
    change(TRACE, "load.i64 v2+8", "load.i64 addr:8+8", "has the constant 8 of addr");
    Tssa tssa = TssaParser.parse("leaf l\nb0 (v0:i32):\n  return v0\n");
    Insn wide = tssa.constant(Kind.I32, 0xFFFFFFFFL);
    tssa.entry().end().arg(0, wide);
    assertTrue(TssaVerifier.verify(tssa).getFirst().contains("has the constant ffffffff of i32"));
  }

  @Test
  void definitionsAndUses() {
    change(
        LEAF, "return v2", "v9:i32 = add v2, v3\n  v3:i32 = neg v2\n  return v9", "before it is");
    change(LEAF, "  jump b1 (0)", "  v9:i32 = add v2, 1\n  jump b1 (0)", "before it is defined");
    Tssa tssa = TssaParser.parse(LEAF);
    Insn moved = tssa.blocks().get(1).insns().removeFirst();
    assertTrue(TssaVerifier.verify(tssa).getFirst().contains("which stands nowhere"));
    tssa.entry().insns().addFirst(moved);
    tssa.blocks().get(3).insns().addFirst(moved);
    assertTrue(TssaVerifier.verify(tssa).getFirst().contains("stands in two places"));
  }

  @Test
  void blocksAndEdges() {
    change(LEAF, "  return v2", "  return v2\n  return v2", "ends a block before its end");
    change(LEAF, "\n  return v2", "", "has no end");
    change(LEAF, "  return v2", "  v9:i32 = neg v2", "is no end");
    change(LEAF, "jump b1 (v2)", "jump b1 ()", "passes 0 values");
    change(LEAF, "jump b1 (v2)", "jump b1 (2L)", "passes i64 for parameter 0");
    change(LEAF, "jump b1 (v2)", "jump b0 (v2)", "goes to the entry");
    change(LEAF, "-> b2, b3", "-> b1, b3", "branches to a block that others reach");
    change(LEAF, "-> b2, b3", "-> b3, b3", "is not reached");
    Tssa tssa = TssaParser.parse(LEAF);
    Block other = TssaParser.parse(LEAF).blocks().get(1);
    tssa.entry().end().targets(other);
    assertTrue(TssaVerifier.verify(tssa).getFirst().contains("goes to a block of other code"));
    tssa.entry().end().targets(new Block[0]);
    assertTrue(TssaVerifier.verify(tssa).getFirst().contains("has 0 targets"));
    assertEquals(List.of("no block"), TssaVerifier.verify(new Tssa("empty", Tssa.Shape.LEAF)));
  }

  @Test
  void exitsAndSnapshots() {
    change(TRACE, "exit 1 b", "exit 2 b", "should have exit 1");
    change(TRACE, "exit 0 a [p pc 0x0 fp 0 sp 0 count v3 | 1=v0 2=v1]", "exit 0 a", "no snapshot");
    change(TRACE, "1=v0 2=v1", "2=v1 1=v0", "slots out of order");
    change(TRACE, "1=v0 2=v1", "1=v0 1=v1", "slots out of order");
    change(TRACE, "1=v0 2=v1", "1=v2", "an address in its snapshot");
    change(TRACE, "count v3", "count v0", "counts in i32");
    change(TRACE, "12.i32=v5 16.ref=v1", "16.ref=v1 12.i32=v5", "fields are out of order");
    change(TRACE, "12.i32=v5 16.ref=v1", "12.i32=v5 14.ref=v1", "fields are out of order");
    change(TRACE, "12.i32=v5", "12.i64=v5", "a field of another kind");
    change(TRACE, "new 77, 24", "new v5, 24", "by what is no constant");
    change(TRACE, "3=o0 ;", "3=v5 ;", "an object that nothing refers to");
    Exit odd = new Exit(0, 0, "two words", null);
    Tssa tssa = new Tssa("odd", Tssa.Shape.HANDLER);
    tssa.append(
        tssa.newBlock(),
        new Insn.Template(TssaOp.LEAVE, Kind.VOID, new Insn[0], 0, null, null, odd),
        0);
    assertTrue(TssaVerifier.verify(tssa).getFirst().contains("a label that cannot be read back"));
  }

  @Test
  void shapes() {
    change(TRACE, "v0:i32 = slot 1", "v0:i32 = slot 1\n  v9:addr = sp", "belong in a TRACE");
    change(TRACE, "v0:i32 = slot 1", "v0:i32 = slot 1\n  v9:i64 = count", "belong in a TRACE");
    change(TRACE, "loop (v4:i32 = v0)", "loop (v4:i32 = v0, v9:addr = v2)", "passes 1 values");
    change(
        TRACE
            .replace("loop (v4:i32 = v0)", "loop (v4:i32 = v0, v9:i32 = 5)")
            .replace("loop (v5)", "loop (v5, 5)"),
        "v9:i32 = 5",
        "v9:addr = v2",
        "carries an address around the loop");
    change(TRACE, "jump loop (v5)", "leave exit 2 c [p pc 0x0 fp 0 sp 0]", "does not go back");
    change(HANDLER, "v0:addr = sp", "v0:addr = sp\n  v9:i32 = slot 1", "belong in a HANDLER");
    change(HANDLER, "exit 0 a", "exit 0 a [p pc 0x0 fp 0 sp 0]", "has a snapshot");
    change(
        HANDLER,
        "  dispatch v0, v0, v0, 1L",
        "  guard ne v1, 7 else exit 1 c\n  dispatch v0, v0, v0, 1L",
        "can leave after an effect");
    change(HANDLER, "  leave exit 1 b", "  jump b1 ()", "is reached from two blocks of a tree");
    change(LEAF, "  return v2", "  leave exit 0 a", "leaves a leaf routine");
    change(LEAF, "v2:i32 = add v1, 1", "v2:i32 = slot 1", "belong in a LEAF");
  }

  @Test
  void aTraceHasAtMostOneLoop() {
    Tssa tssa = TssaParser.parse(TRACE);
    Block third = tssa.newBlock();
    Insn.Template jump =
        new Insn.Template(TssaOp.JUMP, Kind.VOID, new Insn[0], 0, null, null, null);
    tssa.append(third, jump, 0).targets(third);
    assertTrue(
        TssaVerifier.verify(tssa).stream().anyMatch(p -> p.contains("one too many for a trace")));
  }

  @Test
  void requireListsProblemsAndCode() {
    Tssa tssa = TssaParser.parse(TRACE.replace("exit 1 b", "exit 7 b"));
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> TssaVerifier.require(tssa, "here"));
    assertTrue(e.getMessage().startsWith("here:\n"));
    assertTrue(e.getMessage().contains("should have exit 1"));
    assertTrue(e.getMessage().contains("trace t\n"));
  }
}
