package hotpath.backend.arm;

import hotpath.backend.arm.Operand.Shift;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Enumerates the instructions of the table: each row in each size, with all values of each operand,
 * and with a share of their combinations.
 */
final class InstructionSpace {

  /** An instruction to encode. */
  record Case(ArmOp op, @Nullable Size size, List<Operand> operands) {
    int encode() {
      return op.encode(size, operands.toArray(Operand[]::new));
    }

    String text() {
      return new Insn(op, size, operands).text(0);
    }
  }

  /** Rows with fewer combinations see all of them. */
  private static final int MOST = 2000;

  private final Random random;

  InstructionSpace(long seed) {
    random = new Random(seed);
  }

  void forEach(Consumer<Case> consumer) {
    for (ArmOp op : ArmOp.values()) {
      List<@Nullable Size> sizes = new ArrayList<>(op.sizes().members);
      if (sizes.isEmpty()) {
        sizes.add(null);
      }
      for (Size size : sizes) {
        forEach(op, size, consumer);
      }
    }
  }

  private void forEach(ArmOp op, @Nullable Size size, Consumer<Case> consumer) {
    List<List<Operand>> choices =
        op.slots().stream().map(slot -> choices(slot, size, op.scale())).toList();
    long combinations = 1;
    for (List<Operand> choice : choices) {
      combinations = Math.min(MOST + 1, combinations * choice.size());
    }
    if (combinations <= MOST) {
      all(op, size, choices, new ArrayList<>(), consumer);
      return;
    }
    // Each value of each operand, the others by chance.
    for (int slot = 0; slot < choices.size(); slot++) {
      for (int round = 0; round < 4; round++) {
        for (Operand value : choices.get(slot)) {
          List<Operand> operands = new ArrayList<>();
          for (List<Operand> choice : choices) {
            operands.add(choice.get(random.nextInt(choice.size())));
          }
          operands.set(slot, value);
          add(op, size, operands, consumer);
        }
      }
    }
  }

  private static void all(
      ArmOp op,
      @Nullable Size size,
      List<List<Operand>> choices,
      List<Operand> chosen,
      Consumer<Case> consumer) {
    if (chosen.size() == choices.size()) {
      add(op, size, List.copyOf(chosen), consumer);
      return;
    }
    for (Operand operand : choices.get(chosen.size())) {
      chosen.add(operand);
      all(op, size, choices, chosen, consumer);
      chosen.removeLast();
    }
  }

  private static void add(
      ArmOp op, @Nullable Size size, List<Operand> operands, Consumer<Case> consumer) {
    if (!isAlias(op, operands)) {
      consumer.accept(new Case(op, size, operands));
    }
  }

  /** Whether objdump has another name for the general row with these operands. */
  static boolean isAlias(ArmOp op, List<Operand> operands) {
    return switch (op) {
      case ADD_I -> isMoveOfStackPointer(operands);
      case ORR, ORR_I, SUB -> operands.get(1) == Gpr.ZR;
      case MADD, MSUB -> operands.get(3) == Gpr.ZR;
      case CSINV -> operands.get(1).equals(operands.get(2)) || operands.get(1) == Gpr.ZR;
      case CNEG -> operands.get(1) == Gpr.ZR;
      default -> false;
    };
  }

  private static boolean isMoveOfStackPointer(List<Operand> operands) {
    boolean stackPointer = operands.get(0) == Gpr.SP || operands.get(1) == Gpr.SP;
    return stackPointer && operands.get(2).equals(Operand.imm(0));
  }

  private List<Operand> choices(Slot slot, @Nullable Size size, int scale) {
    List<Operand> all = new ArrayList<>();
    Collections.addAll(all, Gpr.values());
    Collections.addAll(all, Fpr.values());
    Collections.addAll(all, Cond.values());
    for (Shift.Type type : Shift.Type.values()) {
      for (int amount = 0; amount < (size == Size.X ? 64 : 32); amount++) {
        all.add(new Shift(type, amount));
      }
    }
    addMemory(all, scale);
    addNumbers(all, slot, size);
    return all.stream().filter(operand -> slot.accepts(operand, size, scale)).distinct().toList();
  }

  private void addMemory(List<Operand> all, int scale) {
    for (Gpr base : Gpr.values()) {
      if (base == Gpr.ZR) {
        continue;
      }
      for (int disp : new int[] {0, 1, 8, 16, -8, -256, 255, 504, -512, 4095 << scale}) {
        all.add(Mem.at(base, disp));
      }
      all.add(Mem.at(base, random.nextInt(4096) << scale));
      all.add(Mem.at(base, random.nextInt(-256, 256)));
      Gpr index = Gpr.of(random.nextInt(31));
      all.add(Mem.at(base, index, 0));
      all.add(Mem.at(base, index, scale));
    }
  }

  private void addNumbers(List<Operand> all, Slot slot, @Nullable Size size) {
    List<Long> numbers = new ArrayList<>();
    for (long i = 0; i < 64; i++) {
      numbers.addAll(List.of(i, 4 * i, -4 * i, i << 12, 1L << i, ~(1L << i)));
    }
    for (int i = 0; i < 200; i++) {
      int half = random.nextInt(1 << 16);
      long placed = (long) half << (16 * random.nextInt(4));
      numbers.addAll(List.of((long) half, placed, ~placed, 4L * (random.nextInt() >> 8)));
      numbers.addAll(List.of(4L * (random.nextInt() >> 13), 4L * (random.nextInt() >> 18)));
    }
    boolean single = size == Size.W || size == Size.S;
    boolean isMask = slot == Slot.MASK || slot == Slot.BARE_MASK;
    for (int encoded = 0; isMask && encoded < 1 << 13; encoded++) {
      numbers.add(Immediates.decodeMask(encoded, single ? 32 : 64));
    }
    for (int encoded = 0; slot == Slot.FLOAT && encoded < 256; encoded++) {
      numbers.add(Immediates.decodeFloat(encoded, single ? Size.S : Size.D));
    }
    boolean bits = isMask || slot == Slot.HALF || slot == Slot.NOT_HALF;
    Long[] distinct =
        numbers.stream()
            .map(n -> bits && single ? (long) n.intValue() : n)
            .distinct()
            .toArray(Long[]::new);
    Arrays.stream(distinct).forEach(n -> all.add(Operand.imm(n)));
  }
}
