package hotpath.tssa.backend;

import hotpath.platform.memory.CodeMemory;
import hotpath.platform.memory.InstructionFetch;
import hotpath.platform.memory.NativeEntry;
import hotpath.tssa.code.CompileRequest;
import hotpath.tssa.code.CompileResult;
import hotpath.tssa.code.CompiledTrace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Links between traces: bridges, ends at entries and loops, unlinking, eviction. */
public abstract class LinkContract extends BackendContract {

  /** Adds the numbers from slot 1 up to slot 2 in slot 3; odd ones leave by exit 2. */
  private static final String SUM =
      """
      trace sum
        v0:addr = tb
        v1:i64 = load.i64 v0 @count~
        v2:i32 = slot 1
        v3:i32 = slot 2
        v4:i64 = slot 3
        v5:f64 = slot 6
      loop (v10:i32 = v2, v11:i64 = v4, v12:i64 = v1)
        guard lt v10, v3 else exit 0 done#1 [t pc 0x100 fp 0 sp 9 count v12 | 1=v10 3=v11]
        v13:i64 = i2l v10
        v14:i64 = add v11, v13
        v15:i32 = and v10, 1
        v16:f64 = i2d v10
        guard ne v16, v5 else exit 1 f#2 [t pc 0x110 fp 0 sp 9 count v12+1 | 1=v10 3=v14]
        guard eq v15, 0 else exit 2 odd#3 [t pc 0x120 fp 0 sp 9 count v12+2 | 1=v10 3=v14]
        v17:i32 = add v10, 1
        v18:i64 = add v12, 4L
        jump loop (v17, v14, v18)
      """;

  /** Behind exit 2: counts odd numbers in slot 4, which the loop does not know, and returns. */
  private static final String ODD =
      """
      trace odd
        v0:addr = tb
        v1:i64 = load.i64 v0 @count~
        v2:i32 = slot 1
        v3:i64 = slot 3
        v4:i32 = slot 4
        v5:i32 = add v4, 1
        guard ne v5, 40 else exit 0 forty#4 [t pc 0x130 fp 0 sp 9 count v1+1 | 1=v2 3=v3 4=v5]
        v6:i32 = add v2, 1
        link 1 exit 1 back#0 [t pc 0x100 fp 0 sp 9 count v1+3 | 1=v6 3=v3 4=v5]
      """;

  private void state(int from, int to) {
    machine().reset();
    machine().slot(1, from);
    machine().slot(2, to);
    machine().slot(3, 0);
    machine().slot(4, 0);
    machine().slot(6, Double.doubleToLongBits(-1));
  }

  private CompiledTrace sum() {
    return machine().compile(1, SUM);
  }

  private void expect(TraceMachine.Left left, int trace, int exit, int i, long sum, int odd) {
    Assertions.assertEquals(trace, left.trace());
    Assertions.assertEquals(exit, left.exit());
    Assertions.assertEquals(i, machine().slot(1));
    Assertions.assertEquals(sum, machine().slot(3));
    Assertions.assertEquals(odd, machine().slot(4));
  }

  /** Whatever the host is, and also as if it was one that sees no patches. */
  @Test
  void codeThatRanIsRewritten() {
    Backend backend = backend();
    InstructionFetch blind =
        new InstructionFetch() {
          @Override
          public byte[] constantRoutine(int value) {
            return backend.constantRoutine(7);
          }

          @Override
          public void flush(long address, long bytes) {
            backend.flush(address, bytes);
          }
        };
    for (InstructionFetch fetch : List.of(backend, blind)) {
      try (CodeMemory memory = CodeMemory.patchable(1 << 16, fetch)) {
        long address = memory.executableAddress();
        Assertions.assertArrayEquals(new byte[64], memory.read(0, 64));
        for (int i = 0; i < 200; i++) {
          byte[] routine = backend.constantRoutine(i);
          memory.write(0, routine);
          backend.flush(address, routine.length);
          Assertions.assertEquals(i, (int) NativeEntry.enter(address, 0, 0));
        }
      }
    }
  }

  @Test
  void bridgeGoesBackToTheLoop() {
    CompiledTrace sum = sum();
    Assertions.assertNotNull(sum.loopEntry());
    state(0, 10);
    expect(machine().run(sum), 1, 2, 1, 1, 0);
    Assertions.assertEquals(6, machine().count());
    Assertions.assertEquals(0x120, machine().pc());
    CompiledTrace odd = machine().bridge(2, sum, 2, sum, parse(ODD));
    Assertions.assertTrue(odd.linksToLoop());
    state(0, 10);
    expect(machine().run(sum), 1, 0, 10, 45, 5);
    // Even iterations take 4, odd ones 2 to the exit and 3 in the bridge.
    Assertions.assertEquals(5 * 4 + 5 * 5, machine().count());
    state(0, 1000);
    expect(machine().run(sum), 2, 0, 79, 79 * 80 / 2, 40);
  }

