package hotpath.tssa.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.text.TssaParser;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluatorTest {

  private static Outcome run(String text, ByteMemory memory, long limit, long... arguments) {
    LeafRoutines routines =
        (routine, args, m) -> {
          m.store(MemType.I32, ByteMemory.BASE + ByteMemory.CELLS, args[0]);
          return routine + args[0];
        };
    return new Evaluator(TssaParser.parse(text), memory, routines, ByteMemory.registers())
        .run(limit, arguments);
  }

  @Test
  void aLoopRunsUntilItsGuardFails() {
    ByteMemory memory = new ByteMemory();
    memory.i64(ByteMemory.FRAME + 8, 3);
    Outcome outcome =
        run(
            """
            trace t
              v0:i32 = slot 1
            loop (v1:i32 = v0, v2:i32 = 0, v3:i64 = 100L)
              guard gt v1, 0 else exit 0 done#7 [p pc 0x10 fp 1 sp 5 count v3+2 | 1=v1 2=v2]
              v4:i32 = add v2, v1
              v5:i32 = add v1, -1
              v6:i64 = add v3, 10L
              jump loop (v5, v4, v6)
            """,
            memory,
            1000);
    assertEquals(Outcome.How.EXIT, outcome.how());
    assertEquals(7, outcome.exit().reason());
    assertEquals(
        new Outcome.State(
            List.of(
                new Outcome.SlotValue(1, Kind.I32, 0, -1),
                new Outcome.SlotValue(2, Kind.I32, 6, -1)),
            List.of(),
            132),
        outcome.state());
  }

  @Test
  void jumpsPassTheirValuesAllAtOnce() {
    String text =
        """
        leaf swap
        b0 (v0:i32, v1:i32, v2:i32):
          jump b1 (v0, v1, v2)
        b1 (v3:i32, v4:i32, v5:i32):
          v6:i32 = sub v5, 1
          branch gt v5, 0 -> b2, b3
        b2:
          jump b1 (v4, v3, v6)
        b3:
          return v3, v4
        """;
    assertEquals(List.of(8L, 7L), run(text, new ByteMemory(), 100, 7, 8, 3).values());
    assertEquals(List.of(7L, 8L), run(text, new ByteMemory(), 100, 7, 8, 4).values());
    Outcome cut = run(text, new ByteMemory(), 5, 7, 8, 4);
    assertEquals(Outcome.How.STEPS, cut.how());
    assertNull(cut.at());
  }

  @Test
  void memoryIsReadAndWrittenAsItsTypesSay() {
    ByteMemory memory = new ByteMemory();
    memory.i64(ByteMemory.CELLS + 8, -1);
    Outcome outcome =
        run(
            """
            leaf m
            b0 (v0:i32, v1:f32):
              v2:addr = region v0
              store.i8 v2 @a, 511
              v3:i32 = load.u8 v2 @a
              v4:i32 = load.i8 v2 @a
              store.slot.i32 v2+8 @b, -2
              v5:i64 = load.i64 v2+8 @b
              store.slot.f32 v2+16 @c, v1
              v6:f32 = load.f32 v2+16 @c
              v7:ref = i2r v0
              store.i16 v7+3<<1+24 @d*, -3
              v8:i32 = load.u16 v2+30 @d
              v9:addr = address v7
              v10:addr = plus v9, 4L
              v11:i32 = offset v10
              v12:i32 = load.i32 null+12 @e
              return v3, v4, v5, v6, v8, v11, v12
            """,
            memory,
            100,
            ByteMemory.CELLS,
            Arithmetic.ofFloat(1.5f));
    assertEquals(
        List.of(
            255L, -1L, 0xFFFFFFFEL, Arithmetic.ofFloat(1.5f), 65533L, ByteMemory.CELLS + 4L, 0L),
        outcome.values());
  }

  @Test
  void callsAllocationsAndDispatch() {
    ByteMemory memory = new ByteMemory();
    Outcome outcome =
        run(
            """
            handler h
            b0:
              v0:ref = new 77, 24 else exit 0 a
              v1:ref = newarray 2 78, 3 else exit 1 a
              v2:i32 = r2i v1
              v3:i64 = calleffect 5 (v2)
              v4:addr = pc
              v5:addr = sp
              v6:addr = fp
              v7:i64 = count
              dispatch v4, v5, v6, v3
            """,
            memory,
            100);
    assertEquals(Outcome.How.DISPATCH, outcome.how());
    Evaluator.Registers r = ByteMemory.registers();
    assertEquals(List.of(r.pc(), r.sp(), r.fp(), 5L + ByteMemory.FRESH + 24), outcome.values());
    assertEquals(77, memory.i32(ByteMemory.FRESH));
    assertEquals(3, memory.i32(ByteMemory.FRESH + 24 + 12));
    assertEquals(ByteMemory.FRESH + 24, memory.i32(ByteMemory.CELLS));
    memory.i32(ByteMemory.THREAD_BLOCK + ByteMemory.ROOM, ByteMemory.FRESH + 60);
    Outcome full =
        run("handler h\nb0:\n  v0:ref = new 77, 24 else exit 0 a#4\n  leave exit 1 b\n", memory, 9);
    assertEquals(4, full.exit().reason());
    assertNull(full.state());
  }

  @Test
  void statesNameObjectsNotYetAllocated() {
    Outcome outcome =
        run(
            """
            trace t
              leave 5, 6L exit 0 a [p pc 0x0 fp 0 sp 0 | 1=o0 2=o1 ; o0=new 77, 24 (12.i32=9 16.ref=o1) o1=newarray 2 78, 3 ()]
            """,
            new ByteMemory(),
            9);
    assertEquals(List.of(5L, 6L), outcome.values());
    Outcome.State state = outcome.state();
    assertNotNull(state);
    assertEquals(new Outcome.SlotValue(2, Kind.REF, 0, 1), state.slots().get(1));
    assertEquals(
        List.of(
            new Outcome.FieldValue(12, MemType.I32, 9, -1),
            new Outcome.FieldValue(16, MemType.REF, 0, 1)),
        state.objects().get(0).fields());
    assertEquals(3, state.objects().get(1).description().length());
  }
}
