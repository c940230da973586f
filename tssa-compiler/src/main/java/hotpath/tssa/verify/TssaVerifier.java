package hotpath.tssa.verify;

import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.text.TssaPrinter;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks everything that passes and backends take for granted: signatures, one end to each block,
 * definition before use, exits in order, snapshots that can be restored, and the rules of the
 * code's shape ({@link ShapeRules}).
 *
 * <p>Constants count as defined everywhere. A structural problem (no end, a jump to nowhere) hides
 * the later ones, which could not be looked for.
 */
public final class TssaVerifier {
  private final Tssa tssa;
  private final TssaPrinter printer;
  private final List<String> problems = new ArrayList<>();

  /** Block and position where each value is defined; position -1 for parameters. */
  private final int[] blockOf;

  private final int[] positionOf;

  private TssaVerifier(Tssa tssa) {
    this.tssa = tssa;
    this.printer = new TssaPrinter(tssa);
    this.blockOf = new int[tssa.idLimit()];
    this.positionOf = new int[tssa.idLimit()];
  }

  /** What is wrong with {@code tssa}; empty if it is well formed. */
  public static List<String> verify(Tssa tssa) {
    TssaVerifier verifier = new TssaVerifier(tssa);
    verifier.structure();
    if (verifier.problems.isEmpty()) {
      verifier.contents();
    }
    return verifier.problems;
  }

  /**
   * Verifies and complains.
   *
   * @throws IllegalStateException if there are problems; it lists them and the code
   */
  public static void require(Tssa tssa, String when) {
    List<String> problems = verify(tssa);
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          when + ":\n" + String.join("\n", problems) + "\n" + TssaPrinter.print(tssa));
    }
  }

  void problem(Block block, Insn insn, String message) {
    problems.add("block " + block.number() + ": `" + printer.line(insn) + "` " + message);
  }

  void problem(Block block, String message) {
    problems.add("block " + block.number() + ": " + message);
  }

  private void structure() {
    if (tssa.blocks().isEmpty()) {
      problems.add("no block");
      return;
    }
    for (Block block : tssa.blocks()) {
      for (Insn param : block.params()) {
        define(block, param, -1);
        if (param.op() != TssaOp.PARAM) {
          problem(block, param, "is no parameter");
        }
      }
      List<Insn> insns = block.insns();
      for (int i = 0; i < insns.size(); i++) {
        Insn insn = insns.get(i);
        define(block, insn, i);
        if (insn.op().endsBlock() != (i == insns.size() - 1)) {
          problem(block, insn, insn.op().endsBlock() ? "ends a block before its end" : "is no end");
        }
        if (insn.op() == TssaOp.PARAM) {
          problem(block, insn, "is a parameter among the instructions");
        }
        targets(block, insn);
      }
      if (insns.isEmpty()) {
        problem(block, "has no end");
      }
    }
  }

  private void define(Block block, Insn insn, int position) {
    if (insn.id() < 0 || insn.id() >= blockOf.length) {
      problem(block, "an instruction of other code");
    } else if (blockOf[insn.id()] != 0) {
      problem(block, insn, "stands in two places");
    } else {
      blockOf[insn.id()] = block.number() + 1;
      positionOf[insn.id()] = position;
    }
  }

  private void targets(Block block, Insn insn) {
    int expected =
        switch (insn.op()) {
          case JUMP -> 1;
          case BRANCH -> 2;
          default -> 0;
        };
    List<Block> targets = insn.targets();
    if (targets.size() != expected) {
      problem(block, insn, "has " + targets.size() + " targets");
    }
    for (Block target : targets) {
      if (target.number() >= tssa.blocks().size() || tssa.blocks().get(target.number()) != target) {
        problem(block, insn, "goes to a block of other code");
      } else if (target.number() == 0) {
        problem(block, insn, "goes to the entry");
      }
    }
  }

  private void contents() {
    Dominators dominators = new Dominators(tssa);
    SnapshotRules snapshots = new SnapshotRules(this);
    int exits = 0;
    for (Block block : tssa.blocks()) {
      if (!dominators.isReachable(block)) {
        problem(block, "is not reached");
      }
      edges(block, dominators);
      List<Insn> insns = block.insns();
      for (int i = 0; i < insns.size(); i++) {
        Insn insn = insns.get(i);
        int position = i;
        instruction(block, insn);
        for (int k = 0; k < insn.argCount(); k++) {
          operand(block, insn, insn.arg(k), position, dominators);
        }
        if (insn.op().has(TssaOp.Trait.EXIT)) {
          Exit exit = insn.exit();
          if (exit.number() != exits++) {
            problem(block, insn, "should have exit " + (exits - 1));
          }
          snapshots.check(
              block, insn, exit, value -> operand(block, insn, value, position, dominators));
        }
      }
    }
    new ShapeRules(this, tssa, dominators).check();
  }

  /** A block with several predecessors is reached by jumps only, which pass its parameters. */
  private void edges(Block block, Dominators dominators) {
    List<Block> before = dominators.predecessors(block);
    for (Block predecessor : before) {
      Insn end = predecessor.end();
      if (end.op() == TssaOp.BRANCH) {
        if (before.size() > 1 || !block.params().isEmpty()) {
          problem(
              predecessor, end, "branches to a block that others reach, or that has parameters");
        }
        continue;
      }
      if (end.argCount() != block.params().size()) {
        problem(predecessor, end, "passes " + end.argCount() + " values");
        continue;
      }
      for (int i = 0; i < end.argCount(); i++) {
        if (end.arg(i).kind() != block.params().get(i).kind()) {
          problem(predecessor, end, "passes " + end.arg(i).kind() + " for parameter " + i);
        }
      }
    }
  }

  private void instruction(Block block, Insn insn) {
    String mismatch = Signature.of(insn.op()).mismatch(insn);
    if (mismatch != null) {
      problem(block, insn, mismatch);
    }
    boolean memory = insn.op().has(TssaOp.Trait.MEMORY);
    if (memory) {
      int indexed = insn.op() == TssaOp.LOAD ? 2 : 3;
      boolean hasIndex = insn.op() != TssaOp.COPY && insn.argCount() == indexed;
      if (!hasIndex && insn.mem().scale() != 0) {
        problem(block, insn, "has a scale but no index");
      }
    }
    if (insn.isConst()) {
      constant(block, insn, insn);
    }
  }

  private void constant(Block block, Insn user, Insn constant) {
    long bits = constant.imm();
    boolean right =
        switch (constant.kind()) {
          case I32, F32 -> bits == (int) bits;
          case I64, F64 -> true;
          case REF -> bits == 0;
          case ADDR, VOID -> false;
        };
    if (!right) {
      problem(block, user, "has the constant " + Long.toHexString(bits) + " of " + constant.kind());
    }
  }

  private void operand(Block block, Insn user, Insn value, int position, Dominators dominators) {
    if (value.isConst()) {
      constant(block, user, value);
      return;
    }
    if (value.kind() == Kind.VOID) {
      problem(block, user, "uses what is no value");
    }
    int defined = value.id() < blockOf.length ? blockOf[value.id()] - 1 : -1;
    if (defined < 0) {
      problem(block, user, "uses v" + value.id() + ", which stands nowhere");
    } else if (defined == block.number()
        ? positionOf[value.id()] >= position
        : !dominators.dominates(defined, block.number())) {
      problem(block, user, "uses " + printer.operand(value) + " before it is defined");
    }
  }

  /** Whether {@code insn} stands in a block. */
  boolean isPlaced(Insn insn) {
    return insn.id() < blockOf.length && blockOf[insn.id()] != 0;
  }
}
