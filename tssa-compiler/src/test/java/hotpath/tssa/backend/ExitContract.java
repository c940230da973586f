package hotpath.tssa.backend;

import hotpath.tssa.code.CompileRequest;
import hotpath.tssa.code.CompileResult;
import hotpath.tssa.code.CompiledTrace;
import hotpath.tssa.code.ExitState;
import hotpath.tssa.eval.Corners;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Tssa;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Exits: every kind of location, restored by Java and by tail exits; value words; spills. */
public abstract class ExitContract extends BackendContract {

  /** Runs a trace, then again with a tail exit in place of the exit that it left by. */
  private void checkBothWays(String text) {
    Tssa tssa = parse(text);
    CompiledTrace trace = machine().compile(CompileRequest.root(3, tssa));
    byte[] before = machine().copy().segment().toArray(ValueLayout.JAVA_BYTE);
    TraceMachine.Left left = check(tssa, trace);
    Assertions.assertFalse(left.wasRestored());
    machine().memory().segment().copyFrom(MemorySegment.ofArray(before));
    Assertions.assertTrue(machine().links.makeTailExit(trace, left.exit()));
    Assertions.assertTrue(trace.isLinked(left.exit()));
    TraceMachine.Left again = check(tssa, trace);
    Assertions.assertTrue(again.wasRestored());
    Assertions.assertEquals(left.exit(), again.exit());
    machine().links.evict(trace);
  }

  private void slots(Random random) {
    for (int i = 0; i < 40; i++) {
      // What is an i32 in these tests is extended by zeros.
      machine().slot(i, i % 4 == 1 ? random.nextInt(1 << 30) : random.nextLong());
    }
  }

  @Test
  void allKindsOfConstants() {
    StringBuilder slots = new StringBuilder();
    int slot = 0;
    for (Kind kind : new Kind[] {Kind.I32, Kind.I64, Kind.F32, Kind.F64}) {
      for (long bits : Corners.of(kind)) {
        String constant =
            switch (kind) {
              case I32 -> Integer.toString((int) bits);
              case I64 -> bits + "L";
              case F32 -> "f32:" + Integer.toHexString((int) bits);
              default -> "f64:" + Long.toHexString(bits);
            };
        slots.append(' ').append(slot++).append('=').append(constant);
        if (slot == 40) {
          slots(new Random(slots.length()));
          checkBothWays("trace t\n  leave exit 0 e#7 [t pc 0x12345 fp 2 sp 9 |" + slots + "]\n");
          slots.setLength(0);
          slot = 0;
        }
      }
    }
  }

  @Test
  void slotsOfOtherSlots() {
    slots(new Random(1));
    // A cycle among slots, copies of unchanged ones, negative numbers.
    checkBothWays(
        "trace t\n  v0:i64 = slot 0\n  v1:i64 = slot 1\n  v2:i64 = slot 2\n  v3:f64 = slot 3\n"
            + "  v4:f32 = slot 4\n"
            + "  leave exit 0 e [t pc 8 fp -1 sp 3 | -3=v2 0=v1 1=v2 2=v0 3=v3 5=v3 6=v4 7=v0]\n");
  }

  @Test
  void cells() {
    machine().memory().putInt(machine().base() + TraceMachine.DATA + 8, 0xF000_0010);
    machine().memory().putInt(machine().base() + TraceMachine.DATA + 12, -5);
    checkBothWays(
        ("trace t\n  v0:ref = load.ref null+%d @k!\n  v1:i32 = load.i32 null+%d @n!\n"
                + "  v2:i32 = add v1, 1\n"
                + "  leave exit 0 e [t pc 8 fp 0 sp 3 | 1=v0 2=v1 3=v2]\n")
            .formatted(TraceMachine.DATA + 8, TraceMachine.DATA + 12));
  }

