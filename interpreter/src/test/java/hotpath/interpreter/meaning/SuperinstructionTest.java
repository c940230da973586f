package hotpath.interpreter.meaning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hotpath.interpreter.engine.MachineLayout;
import hotpath.interpreter.frame.ThreadBlock;
import hotpath.tssa.eval.EvalMemory;
import hotpath.tssa.eval.Evaluator;
import hotpath.tssa.eval.Outcome;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.pass.PassOptions;
import hotpath.tssa.pass.PassPipeline;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A superinstruction, passes applied, leaves what its words leave one after the other, passes not
 * applied, wherever that ends: behind it, at a branch, or at a check of any of the words.
 */
class SuperinstructionTest {
  private static final int TRIALS = 300;
  private static final PassOptions PASSES =
      PassOptions.STANDARD
          .withAllocation(MachineLayout.ALLOCATION)
          .withLengthAlias(Aliases.LENGTH.name())
          .withVerify(true);

  /** Where control went, in which state. */
  private record End(int reason, long pc, long sp, long fp, long count) {}

  @ParameterizedTest
  @EnumSource
  void doesWhatItsWordsDo(Superinstruction superinstruction) {
    Tssa whole = PassPipeline.run(emit(HandlerNumber.of(superinstruction)), PASSES, null).code();
    List<Tssa> words = new ArrayList<>();
    superinstruction.numbers().forEach(number -> words.add(emit(number)));
    for (int seed = 0; seed < TRIALS; seed++) {
      Machine first = new Machine(superinstruction.numbers(), new Random(seed));
      Machine second = new Machine(superinstruction.numbers(), new Random(seed));
      End expected = first.start();
      for (int i = 0; i < words.size(); i++) {
        long next =
            expected.pc() + HandlerNumber.handler(superinstruction.numbers().get(i)).bytes();
        expected = first.run(words.get(i), expected);
        if (expected.pc() != next || expected.reason() != 0) {
          break;
        }
      }
      String what = superinstruction.text() + ", seed " + seed;
      assertEquals(expected, second.run(whole, second.start()), what);
      assertArrayEquals(first.frameBelow(expected.sp()), second.frameBelow(expected.sp()), what);
      assertArrayEquals(first.objects, second.objects, what);
      assertArrayEquals(first.code, second.code, what);
    }
  }

  private static Tssa emit(int number) {
    return HandlerEmitter.emit(number);
  }

  /** Memory for a few words of code, a frame and objects, of which all are alike. */
  private static final class Machine implements EvalMemory {
    private static final long BASE = 1L << 32;
    private static final long CODE = BASE + (1 << 20);
    private static final long FRAME = BASE + (2 << 20);
    private static final long THREAD = BASE + (3 << 20);
    private static final int OBJECTS = 1 << 16;
    private static final int OBJECT_BYTES = 256;
    private static final int HEADER_BYTES = 16;
    private static final int LENGTH = 8;
    private static final int LOCALS = 16;
    private static final int STACK = LOCALS + 8;

    final byte[] code = new byte[256];
    final byte[] frame = new byte[512];
    final byte[] objects = new byte[OBJECTS + Long.BYTES];
    private final byte[] thread = new byte[ThreadBlock.BYTES];
    private final Random random;

    Machine(List<Integer> numbers, Random random) {
      this.random = random;
      int at = 0;
      for (int number : numbers) {
        word(at, HandlerNumber.handler(number));
        at += HandlerNumber.handler(number).bytes();
      }
      for (int slot = 0; slot < frame.length / 8; slot++) {
        of(frame).putLong(8 * slot, slot < STACK ? local(slot) : 0);
      }
      for (int object = OBJECT_BYTES; object < OBJECTS; object += 8) {
        of(objects).putLong(object, random.nextInt(4) == 0 ? 0 : reference());
        if (object % OBJECT_BYTES == 8) {
          of(objects).putInt(object + 4, LENGTH);
        }
      }
      of(thread).putLong(ThreadBlock.LIMIT, 900 + random.nextInt(300));
    }

