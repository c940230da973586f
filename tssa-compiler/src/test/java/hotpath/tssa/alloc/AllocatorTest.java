package hotpath.tssa.alloc;

import static hotpath.tssa.lir.Bank.GPR;
import static hotpath.tssa.lir.LirForm.alive;
import static hotpath.tssa.lir.LirForm.call;
import static hotpath.tssa.lir.LirForm.def;
import static hotpath.tssa.lir.LirForm.of;
import static hotpath.tssa.lir.LirForm.temp;
import static hotpath.tssa.lir.LirForm.tied;
import static hotpath.tssa.lir.LirForm.use;
import static hotpath.tssa.lir.LirForm.useRegister;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.tssa.alloc.Allocator.OutOfSpillWords;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.lir.LirBlock;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirForm;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.LirOp;
import hotpath.tssa.lir.LirPrinter;
import hotpath.tssa.lir.Location;
import hotpath.tssa.lir.RegisterFile;
import hotpath.tssa.lir.SharedOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Both allocators on random code for a machine of four registers, judged by the checker; and the
 * checker on allocations that were spoilt.
 */
class AllocatorTest {
  private static final int SPILL_WORDS = 200;
  private static final int SCRATCH = Location.spill(SPILL_WORDS);

  /** Three registers to allocate, two of them caller-saved, and the three fixed ones. */
  private static final RegisterFile REGISTERS =
      new RegisterFile(
          new String[] {"a", "b", "c", "d", "base", "frame", "thread", "x", "y"},
          7,
          new int[] {0, 1, 2, 3},
          new int[] {7, 8},
          0b11,
          4,
          5,
          6);

  /** A small instruction set with one of each kind of constraint. */
  private enum Op implements LirOp {
    CONST(of(def(GPR))),
    ADD(of(def(GPR), tied(GPR), alive(GPR).orSlot())),
    LEA(of(def(GPR), use(GPR), use(GPR).orNone())),
    SHIFT(of(def(GPR), tied(GPR), alive(GPR).in(2))),
    DIVIDE(of(def(GPR).in(0), use(GPR).in(0), alive(GPR).orSlot(), temp(GPR).in(1))),
    MULTIPLY(of(def(GPR), use(GPR), use(GPR), temp(GPR))),
    TEST(of(use(GPR), use(GPR).orSlot())),
    BRANCH(of(use(GPR), use(GPR).orSlot())),
    CALL(call(def(GPR).in(0), useRegister()));

    private final LirForm form;

    Op(LirForm form) {
      this.form = form;
    }

    @Override
    public LirForm form() {
      return form;
    }
  }

  /** Builds code from random instructions. */
  private static final class Generator {
    private final Random random;
    private final LirCode code = new LirCode(REGISTERS);
    private final List<Integer> values = new ArrayList<>();

    Generator(Random random) {
      this.random = random;
    }

    private int any() {
      return values.get(random.nextInt(values.size()));
    }

    private int fresh() {
      return code.newVirtual(Kind.I64);
    }

    private void body(LirBlock block, int steps) {
      for (int i = 0; i < steps; i++) {
        block.insns().addAll(step());
      }
    }

    private List<LirInsn> step() {
      List<LirInsn> out = new ArrayList<>();
      int result = fresh();
      switch (random.nextInt(8)) {
        case 0 -> out.add(new LirInsn(Op.CONST, result));
        case 1, 2 -> out.add(new LirInsn(Op.ADD, result, any(), any()));
        case 3 -> {
          int index = random.nextBoolean() ? any() : LirInsn.NO_OPERAND;
          out.add(new LirInsn(Op.LEA, result, any(), index));
        }
        case 4 -> {
          out.add(new LirInsn(SharedOp.MOVE, 2, any()));
          out.add(new LirInsn(Op.SHIFT, result, any(), 2));
        }
        case 5 -> {
          out.add(new LirInsn(SharedOp.MOVE, 0, any()));
          out.add(new LirInsn(Op.DIVIDE, 0, 0, any(), 1));
          out.add(new LirInsn(SharedOp.MOVE, result, 0));
        }
        case 6 -> {
          out.add(new LirInsn(Op.TEST, any(), any()));
          out.add(new LirInsn(Op.MULTIPLY, result, any(), any(), fresh()));
        }
        default -> {
          out.add(new LirInsn(SharedOp.MOVE, 1, any()));
          out.add(new LirInsn(Op.CALL, 0, 1));
          out.add(new LirInsn(SharedOp.MOVE, result, 0));
        }
      }
      values.add(result);
      return out;
    }

