package hotpath.tssa.backend;

import hotpath.tssa.code.CompileRequest;
import hotpath.tssa.code.CompileResult;
import hotpath.tssa.code.CompiledTrace;
import hotpath.tssa.eval.Corners;
import hotpath.tssa.eval.Outcome;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.text.TssaPrinter;
import hotpath.tssa.verify.TssaVerifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * Random trace trees: a root, run with random state until it leaves; the exit grows a bridge, which
 * may leave, or go back to the root's entry or loop; and again. The evaluator does the same.
 */
public abstract class TreeContract extends BackendContract {
  private static final int ROOT = 1;

  /** How many trees each test grows. */
  protected int trees() {
    return Integer.getInteger("hotpath.trees", 150);
  }

  /** A tree with the TSSA of its traces. */
  private final class Tree {
    private final Random random;
    private final Map<Integer, Tssa> tssas = new HashMap<>();
    private final Map<Integer, Integer> bridges = new HashMap<>();
    private int next = ROOT;
    private int calls;

    Tree(Random random) {
      this.random = random;
    }

    CompiledTrace root() {
      return machine().trace(ROOT);
    }

    boolean add(RandomTrace trace, CompileRequest request) {
      TssaVerifier.require(trace.tssa, "random");
      CompileResult result = machine().tryCompile(request);
      if (result instanceof CompileResult.Compiled) {
        tssas.put(next++, trace.tssa);
        return true;
      }
      return false;
    }

    /** Compiles a bridge for an exit, and sometimes a tail exit instead. */
    void grow(CompiledTrace parent, int exit) {
      Tssa tssa = Objects.requireNonNull(tssas.get(parent.number()));
      Snapshot snapshot = snapshot(tssa, exit);
      boolean wasLinked = snapshot.resume().pc() == RandomTrace.ANCHOR;
      if (wasLinked || parent.isLinked(exit)) {
        return;
      }
      if (random.nextInt(4) == 0) {
        Assertions.assertTrue(machine().links.makeTailExit(parent, exit));
        return;
      }
      RandomTrace bridge = new RandomTrace(random, "bridge", calls);
      int target = random.nextInt(4) == 0 ? -1 : ROOT;
      bridge.bridge(snapshot, random.nextInt(12), target, random.nextInt(6) == 0);
      CompileRequest request =
          CompileRequest.bridge(
              next,
              bridge.tssa,
              Objects.requireNonNull(parent.entryState(exit)),
              root().loopOffset());
      int number = next;
      if (add(bridge, request)) {
        CompiledTrace compiled = machine().trace(number);
        machine().links.linkExit(parent, exit, compiled);
        if (compiled.linkTarget() >= 0) {
          machine().links.linkEnd(compiled, root());
        }
        bridges.put(EmitRequest.exitNumber(parent.number(), exit), number);
      }
    }

    /** Runs the tree in the evaluator. */
    Outcome evaluate(ContractMemory memory) {
      int trace = ROOT;
      for (int i = 0; i < 10_000; i++) {
        int frame = memory.getInt(machine().thread() + TraceMachine.LAYOUT.fp());
        Outcome outcome = machine().evaluate(Objects.requireNonNull(tssas.get(trace)), memory);
        int exit = Objects.requireNonNull(outcome.exit()).number();
        if (outcome.how() == Outcome.How.LINK) {
          trace = ROOT;
          continue;
        }
        Integer bridge = bridges.get(EmitRequest.exitNumber(trace, exit));
        if (bridge == null) {
          return outcome;
        }
        // A bridge counts slots as its parent does.
        memory.putInt(machine().thread() + TraceMachine.LAYOUT.fp(), frame);
        trace = bridge;
      }
      throw new AssertionError("the tree does not end");
    }

    String describe() {
      StringBuilder text = new StringBuilder();
      for (int i = ROOT; i < next; i++) {
        CompiledTrace trace = machine().trace(i);
        text.append("---- ").append(i).append(trace.linksToLoop() ? " to loop\n" : "\n");
        text.append(TssaPrinter.print(Objects.requireNonNull(tssas.get(i))));
        text.append(machine().describe(trace)).append('\n');
      }
      return text + bridges.toString();
    }
  }

  private static Snapshot snapshot(Tssa tssa, int exit) {
    Snapshot[] found = new Snapshot[1];
    tssa.forEach(
        insn -> {
          if (insn.op().has(hotpath.tssa.ir.TssaOp.Trait.EXIT) && insn.exit().number() == exit) {
            found[0] = insn.exit().snapshot();
          }
        });
    return Objects.requireNonNull(found[0]);
  }

  /** Random values in slots and data; a loop runs some iterations. */
  private void scramble(Random random) {
    machine().reset();
    machine().memory().putLong(machine().thread(), random.nextInt(1000));
    for (int i = 0; i < RandomTrace.SLOTS.length; i++) {
      var kind = RandomTrace.SLOTS[i];
      long[] corners = Corners.of(kind);
      long bits = corners[random.nextInt(corners.length)];
      machine().slot(i, kind.is64() ? bits : bits & 0xFFFF_FFFFL);
    }
    machine().slot(0, random.nextInt(30));
    machine().slot(13, TraceMachine.DATA);
    machine().slot(14, TraceMachine.DATA + (random.nextBoolean() ? 0x280 : 0));
    for (int i = 0; i < 0x800; i += 8) {
      boolean small = random.nextBoolean();
      long bits = small ? random.nextInt(100) : random.nextLong();
      machine().memory().putLong(machine().base() + TraceMachine.DATA + i, bits);
    }
  }

  private void grow(long seed, boolean loops, int calls) {
    Random random = new Random(seed);
    Tree tree = new Tree(random);
    tree.calls = calls;
    RandomTrace root = new RandomTrace(random, "root", calls);
    if (loops) {
      root.looping(random.nextInt(5), 3 + random.nextInt(25), random.nextInt(), random.nextInt());
    } else {
      root.straight(5 + random.nextInt(60));
    }
    if (!tree.add(root, CompileRequest.root(ROOT, root.tssa))) {
      return;
    }
    for (int i = 0; i < 12; i++) {
      scramble(random);
      ContractMemory expected = machine().copy();
      Outcome outcome = tree.evaluate(expected);
      TraceMachine.Left left = machine().run(tree.root());
      String difference = RegionDifference.first(expected, machine().memory());
      int exit = Objects.requireNonNull(outcome.exit()).number();
      if (difference != null || left.exit() != exit) {
        Assertions.fail(
            "seed "
                + seed
                + ": "
                + difference
                + "\nleft by "
                + left
                + ", expected exit "
                + exit
                + "\n"
                + tree.describe());
      }
      tree.grow(machine().trace(left.trace()), left.exit());
    }
    for (int i = ROOT; i < tree.next; i++) {
      machine().links.evict(machine().trace(i));
    }
  }

  private void growAll(boolean loops, int calls) {
    int room = machine().cache.freeBytes();
    for (long seed = 1; seed <= trees(); seed++) {
      try {
        grow(seed, loops, calls);
      } catch (IllegalStateException | IllegalArgumentException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    Assertions.assertEquals(room, machine().cache.freeBytes());
  }

  @Test
  void straightTraces() {
    growAll(false, 0);
  }

  @Test
  void loops() {
    growAll(true, 0);
  }

  @Test
  void straightTracesWithCalls() {
    growAll(false, 8);
  }

  @Test
  void loopsWithCalls() {
    growAll(true, 8);
  }
}