  @Test
  void counts() {
    machine().memory().putLong(machine().thread() + TraceMachine.LAYOUT.count(), 1000);
    String load = "  v0:addr = tb\n  v1:i64 = load.i64 v0 @count~\n";
    checkBothWays("trace t\n" + load + "  leave exit 0 e [t pc 8 fp 0 sp 3 count v1+7]\n");
    checkBothWays("trace t\n" + load + "  leave exit 0 e [t pc 8 fp 0 sp 3 count v1-7]\n");
    checkBothWays("trace t\n  leave exit 0 e [t pc 8 fp 0 sp 3 count 5L+7]\n");
    checkBothWays(
        "trace t\n"
            + load
            + "  v2:i64 = add v1, 100L\n"
            + "  leave exit 0 e [t pc 8 fp 0 sp 3 count v2+1 | 0=v2 1=v1]\n");
  }

  @Test
  void valueWords() {
    slots(new Random(2));
    checkBothWays(
        "trace t\n  v0:i32 = slot 1\n  v1:f64 = slot 0\n  v2:f32 = slot 2\n  v3:i64 = slot 3\n"
            + "  v4:i32 = mul v0, 3\n  v5:f64 = sqrt v1\n"
            + "  leave v4, v1, v2, v3, v5, -1, 1.5, v0"
            + " exit 0 e [t pc 8 fp 0 sp 3 | 0=v4 1=v5]\n");
  }

  /** Far more values than registers, alive over calls and divisions, in both banks. */
  @Test
  void manyLiveValues() {
    for (int n = 10; n <= 40; n += 5) {
      slots(new Random(n));
      StringBuilder text = new StringBuilder("trace t\n");
      StringBuilder state = new StringBuilder();
      for (int i = 0; i < n; i++) {
        String kind = new String[] {"i64", "i32", "f64", "f32"}[i % 4];
        text.append("  v%d:%s = slot %d\n".formatted(i, kind, i));
        text.append("  v%d:%s = add v%d, v%d\n".formatted(100 + i, kind, i, i));
        state.append(" %d=v%d".formatted(i, 100 + i));
      }
      text.append("  guard ne v1, v101 else exit 0 e [t pc 8 fp 0 sp 3 |" + state + "]\n");
      text.append(
          "  v200:i32 = or v101, 1\n  v201:i32 = div v1, v200\n  v202:i32 = shl v1, v201\n");
      text.append("  v203:i64 = mulhi v0, v100\n");
      text.append("  v204:i32 = call " + ContractLeaves.NEGATE + " (v202)\n");
      text.append("  v205:f64 = rem v2, v102\n");
      text.append("  guard eq v1, v101 else exit 1 e [t pc 8 fp 0 sp 3 |" + state);
      text.append(" 41=v201 42=v202 43=v203 44=v204 45=v205]\n");
      text.append("  leave exit 2 e [t pc 8 fp 0 sp 3]\n");
      checkBothWays(text.toString());
    }
  }

  @Test
  void tooManyValuesAreRefused() {
    StringBuilder text = new StringBuilder("trace t\n");
    StringBuilder state = new StringBuilder();
    for (int i = 0; i < 110; i++) {
      text.append("  v%d:i64 = slot %d\n  v%d:i64 = add v%d, 5L\n".formatted(i, i, 200 + i, i));
      state.append(" %d=v%d".formatted(i, 200 + i));
    }
    text.append("  leave exit 0 e [t pc 8 fp 0 sp 3 |" + state + "]\n");
    Assertions.assertEquals(
        new CompileResult.Refused(CompileResult.Reason.TOO_MANY_VALUES),
        machine().tryCompile(CompileRequest.root(1, parse(text.toString()))));
  }

