package hotpath.tssa.alloc;

import hotpath.tssa.lir.LirBlock;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirExit;
import hotpath.tssa.lir.LirForm;
import hotpath.tssa.lir.LirForm.Role;
import hotpath.tssa.lir.LirInsn;

/** Which virtual registers are alive at the start of each block: the usual backward data flow. */
final class Liveness {
  private final LirCode code;
  private final int words;
  private final long[][] liveIn;

  Liveness(LirCode code) {
    this.code = code;
    words = (code.valueCount() + 63) >> 6;
    int blocks = code.blocks().size();
    liveIn = new long[blocks][words];
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int b = blocks - 1; b >= 0; b--) {
        changed |= flow(code.blocks().get(b));
      }
      changed &= blocks > 1;
    }
  }

  long[][] liveIn() {
    return liveIn;
  }

  private boolean flow(LirBlock block) {
    long[] live = new long[words];
    for (int s = 0; s < block.successorCount(); s++) {
      long[] in = liveIn[block.successor(s)];
      for (int w = 0; w < words; w++) {
        live[w] |= in[w];
      }
    }
    for (int i = block.insns().size() - 1; i >= 0; i--) {
      flow(block.insns().get(i), live);
    }
    long[] before = liveIn[block.number()];
    boolean changed = false;
    for (int w = 0; w < words; w++) {
      changed |= before[w] != live[w];
      before[w] = live[w];
    }
    return changed;
  }

  private void flow(LirInsn insn, long[] live) {
    LirForm form = insn.op().form();
    for (int i = 0; i < insn.operandCount(); i++) {
      Role role = form.spec(i).role();
      if (role == Role.DEF || role == Role.TEMP) {
        int value = insn.operand(i);
        if (value >= 0) {
          live[value >> 6] &= ~(1L << value);
        }
      }
    }
    for (int i = 0; i < insn.operandCount(); i++) {
      if (form.spec(i).role().isRead()) {
        add(insn.operand(i), live);
      }
    }
    LirExit exit = insn.exit();
    if (exit != null) {
      for (int i = 0; i < exit.stateCount(); i++) {
        add(exit.state(i), live);
      }
    }
  }

  private void add(int value, long[] live) {
    if (value != LirInsn.NO_OPERAND && code.isVirtual(value)) {
      live[value >> 6] |= 1L << value;
    }
  }
}
