package hotpath.backend.ppc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Enumerates the instructions of the table: each row with all values of each operand, and with a
 * share of their combinations.
 */
final class InstructionSpace {

  /** An instruction to encode. */
  record Case(PpcOp op, List<Operand> operands) {
    int encode() {
      return op.encode(operands.toArray(Operand[]::new));
    }

    String text() {
      return new Insn(op, operands).text(0);
    }
  }

  /** Rows with fewer combinations see all of them. */
  private static final int MOST = 2000;

  private final Random random;

  InstructionSpace(long seed) {
    random = new Random(seed);
  }

  void forEach(Consumer<Case> consumer) {
    for (PpcOp op : PpcOp.values()) {
      List<List<Operand>> choices = op.slots().stream().map(this::choices).toList();
      long combinations = 1;
      for (List<Operand> choice : choices) {
        combinations = Math.min(MOST + 1, combinations * choice.size());
      }
      if (combinations <= MOST) {
        all(op, choices, new ArrayList<>(), consumer);
      } else {
        some(op, choices, consumer);
      }
    }
  }

  /** Each value of each operand, the others by chance. */
  private void some(PpcOp op, List<List<Operand>> choices, Consumer<Case> consumer) {
    for (int slot = 0; slot < choices.size(); slot++) {
      for (int round = 0; round < 6; round++) {
        for (Operand value : choices.get(slot)) {
          List<Operand> operands = new ArrayList<>();
          for (List<Operand> choice : choices) {
            operands.add(choice.get(random.nextInt(choice.size())));
          }
          operands.set(slot, value);
          consumer.accept(new Case(op, List.copyOf(operands)));
        }
      }
    }
  }

  private static void all(
      PpcOp op, List<List<Operand>> choices, List<Operand> chosen, Consumer<Case> consumer) {
    if (chosen.size() == choices.size()) {
      consumer.accept(new Case(op, List.copyOf(chosen)));
      return;
    }
    for (Operand operand : choices.get(chosen.size())) {
      chosen.add(operand);
      all(op, choices, chosen, consumer);
      chosen.removeLast();
    }
  }

  private List<Operand> choices(Slot slot) {
    List<Operand> all = new ArrayList<>();
    Collections.addAll(all, Gpr.values());
    Collections.addAll(all, Fpr.values());
    Collections.addAll(all, Cond.values());
    Collections.addAll(all, CrBit.values());
    addMemory(all);
    for (long i = 0; i < 64; i++) {
      for (long n : new long[] {i, 4 * i, -4 * i, 1L << i, -1L << i}) {
        all.add(Operand.imm(n));
      }
    }
    for (int i = 0; i < 100; i++) {
      all.add(Operand.imm(random.nextInt(1 << 16)));
      all.add(Operand.imm((short) random.nextInt()));
      all.add(Operand.imm(4L * (random.nextInt() >> 8)));
      all.add(Operand.imm(4L * (random.nextInt() >> 18)));
    }
    return all.stream().filter(slot::accepts).distinct().toList();
  }

  private void addMemory(List<Operand> all) {
    for (Gpr base : Gpr.values()) {
      if (base == Gpr.R0) {
        continue;
      }
      for (int disp : new int[] {0, 1, 4, 8, -4, -1, 32767, 32764, -32768}) {
        all.add(Mem.at(base, disp));
      }
      all.add(Mem.at(base, (short) random.nextInt()));
      all.add(Mem.at(base, random.nextInt(-8192, 8192) * 4));
      all.add(Mem.at(base, Gpr.of(random.nextInt(32))));
      all.add(Mem.at(base, Gpr.R0));
    }
  }
}