    private static ByteBuffer of(byte[] bytes) {
      return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    private long reference() {
      return (long) OBJECT_BYTES * (1 + random.nextInt(OBJECTS / OBJECT_BYTES - 2));
    }

    /** Locals 0 to 2 hold references, 3 to 5 small numbers, others anything: see {@link #word}. */
    private long local(int slot) {
      int sort = slot < LOCALS ? slot / 3 : random.nextInt(3);
      return switch (sort) {
        case 0 -> random.nextInt(8) == 0 ? 0 : reference();
        case 1 -> random.nextInt(LENGTH + 1);
        // As a reference it is null.
        default -> Double.doubleToRawLongBits(random.nextInt(9));
      };
    }

    private void word(int at, Handler handler) {
      String name = handler.name();
      int a =
          switch (handler) {
            case ALOAD, ASTORE -> random.nextInt(3);
            case ILOAD, ISTORE, IINC -> 3 + random.nextInt(3);
            case DLOAD, DSTORE -> 6 + random.nextInt(3);
            case FLOAD, FSTORE -> 9 + random.nextInt(3);
            case LLOAD, LSTORE -> 12 + random.nextInt(3);
            default -> 0;
          };
      if (handler.isBranch()) {
        a = random.nextInt(3);
      }
      of(code).putShort(at + CodeWord.A, (short) a);
      of(code).putInt(at + CodeWord.B, random.nextInt(12) - 3);
      if (name.startsWith("GETFIELD") || name.startsWith("PUTFIELD")) {
        MemType type = MemType.valueOf(name.substring("GETFIELD_".length()));
        of(code).putInt(at + CodeWord.B, OBJECT_BYTES / 2 + 8 * type.ordinal());
      } else if (name.startsWith("GETSTATIC") || name.startsWith("PUTSTATIC")) {
        MemType type = MemType.valueOf(name.substring("GETSTATIC_".length()));
        of(code).putInt(at + CodeWord.B, OBJECT_BYTES / 2 + 8 * type.ordinal());
      } else if (handler == Handler.INVOKEVIRTUAL) {
        of(code).putInt(at + CodeWord.B, (1 + random.nextInt(3)) << 16 | random.nextInt(4));
      } else if (handler.isCall()) {
        of(code).putInt(at + CodeWord.B, OBJECT_BYTES + 16);
      }
      if (handler.hasWideOperand()) {
        of(code).putLong(at + CodeWord.WIDE, random.nextInt(64));
      }
    }

    End start() {
      return new End(0, CODE, FRAME + 8 * STACK, FRAME, 1000);
    }

    byte[] frameBelow(long sp) {
      return Arrays.copyOf(frame, (int) (sp - FRAME));
    }

    End run(Tssa handler, End from) {
      Evaluator.Registers registers =
          new Evaluator.Registers(BASE, from.fp(), from.sp(), from.pc(), THREAD, from.count());
      Outcome outcome = new Evaluator(handler, this, (_, _, _) -> 0, registers).run(Long.MAX_VALUE);
      List<Long> state = outcome.values();
      Exit exit = outcome.exit();
      int reason = exit == null ? 0 : exit.reason();
      return state.isEmpty()
          ? new End(reason, from.pc(), from.sp(), from.fp(), from.count())
          : new End(reason, state.get(0), state.get(1), state.get(2), state.get(3));
    }

    @Override
    public long load(MemType type, long address) {
      byte[] bytes = bytes(address);
      int at = offset(address, bytes);
      ByteBuffer buffer = of(bytes);
      return switch (type) {
        case I8 -> buffer.get(at);
        case U8 -> buffer.get(at) & 0xFF;
        case I16 -> buffer.getShort(at);
        case U16 -> buffer.getChar(at);
        case I32, SLOT_I32 -> buffer.getInt(at);
        case REF, SLOT_REF, F32, SLOT_F32 -> Integer.toUnsignedLong(buffer.getInt(at));
        case I64, F64 -> buffer.getLong(at);
      };
    }

    @Override
    public void store(MemType type, long address, long bits) {
      byte[] bytes = bytes(address);
      int at = offset(address, bytes);
      // Nobody writes headers, and null has none.
      if (bytes.length > OBJECTS && (at < OBJECT_BYTES || at % OBJECT_BYTES < HEADER_BYTES)) {
        return;
      }
      ByteBuffer buffer = of(bytes);
      switch (type) {
        case I8, U8 -> buffer.put(at, (byte) bits);
        case I16, U16 -> buffer.putShort(at, (short) bits);
        case I32, REF, F32 -> buffer.putInt(at, (int) bits);
        // Of a float's slot nobody reads the other half.
        case SLOT_I32, SLOT_REF, SLOT_F32 -> buffer.putLong(at, bits & 0xFFFF_FFFFL);
        case I64, F64 -> buffer.putLong(at, bits);
      }
    }

    private byte[] bytes(long address) {
      long offset = address - BASE;
      return offset < CODE - BASE || offset >= 4L << 20
          ? objects
          : address < FRAME ? code : address < THREAD ? frame : thread;
    }

    private static int offset(long address, byte[] bytes) {
      long mask = bytes.length > OBJECTS ? OBJECTS - 1 : (1 << 20) - 1;
      return (int) (address & mask);
    }
  }
}
