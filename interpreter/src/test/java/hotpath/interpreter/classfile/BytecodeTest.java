package hotpath.interpreter.classfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.util.Printer;

/** The bytecode table against ASM's names and against itself. */
class BytecodeTest {
  @Test
  void mnemonicsAreAsms() {
    int named = 0;
    for (int code = 0; code < Printer.OPCODES.length; code++) {
      String name = Printer.OPCODES[code];
      // ASM has neither short nor wide forms.
      if (!name.isEmpty()) {
        assertEquals(name.toLowerCase(Locale.ROOT), Bytecode.at(code).mnemonic());
        named++;
      }
    }
    assertTrue(named > 150, "names compared: " + named);
  }

  @Test
  void countsAndLimits() {
    assertEquals(202, Bytecode.COUNT);
    assertNull(Bytecode.ofCode(202));
    assertNull(Bytecode.ofCode(-1));
    assertEquals(Bytecode.JSR_W, Bytecode.ofCode(201));
  }

  @Test
  void shortFormsNameTheirLocal() {
    assertEquals(Bytecode.DLOAD, Bytecode.DLOAD_3.normalForm());
    assertEquals(3, Bytecode.DLOAD_3.impliedLocal());
    assertEquals(Bytecode.ASTORE, Bytecode.ASTORE_0.normalForm());
    assertEquals(0, Bytecode.ASTORE_0.impliedLocal());
    assertEquals(-1, Bytecode.ASTORE.impliedLocal());
    assertEquals(Bytecode.LDC, Bytecode.LDC_W.normalForm());
    assertEquals(Bytecode.LDC2_W, Bytecode.LDC2_W.normalForm());
  }

  @Test
  void flagsAgreeWithEachOther() {
    for (Bytecode op : Bytecode.values()) {
      assertEquals(op.normalForm(), op.normalForm().normalForm(), "normal form of " + op);
      assertTrue(!op.isConditional() || op.isBranch(), op + " is conditional and no branch");
      assertTrue(!op.isConditional() || !op.endsBlock(), op + " is conditional and ends a block");
      assertTrue(!op.isReturn() || op.endsBlock(), op + " returns and goes on");
      assertTrue(!op.isInvoke() || op.mayThrow(), op + " cannot throw");
      String effect = op.effect();
      assertTrue(
          effect == null || effect.matches("[IJFDA]*>[IJFDA]?"), op + " has effect " + effect);
    }
  }
}