  @Test
  void objectsNotYetAllocated() {
    machine().slot(0, 77);
    machine().slot(1, Double.doubleToLongBits(2.5));
    Tssa tssa =
        parse(
            "trace t\n  v0:i32 = slot 0\n  v1:f64 = slot 1\n  v2:i32 = add v0, 1\n"
                + "  leave exit 0 e [t pc 8 fp 0 sp 3 | 2=o0 3=v2 4=o1"
                + " ; o0 = new 4096, 40 (12.i32=v2 16.f64=v1 24.ref=o1 28.u8=1)"
                + " o1 = newarray 2 4200, 3 (16.i32=v0 20.ref=o0 24.f32=1.5f)]\n");
    CompiledTrace trace = machine().compile(CompileRequest.root(1, tssa));
    Assertions.assertFalse(machine().links.makeTailExit(trace, 0));
    TraceMachine.Left left = machine().run(trace);
    Assertions.assertEquals(0, left.exit());
    ContractMemory memory = machine().memory();
    int first = (int) machine().slot(2);
    int second = (int) machine().slot(4);
    long o0 = machine().base() + first;
    long o1 = machine().base() + second;
    Assertions.assertEquals(78, machine().slot(3));
    Assertions.assertEquals(4096, memory.getInt(o0));
    Assertions.assertEquals(78, memory.getInt(o0 + 12));
    Assertions.assertEquals(Double.doubleToLongBits(2.5), memory.getLong(o0 + 16));
    Assertions.assertEquals(second, memory.getInt(o0 + 24));
    Assertions.assertEquals(1, memory.getInt(o0 + 28));
    Assertions.assertEquals(4200, memory.getInt(o1));
    Assertions.assertEquals(3, memory.getInt(o1 + 12));
    Assertions.assertEquals(77, memory.getInt(o1 + 16));
    Assertions.assertEquals(first, memory.getInt(o1 + 20));
    Assertions.assertEquals(Float.floatToIntBits(1.5f), memory.getInt(o1 + 24));
  }

  /** A bridge finds the values for fields of objects that its parent did not allocate. */
  @Test
  void bridgeInheritsFields() {
    machine().slot(0, 77);
    machine().slot(1, Double.doubleToLongBits(2.5));
    CompiledTrace trace =
        machine()
            .compile(
                1,
                "trace t\n  v0:i32 = slot 0\n  v1:f64 = slot 1\n  v2:i32 = add v0, 1\n"
                    + "  leave exit 0 e [t pc 8 fp 0 sp 3 | 2=o0 3=v2"
                    + " ; o0 = new 4096, 40 (12.i32=v2 16.f64=v1 24.ref=o1 28.u8=1)"
                    + " o1 = newarray 2 4200, 3 (16.i32=v0 24.f32=1.5f)]\n");
    int field = ExitState.FIELDS;
    String bridge =
        "trace b\n  v0:i32 = slot %d\n  v1:f64 = slot %d\n  v2:i32 = slot %d\n"
                .formatted(field, field + 1, field + 3)
            + "  v3:i32 = slot %d\n  v4:f32 = slot %d\n  v5:i32 = slot 3\n"
                .formatted(field + 4, field + 5)
            + "  leave exit 0 e [t pc 8 fp 0 sp 3 | 5=v0 6=v1 7=v2 8=v3 9=v4 10=v5]\n";
    machine().bridge(2, trace, 0, trace, parse(bridge));
    Assertions.assertEquals(2, machine().run(trace).trace());
    Assertions.assertEquals(78, machine().slot(5));
    Assertions.assertEquals(Double.doubleToLongBits(2.5), machine().slot(6));
    Assertions.assertEquals(1, machine().slot(7));
    Assertions.assertEquals(77, machine().slot(8));
    Assertions.assertEquals(Float.floatToIntBits(1.5f), (int) machine().slot(9));
    Assertions.assertEquals(78, machine().slot(10));
  }

  @Test
  void exitsAreSmall() {
    StringBuilder text = new StringBuilder("trace t\n  v0:addr = tb\n");
    text.append("  v1:i64 = load.i64 v0 @count~\n");
    text.append("  v2:i32 = slot 0\n  v3:ref = slot 1\n  v4:f64 = slot 2\n  v5:i32 = add v2, 1\n");
    for (int i = 0; i < 20; i++) {
      text.append("  guard ne v2, %d else exit %d e#3 ".formatted(i, i));
      text.append("[t pc 0x%x fp 0 sp 9 count v1+%d".formatted(0x4000 + 8 * i, 3 * i));
      text.append(" | 0=v5 3=v3 4=v4 5=%d]\n".formatted(i));
    }
    text.append("  leave exit 20 e [t pc 8 fp 0 sp 3]\n");
    CompiledTrace trace = machine().compile(1, text.toString());
    int each = trace.exits().byteSize() / trace.exits().exitCount();
    Assertions.assertTrue(each < 20, each + " bytes an exit");
  }
}