    private LirInsn jump(int n) {
      int[] operands = new int[n];
      for (int i = 0; i < n; i++) {
        operands[i] =
            random.nextInt(5) == 0 ? code.newConstant(Kind.I64, random.nextInt(3)) : any();
      }
      return new LirInsn(SharedOp.JUMP, null, operands, new int[n]);
    }

    private LirBlock start(int n) {
      LirBlock block = code.newBlock();
      int[] params = new int[n];
      for (int i = 0; i < n; i++) {
        params[i] = fresh();
        values.add(params[i]);
      }
      block.insns().add(new LirInsn(SharedOp.LABEL, params));
      return block;
    }

    private void branch(LirBlock from, int left, int right) {
      from.insns().add(new LirInsn(Op.BRANCH, any(), any()));
      from.successors(left, right);
    }

    private void jump(LirBlock from, int to, int n) {
      from.insns().add(jump(n));
      from.successors(to);
    }

    /**
     * A diamond in a loop in a loop: 0 to 1; 1 to 2 or 3; both to 4; 4 to 5 or 6; 5 back to 4; 6 to
     * 7 or 8; 7 back to 1; 8 leaves.
     */
    LirCode graph() {
      LirBlock[] blocks = new LirBlock[9];
      int outer = random.nextInt(4);
      int inner = random.nextInt(4);
      List<Integer> dominating = values;
      for (int b = 0; b < blocks.length; b++) {
        if (b == 2 || b == 5 || b == 7) {
          dominating = new ArrayList<>(values);
        } else if (b == 3 || b == 4 || b == 6 || b == 8) {
          values.clear();
          values.addAll(dominating);
        }
        blocks[b] = start(b == 1 ? outer : b == 4 ? inner : 0);
        if (b == 0) {
          values.add(fresh());
          blocks[b].insns().add(new LirInsn(Op.CONST, values.getFirst()));
        }
        body(blocks[b], random.nextInt(8));
        if (b == 4) {
          dominating = new ArrayList<>(values);
        }
        switch (b) {
          case 0 -> jump(blocks[b], 1, outer);
          case 1 -> branch(blocks[b], 2, 3);
          case 2, 3, 5 -> jump(blocks[b], 4, inner);
          case 4 -> branch(blocks[b], 5, 6);
          case 6 -> branch(blocks[b], 7, 8);
          case 7 -> jump(blocks[b], 1, outer);
          default ->
              blocks[b]
                  .insns()
                  .add(
                      new LirInsn(
                          SharedOp.LEAVE,
                          null,
                          new int[] {any()},
                          new int[] {Location.of(Location.VALUE, 0)}));
        }
      }
      code.number();
      return code;
    }

    LirCode loop() {
      LirBlock entry = code.newBlock();
      LirBlock loop = code.newBlock();
      entry.insns().add(new LirInsn(SharedOp.LABEL));
      for (int i = 0; i < 3; i++) {
        int slot = fresh();
        int home = Location.frame(i);
        code.home(slot, home);
        entry.insns().add(new LirInsn(SharedOp.MOVE, slot, code.newFixed(Kind.I64, home)));
        values.add(slot);
      }
      body(entry, random.nextInt(8));
      int n = random.nextInt(5);
      entry.insns().add(jump(n));
      entry.successors(1);
      int[] params = new int[n];
      for (int i = 0; i < n; i++) {
        params[i] = fresh();
        values.add(params[i]);
      }
      loop.insns().add(new LirInsn(SharedOp.LABEL, params));
      body(loop, 1 + random.nextInt(20));
      loop.insns().add(jump(n));
      loop.successors(1);
      code.number();
      return code;
    }
  }