  @Test
  void bridgeOfABridgeGoesBackToTheLoop() {
    CompiledTrace sum = sum();
    CompiledTrace odd = machine().bridge(2, sum, 2, sum, parse(ODD));
    CompiledTrace forty =
        machine()
            .bridge(
                3,
                odd,
                0,
                sum,
                parse(
                    """
                    trace forty
                      v0:addr = tb
                      v1:i64 = load.i64 v0 @count~
                      v2:i32 = slot 1
                      v3:i64 = slot 3
                      v4:i32 = slot 4
                      v6:i32 = add v2, 1
                      v7:i32 = mul v4, 1000
                      link 1 exit 0 back [t pc 0x100 fp 0 sp 9 count v1+1 | 1=v6 3=v3 4=v7]
                    """));
    Assertions.assertTrue(forty.linksToLoop());
    state(0, 100);
    expect(machine().run(sum), 1, 0, 100, 4950, 40_010);
  }

  @Test
  void bridgeThatChangesAnInvariantGoesToTheEntry() {
    CompiledTrace sum = sum();
    String changesLimit = ODD.replace("| 1=v6 3=v3 4=v5]\n", "| 1=v6 2=20 3=v3 4=v5]\n");
    CompiledTrace odd = machine().bridge(2, sum, 2, sum, parse(changesLimit));
    Assertions.assertFalse(odd.linksToLoop());
    Assertions.assertEquals(1, odd.linkTarget());
    // Not linked yet: its end leaves to the interpreter, at the anchor.
    state(0, 10);
    TraceMachine.Left left = machine().run(sum);
    expect(left, 2, 1, 2, 1, 1);
    Assertions.assertTrue(left.wasRestored());
    Assertions.assertEquals(0x100, machine().pc());
    machine().links.linkEnd(odd, sum);
    state(0, 10);
    expect(machine().run(sum), 1, 0, 20, 190, 10);
    machine().links.unlinkEnd(odd);
    state(0, 10);
    expect(machine().run(sum), 2, 1, 2, 1, 1);
  }

  @Test
  void bridgeThatWritesWhatWasReadBeforeTheLoop() {
    String text =
        SUM.replace("  v5:f64 = slot 6\n", "  v7:ref = slot 5\n  v5:f64 = load.f64 v7+16 @P.x\n");
    CompiledTrace sum = machine().compile(1, text);
    for (String alias : new String[] {"P.x", "P.y"}) {
      String bridge =
          ODD.replace(
              "  v6:i32", "  v8:ref = slot 5\n  store.f64 v8+24 @" + alias + ", -2.0\n  v6:i32");
      CompiledTrace odd = machine().bridge(2, sum, 2, sum, parse(bridge));
      Assertions.assertEquals(alias.equals("P.y"), odd.linksToLoop(), alias);
      machine().links.unlinkExit(sum, 2);
      machine().links.evict(odd);
    }
  }

  @Test
  void bridgeFromOutsideOfTheLoopGoesToTheEntry() {
    String text =
        SUM.replace(
                "\nloop (",
                "\n  guard ne v3, 7 else exit 0 seven#9 [t pc 0x90 fp 0 sp 9 count v1]\nloop (")
            .replace("exit 2", "exit 3")
            .replace("exit 1", "exit 2")
            .replace("exit 0 done", "exit 1 done");
    CompiledTrace sum = machine().compile(1, text);
    CompiledTrace seven =
        machine()
            .bridge(
                2,
                sum,
                0,
                sum,
                parse(
                    """
                    trace seven
                      v0:addr = tb
                      v1:i64 = load.i64 v0 @count~
                      v3:i64 = slot 3
                      v2:i32 = slot 1
                      link 1 exit 0 back [t pc 0x100 fp 0 sp 9 count v1+1 | 2=8]
                    """));
    Assertions.assertFalse(seven.linksToLoop());
    machine().links.linkEnd(seven, sum);
    state(0, 7);
    expect(machine().run(sum), 1, 3, 1, 1, 0);
    Assertions.assertEquals(8, machine().slot(2));
  }

  @Test
  void endAdvancesTheFrame() {
    CompiledTrace caller =
        machine()
            .compile(
                1,
                """
                trace caller
                  v0:i32 = slot 0
                  v1:i32 = add v0, 5
                  link 2 exit 0 call [t pc 0x10 fp 4 sp 7 | 0=v1 4=v1 5=99]
                """);
    CompiledTrace callee =
        machine()
            .compile(
                2,
                """
                trace callee
                  v0:i32 = slot 0
                  v1:i32 = slot 1
                  v2:i32 = sub v1, v0
                  leave exit 0 done [t pc 0x20 fp -4 sp 9 | 2=v2 -1=7]
                """
                    .replace("2=v2 -1=7", "-1=7 2=v2"));
    machine().links.linkEnd(caller, callee);
    machine().reset();
    machine().slot(0, 20);
    TraceMachine.Left left = machine().run(caller);
    Assertions.assertEquals(2, left.trace());
    Assertions.assertEquals(25, machine().slot(0));
    Assertions.assertEquals(25, machine().slot(4));
    Assertions.assertEquals(74, machine().slot(6));
    Assertions.assertEquals(7, machine().slot(3));
    Assertions.assertEquals(TraceMachine.FRAME, machine().fp());
    Assertions.assertEquals(TraceMachine.FRAME + 8 * 13, machine().sp());
  }

