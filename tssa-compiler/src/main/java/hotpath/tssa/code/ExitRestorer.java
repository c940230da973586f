package hotpath.tssa.code;

import hotpath.tssa.backend.CodeLayout;
import hotpath.tssa.code.ExitState.Field;
import hotpath.tssa.code.ExitState.ObjectState;
import hotpath.tssa.code.ExitState.Word;
import hotpath.tssa.lir.Location;
import hotpath.tssa.lir.RegisterFile;
import java.util.List;

/**
 * Brings the interpreter's state back after an exit through a stub that has only saved the
 * registers: writes slots, pc, fp, sp and count. All words are read before the first is written,
 * since a slot's value can be in another slot.
 */
public final class ExitRestorer {

  /**
   * Allocates objects that an exit describes. It must not collect: until the last one is complete,
   * references are in the exit area, where no collector looks. So who runs compiled code makes sure
   * of the room before.
   */
  public interface ObjectMaker {
    /** No object at all: for code that describes none. */
    ObjectMaker NONE =
        new ObjectMaker() {
          @Override
          public int object(int classWord, int bytes) {
            throw new IllegalStateException("an exit describes objects");
          }

          @Override
          public int array(int classWord, int length, int elementShift) {
            throw new IllegalStateException("an exit describes objects");
          }
        };

    /** A zeroed object with its header. */
    int object(int classWord, int bytes);

    /** A zeroed array with its header. */
    int array(int classWord, int length, int elementShift);
  }

  private final WordMemory memory;
  private final CodeLayout layout;
  private final RegisterFile registers;

  public ExitRestorer(WordMemory memory, CodeLayout layout, RegisterFile registers) {
    this.memory = memory;
    this.layout = layout;
    this.registers = registers;
  }

  /**
   * Restores the state of {@code exit}.
   *
   * @param threadBlock absolute address
   */
  public void restore(ExitState exit, long threadBlock, ObjectMaker maker) {
    long base = memory.getLong(threadBlock + layout.base());
    long frame = register(threadBlock, registers.framePointer());
    List<Word> slots = exit.slots();
    long[] values = new long[slots.size()];
    for (int i = 0; i < values.length; i++) {
      Word slot = slots.get(i);
      if (Location.sort(slot.location()) != Location.OBJECT) {
        values[i] = read(exit, slot, threadBlock, base, frame);
      }
    }
    if (!exit.objects().isEmpty()) {
      allocate(exit, values, threadBlock, base, frame, maker);
    }
    for (int i = 0; i < values.length; i++) {
      long address = frame + 8L * slots.get(i).at();
      if (slots.get(i).isFloat()) {
        memory.putInt(address, (int) values[i]);
      } else {
        memory.putLong(address, values[i]);
      }
    }
    if (exit.countLocation() != Location.NONE) {
      long count = read(exit, exit.countLocation(), threadBlock, base, frame);
      memory.putLong(threadBlock + layout.count(), count + exit.countPlus());
    }
    int offset = (int) (frame - base);
    memory.putInt(threadBlock + layout.pc(), (int) exit.pc());
    memory.putInt(threadBlock + layout.fp(), offset + 8 * exit.fpSlot());
    memory.putInt(threadBlock + layout.sp(), offset + 8 * exit.spSlot());
  }

  private long register(long threadBlock, int register) {
    return memory.getLong(threadBlock + layout.exitArea() + 8L * register);
  }

  private long read(ExitState exit, Word word, long threadBlock, long base, long frame) {
    long value = read(exit, word.location(), threadBlock, base, frame);
    boolean saved = word.isFloat() && Location.isReg(word.location());
    return saved ? registers.floatBits(value) : value;
  }

  private long read(ExitState exit, int location, long threadBlock, long base, long frame) {
    int number = Location.number(location);
    return switch (Location.sort(location)) {
      case Location.REG -> register(threadBlock, number);
      case Location.SPILL -> memory.getLong(threadBlock + layout.spills() + 8L * number);
      case Location.FRAME -> memory.getLong(frame + 8L * number);
      case Location.CONST -> exit.constantAt(location);
      case Location.CELL -> memory.getInt(base + exit.constantAt(location)) & 0xFFFF_FFFFL;
      default -> throw new IllegalStateException("exit has " + Location.text(location));
    };
  }

  private void allocate(
      ExitState exit, long[] values, long threadBlock, long base, long frame, ObjectMaker maker) {
    List<ObjectState> objects = exit.objects();
    int[] references = new int[objects.size()];
    for (int i = 0; i < references.length; i++) {
      ObjectState object = objects.get(i);
      references[i] =
          object.elementShift() < 0
              ? maker.object(object.classWord(), object.size())
              : maker.array(object.classWord(), object.size(), object.elementShift());
    }
    for (int i = 0; i < references.length; i++) {
      long address = base + Integer.toUnsignedLong(references[i]);
      List<Field> fields = objects.get(i).fields();
      for (int f = 0; f < fields.size(); f++) {
        Word word = fields.get(f).word();
        boolean isObject = Location.sort(word.location()) == Location.OBJECT;
        long value =
            isObject
                ? Integer.toUnsignedLong(references[Location.number(word.location())])
                : read(exit, word, threadBlock, base, frame);
        write(fields.get(f), address + word.at(), value);
      }
    }
    for (int i = 0; i < values.length; i++) {
      int location = exit.slots().get(i).location();
      if (Location.sort(location) == Location.OBJECT) {
        values[i] = Integer.toUnsignedLong(references[Location.number(location)]);
      }
    }
  }

  private void write(Field field, long address, long value) {
    switch (field.type().bytes()) {
      case 1 -> memory.putByte(address, (byte) value);
      case 2 -> memory.putShort(address, (short) value);
      case 4 -> memory.putInt(address, (int) value);
      default -> memory.putLong(address, value);
    }
  }
}