  private static Allocation check(Allocator allocator, LirCode code) {
    try {
      Allocation allocation = allocator.allocate(code, SPILL_WORDS);
      AllocationChecker.check(code, allocation, SCRATCH);
      return allocation;
    } catch (OutOfSpillWords e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void randomLoops() {
    for (int seed = 0; seed < 3000; seed++) {
      try {
        check(new LinearScan(), new Generator(new Random(seed)).loop());
        check(new SpillEverything(), new Generator(new Random(seed)).loop());
      } catch (IllegalStateException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  @Test
  void randomGraphs() {
    for (int seed = 0; seed < 2000; seed++) {
      try {
        check(new LinearScan(), new Generator(new Random(seed)).graph());
        check(new SpillEverything(), new Generator(new Random(seed)).graph());
      } catch (IllegalStateException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  /** Swaps two locations somewhere: most of the time somebody must notice. */
  @Test
  void checkerFindsSpoiltAllocations() throws OutOfSpillWords {
    int found = 0;
    int spoilt = 0;
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      LirCode code = new Generator(random).loop();
      Allocation allocation = new LinearScan().allocate(code, SPILL_WORDS);
      if (spoil(code, random)) {
        spoilt++;
        try {
          AllocationChecker.check(code, allocation, SCRATCH);
        } catch (IllegalStateException e) {
          found++;
        }
      }
    }
    assertTrue(spoilt > 300, spoilt + " spoilt");
    // What is not found is a use of a value that stands in the other place too.
    assertTrue(found > spoilt * 9 / 10, found + " of " + spoilt);
  }

  /** Lets one use read another register. */
  private static boolean spoil(LirCode code, Random random) {
    List<LirInsn> insns = code.blocks().getLast().insns();
    LirInsn insn = insns.get(random.nextInt(insns.size()));
    for (int i = 0; i < insn.operandCount(); i++) {
      boolean read = insn.op().form().spec(i).role().isRead();
      if (read && insn.operand(i) >= 0 && Location.isReg(insn.location(i))) {
        insn.location(i, Location.reg((insn.location(i) + 1) % 4));
        return true;
      }
    }
    return false;
  }

  @Test
  void aLoopThatFitsHasNoCopies() throws OutOfSpillWords {
    LirCode code = new LirCode(REGISTERS);
    LirBlock entry = code.newBlock();
    LirBlock loop = code.newBlock();
    int start = code.newVirtual(Kind.I64);
    int step = code.newVirtual(Kind.I64);
    entry.insns().add(new LirInsn(SharedOp.LABEL));
    entry.insns().add(new LirInsn(Op.CONST, start));
    entry.insns().add(new LirInsn(Op.CONST, step));
    entry.insns().add(new LirInsn(SharedOp.JUMP, null, new int[] {start}, new int[1]));
    entry.successors(1);
    int param = code.newVirtual(Kind.I64);
    int next = code.newVirtual(Kind.I64);
    loop.insns().add(new LirInsn(SharedOp.LABEL, param));
    loop.insns().add(new LirInsn(Op.TEST, param, step));
    loop.insns().add(new LirInsn(Op.ADD, next, param, step));
    loop.insns().add(new LirInsn(SharedOp.JUMP, null, new int[] {next}, new int[1]));
    loop.successors(1);
    code.number();
    Allocation allocation = new LinearScan().allocate(code, SPILL_WORDS);
    AllocationChecker.check(code, allocation, SCRATCH);
    String text = new LirPrinter(code, true).print();
    assertEquals(0, allocation.moves().count(), text);
    assertEquals(loop.end().location(0), loop.end().target(0), text);
    assertEquals(entry.end().location(0), entry.end().target(0), text);
  }

  @Test
  void tooFewWords() {
    LirCode code = new LirCode(REGISTERS);
    LirBlock block = code.newBlock();
    block.insns().add(new LirInsn(SharedOp.LABEL));
    int[] values = new int[10];
    for (int i = 0; i < values.length; i++) {
      values[i] = code.newVirtual(Kind.I64);
      block.insns().add(new LirInsn(Op.CONST, values[i]));
    }
    int[] targets = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      targets[i] = Location.frame(i);
    }
    block.insns().add(new LirInsn(SharedOp.LEAVE, null, values, targets));
    code.number();
    assertThrows(OutOfSpillWords.class, () -> new LinearScan().allocate(code, 5));
  }
}