  @Test
  void exitsCanBeUnlinked() {
    CompiledTrace sum = sum();
    CompiledTrace odd = machine().bridge(2, sum, 2, sum, parse(ODD));
    Assertions.assertTrue(sum.isLinked(2));
    machine().links.unlinkExit(sum, 2);
    Assertions.assertFalse(sum.isLinked(2));
    machine().links.evict(odd);
    state(0, 10);
    expect(machine().run(sum), 1, 2, 1, 1, 0);
  }

  /** A bridge may have a loop of its own. */
  @Test
  void bridgeWithALoop() {
    CompiledTrace sum = sum();
    CompiledTrace inner =
        machine()
            .bridge(
                2,
                sum,
                2,
                sum,
                parse(
                    """
                    trace inner
                      v0:addr = tb
                      v1:i64 = load.i64 v0 @count~
                      v2:i32 = slot 1
                      v3:i64 = slot 3
                      v4:i32 = slot 2
                    loop (v5:i64 = v3, v6:i32 = v2)
                      guard lt v6, v4 else exit 0 e#6 [t pc 0x200 fp 0 sp 9 count v1+1 | 1=v2 3=v5 4=v6]
                      v7:i64 = add v5, 100L
                      v8:i32 = add v6, 1
                      jump loop (v7, v8)
                    """));
    Assertions.assertNotNull(inner);
    state(0, 10);
    expect(machine().run(sum), 2, 0, 1, 901, 10);
  }

  @Test
  void constantsAreInherited() {
    CompiledTrace root =
        machine()
            .compile(
                1,
                """
                trace root
                  v0:i32 = slot 0
                  guard ne v0, 5 else exit 0 e [t pc 8 fp 0 sp 3 count 70L+7 | 1=-6 2=1.5 3=v0 4=-7L 5=2.5f]
                  leave exit 1 e [t pc 8 fp 0 sp 3]
                """);
    machine()
        .bridge(
            2,
            root,
            0,
            root,
            parse(
                """
                trace bridge
                  v0:addr = tb
                  v1:i64 = load.i64 v0 @count~
                  v2:i32 = slot 1
                  v3:f64 = slot 2
                  v4:i32 = slot 3
                  v5:i64 = slot 4
                  v6:f32 = slot 5
                  v7:i32 = add v2, v4
                  v8:f64 = add v3, v3
                  v9:i64 = mul v5, v1
                  v10:f32 = sub v6, 0.5f
                  leave exit 0 e [t pc 8 fp 0 sp 3 count v1+1 | 1=v7 2=v8 3=v2 4=v9 5=v10 6=v5]
                """));
    machine().slot(0, 5);
    machine().run(root);
    Assertions.assertEquals(0xFFFF_FFFFL, machine().slot(1));
    Assertions.assertEquals(Double.doubleToLongBits(3.0), machine().slot(2));
    Assertions.assertEquals(0xFFFF_FFFAL, machine().slot(3));
    Assertions.assertEquals(-7L * 77, machine().slot(4));
    Assertions.assertEquals(Float.floatToIntBits(2.0f), (int) machine().slot(5));
    Assertions.assertEquals(-7, machine().slot(6));
    Assertions.assertEquals(78, machine().count());
  }

  @Test
  void evictedCodeIsReused() {
    int room = machine().cache.freeBytes();
    CompiledTrace a = machine().compile(1, SUM);
    CompiledTrace b = machine().compile(2, SUM);
    CompiledTrace c = machine().compile(3, SUM);
    machine().links.evict(b);
    byte[] traps = new byte[b.size()];
    backend().fillWithTraps(traps);
    Assertions.assertArrayEquals(traps, machine().cache.read(b.entry(), b.size()));
    CompiledTrace d = machine().compile(2, SUM);
    Assertions.assertEquals(b.entry(), d.entry());
    state(0, 10);
    Assertions.assertEquals(2, machine().run(d).exit());
    machine().links.evict(a);
    machine().links.evict(c);
    machine().links.evict(d);
    Assertions.assertEquals(room, machine().cache.freeBytes());
  }

  @Test
  void fullCacheRefuses() {
    List<CompiledTrace> all = new ArrayList<>();
    int room = machine().cache.freeBytes();
    for (int n = 1; n < 32_000; n++) {
      var result = machine().tryCompile(CompileRequest.root(n, parse(SUM)));
      if (result instanceof CompileResult.Refused(var reason)) {
        Assertions.assertEquals(CompileResult.Reason.NO_ROOM, reason);
        break;
      }
      all.add(machine().trace(n));
    }
    Assertions.assertTrue(machine().cache.freeBytes() < 1024);
    Collections.shuffle(all, new Random(1));
    all.forEach(machine().links::evict);
    Assertions.assertEquals(room, machine().cache.freeBytes());
  }
}
