package hotpath.recorder;

import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the exits of a raw trace in order of its instructions. */
final class ExitNumbering {
  private ExitNumbering() {}

  static void apply(Tssa code) {
    Map<Insn, Insn> renamed = new HashMap<>();
    int next = 0;
    for (Block block : code.blocks()) {
      List<Insn> insns = block.insns();
      for (int i = 0; i < insns.size(); i++) {
        Insn insn = insns.get(i);
        for (int a = 0; a < insn.argCount(); a++) {
          insn.arg(a, renamed.getOrDefault(insn.arg(a), insn.arg(a)));
        }
        if (insn.op().has(TssaOp.Trait.EXIT)) {
          Exit exit = mapped(insn.exit(), renamed).withNumber(next++);
          Insn numbered =
              code.create(insn.with(insn.args().toArray(Insn[]::new), exit), insn.origin());
          insns.set(i, numbered);
          renamed.put(insn, numbered);
        }
      }
    }
  }

  private static Exit mapped(Exit exit, Map<Insn, Insn> renamed) {
    return exit.snapshot() == null || renamed.isEmpty()
        ? exit
        : exit.withSnapshot(exit.snapshot().mapped(renamed));
  }
}
