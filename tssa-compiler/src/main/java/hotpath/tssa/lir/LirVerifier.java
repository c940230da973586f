package hotpath.tssa.lir;

import hotpath.tssa.lir.LirForm.Place;
import hotpath.tssa.lir.LirForm.Role;

/**
 * Checks LIR before allocation: each operand is what the form of its operation allows, virtual
 * registers are defined once, blocks begin with a label and end with what ends blocks.
 */
public final class LirVerifier {
  private final LirCode code;
  private final LirPrinter printer;
  private final boolean[] defined;

  private LirVerifier(LirCode code) {
    this.code = code;
    this.printer = new LirPrinter(code, false);
    this.defined = new boolean[code.valueCount()];
  }

  /** Throws an exception that says what is wrong, if anything is. */
  public static void require(LirCode code) {
    new LirVerifier(code).run();
  }

  private void run() {
    for (LirBlock block : code.blocks()) {
      int last = block.insns().size() - 1;
      for (int i = 0; i <= last; i++) {
        LirInsn insn = block.insns().get(i);
        require((insn.op() == SharedOp.LABEL) == (i == 0), insn, "is at the wrong place");
        require(i == last || !insn.isTransfer(), insn, "ends the block too early");
        check(insn);
      }
      checkParameters(block);
    }
  }

  private void checkParameters(LirBlock block) {
    LirInsn end = block.end();
    if (end.op() == SharedOp.JUMP) {
      require(block.successorCount() == 1, end, "goes to one block");
      LirInsn label = code.blocks().get(block.successor(0)).label();
      require(label.operandCount() == end.operandCount(), end, "passes too few or many values");
    }
  }

  private void check(LirInsn insn) {
    LirForm form = insn.op().form();
    require(form.acceptsCount(insn.operandCount()), insn, "has too few or many operands");
    for (int i = 0; i < insn.operandCount(); i++) {
      int value = insn.operand(i);
      LirForm.Spec spec = form.spec(i);
      if (value == LirInsn.NO_OPERAND) {
        require(spec.optional(), insn, "misses operand " + i);
        continue;
      }
      Bank bank = spec.bank();
      require(bank == null || bank == code.bank(value), insn, "operand " + i + ": wrong bank");
      require(spec.fixed() < 0 || value == spec.fixed(), insn, "operand " + i + ": not fixed");
      if (!spec.role().isRead()) {
        define(insn, value);
      } else if (!code.isVirtual(value)) {
        boolean register = Location.isReg(code.fixed(value));
        boolean place = register || spec.place() == Place.ANY;
        require(place, insn, "operand " + i + " is no register");
      }
    }
    for (int i = 0; i < insn.operandCount(); i++) {
      if (form.spec(i).role() == Role.USE || form.spec(i).role() == Role.ALIVE) {
        checkDefined(insn, insn.operand(i));
      }
    }
    LirExit exit = insn.exit();
    for (int i = 0; exit != null && i < exit.stateCount(); i++) {
      checkDefined(insn, exit.state(i));
    }
  }

  private void define(LirInsn insn, int value) {
    if (!code.isMachine(value)) {
      require(code.isVirtual(value), insn, "writes what is fixed");
      require(!defined[value], insn, "defines t" + value + " again");
      defined[value] = true;
    }
  }

  /** Blocks stand in an order in which definitions come before uses. */
  private void checkDefined(LirInsn insn, int value) {
    boolean virtual = value != LirInsn.NO_OPERAND && code.isVirtual(value);
    require(!virtual || defined[value], insn, "uses t" + value + ", which is not defined");
  }

  private void require(boolean condition, LirInsn insn, String problem) {
    if (!condition) {
      throw new IllegalStateException(printer.print(insn) + " " + problem);
    }
  }
}
