package hotpath.tssa.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.tssa.eval.ByteMemory;
import hotpath.tssa.eval.Evaluator;
import hotpath.tssa.eval.Outcome;
import hotpath.tssa.ir.Alias;
import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.text.TssaPrinter;
import hotpath.tssa.verify.TssaVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random trees of blocks do the same before and after the passes. {@code -Dhotpath.seed=N} replays
 * one.
 */
class RandomHandlerTest {
  private static final int HANDLERS = Integer.getInteger("hotpath.handlers", 500);
  private static final int ROUNDS = 20;
  private static final Alias FRAME = new Alias("frame", Alias.Sort.STATE);
  private static final TssaOp[] OPS = {
    TssaOp.ADD, TssaOp.SUB, TssaOp.AND, TssaOp.OR, TssaOp.XOR, TssaOp.MUL, TssaOp.MIN, TssaOp.MAX
  };
  private static final Cond[] CONDS = {
    Cond.EQ, Cond.NE, Cond.LT, Cond.GE, Cond.GT, Cond.LE, Cond.ULT, Cond.UGE, Cond.UGT, Cond.ULE
  };

  /** Makes one tree. */
  private static final class Generator {
    final Tssa tssa;
    private final Random random;
    private final List<Insn> values = new ArrayList<>();
    private Block block;
    private int exits;

    Generator(long seed) {
      random = new Random(seed);
      tssa = new Tssa("random " + seed, Tssa.Shape.HANDLER);
      block = tssa.newBlock();
      grow(3, false);
    }

    private Insn emit(TssaOp op, Kind kind, Cond cond, Mem mem, Exit exit, Insn... args) {
      return tssa.append(block, new Insn.Template(op, kind, args, 0, cond, mem, exit), 0);
    }

    private Insn some() {
      if (values.isEmpty() || random.nextInt(4) == 0) {
        return tssa.constant(Kind.I32, random.nextInt(9) - 2);
      }
      return values.get(random.nextInt(values.size()));
    }

    private Mem slot() {
      return new Mem(MemType.SLOT_I32, -8 * (1 + random.nextInt(3)), FRAME);
    }

    private Cond cond() {
      return CONDS[random.nextInt(CONDS.length)];
    }

    private Exit exit() {
      return new Exit(exits, 1 + exits++, "e", null);
    }

    /** Fills the block and grows the tree below it; a value made here is seen below only. */
    private void grow(int depth, boolean effectBefore) {
      boolean effect = effectBefore;
      int known = values.size();
      Insn sp = emit(TssaOp.SP, Kind.ADDR, null, null, null);
      for (int i = random.nextInt(8); i > 0; i--) {
        int which = random.nextInt(10);
        if (which < 3) {
          values.add(emit(TssaOp.LOAD, Kind.I32, null, slot(), null, sp));
        } else if (which < 6) {
          values.add(
              emit(OPS[random.nextInt(OPS.length)], Kind.I32, null, null, null, some(), some()));
        } else if (which < 7) {
          values.add(emit(TssaOp.SET, Kind.I32, cond(), null, null, some(), some()));
        } else if (which < 8) {
          emit(TssaOp.STORE, Kind.VOID, null, slot(), null, sp, some());
          effect = true;
        } else if (!effect) {
          emit(TssaOp.GUARD, Kind.VOID, cond(), null, exit(), some(), some());
        }
      }
      if (depth == 0 || random.nextInt(4) == 0) {
        end(sp);
      } else {
        Insn branch = emit(TssaOp.BRANCH, Kind.VOID, cond(), null, null, some(), some());
        Block first = tssa.newBlock();
        block = first;
        grow(depth - 1, effect);
        Block second = tssa.newBlock();
        block = second;
        grow(depth - 1, effect);
        branch.targets(
            random.nextBoolean() ? new Block[] {first, second} : new Block[] {second, first});
      }
      values.subList(known, values.size()).clear();
    }

    private void end(Insn sp) {
      if (random.nextInt(4) == 0) {
        emit(TssaOp.LEAVE, Kind.VOID, null, null, exit(), some(), some());
      } else {
        Insn pc = emit(TssaOp.PC, Kind.ADDR, null, null, null);
        Insn count = emit(TssaOp.COUNT, Kind.I64, null, null, null);
        Insn more = emit(TssaOp.I2L, Kind.I64, null, null, null, some());
        Insn next = emit(TssaOp.PLUS, Kind.ADDR, null, null, null, pc, more);
        emit(TssaOp.DISPATCH, Kind.VOID, null, null, null, next, sp, sp, count);
      }
    }
  }

  @Test
  void passesKeepWhatHandlersDo() {
    Long seed = Long.getLong("hotpath.seed");
    if (seed != null) {
      check(seed);
      return;
    }
    int ends = 0;
    for (long each = 1; each <= HANDLERS; each++) {
      try {
        ends += check(each);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("replay with -Dhotpath.seed=" + each, e);
      }
    }
    assertTrue(ends > HANDLERS * 3 / 2, "too few ways through: " + ends);
  }

  /** How many of the tree's ends were reached. */
  private static int check(long seed) {
    Tssa raw = new Generator(seed).tssa;
    assertEquals(List.of(), TssaVerifier.verify(raw));
    PassOptions options =
        PassOptions.STANDARD.withAllocation(GoldenFile.ALLOCATION).withVerify(true);
    Feature off = Feature.values()[(int) (seed % Feature.values().length)];
    java.util.Set<Insn> ends = new java.util.HashSet<>();
    for (PassOptions each : List.of(options, options.without(off.toString()))) {
      Tssa done = PassPipeline.run(raw, each, null).code();
      String text = TssaPrinter.print(raw) + TssaPrinter.print(done);
      Random random = new Random(seed);
      for (int i = 0; i < ROUNDS; i++) {
        ByteMemory before = new ByteMemory();
        for (int slot = 0; slot < 20; slot++) {
          before.i64(ByteMemory.FRAME + 8 * slot, random.nextInt(7) - 2 & 0xFFFFFFFFL);
        }
        ByteMemory left = before.copy();
        ByteMemory right = before.copy();
        Outcome expected = run(raw, left);
        Outcome actual = run(done, right);
        ends.add(expected.at());
        assertEquals(expected.how(), actual.how(), text);
        assertEquals(expected.values(), actual.values(), text);
        assertEquals(reason(expected), reason(actual), text);
        int at = left.mismatch(right, ByteMemory.THREAD_BLOCK, ByteMemory.SIZE);
        assertEquals(-1, at, text);
      }
    }
    return ends.size();
  }

  private static int reason(Outcome outcome) {
    return outcome.exit() == null ? 0 : Objects.requireNonNull(outcome.exit()).reason();
  }

  private static Outcome run(Tssa tssa, ByteMemory memory) {
    return new Evaluator(tssa, memory, RandomHeap::leaf, ByteMemory.registers()).run(10_000);
  }
}
