package hotpath.backend.x86;

import hotpath.backend.x86.Slot.Bank;
import hotpath.backend.x86.Slot.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Enumerates the instructions of the table: each form in each size and condition, with all
 * combinations of registers and immediates, and with each kind of memory operand.
 */
final class InstructionSpace {

  /** An instruction to encode. */
  record Case(
      X86Op op, Form form, @Nullable Size size, @Nullable Cond cond, List<Operand> operands) {

    Operand[] operandArray() {
      return operands.toArray(Operand[]::new);
    }

    byte[] encode() {
      CodeBuffer code = new CodeBuffer();
      X86Encoder.encode(code, form, size, cond, operandArray());
      return code.toByteArray();
    }

    /** Whether the assembler would choose this form for these operands. */
    boolean preferred() {
      return form.equals(op.find(size, operandArray()));
    }
  }

  /** Forms that see every memory operand; the others see all bases and a share of the indexes. */
  private static final List<X86Op> THOROUGH = List.of(X86Op.LEA, X86Op.MOV, X86Op.ADDSD);

  private static final int SHARE = 16;

  private final Random random;
  private final List<Mem> plain = new ArrayList<>();
  private final List<Mem> indexed = new ArrayList<>();
  private int turn;

  InstructionSpace(long seed) {
    random = new Random(seed);
    int[] edges = {0, 1, 8, 127, 128, -1, -128, -129, 0x1000, Integer.MAX_VALUE, Integer.MIN_VALUE};
    for (Gpr base : Gpr.values()) {
      for (int disp : edges) {
        plain.add(Mem.at(base, disp));
      }
      plain.add(Mem.at(base, random.nextInt()));
      for (Gpr index : Gpr.values()) {
        for (int scale = 1; scale <= 8 && index != Gpr.RSP; scale *= 2) {
          for (int disp : new int[] {0, random.nextInt(-128, 128), random.nextInt()}) {
            indexed.add(Mem.at(base, index, scale, disp));
          }
        }
      }
    }
    for (int disp : edges) {
      plain.add(Mem.ripRelative(disp));
    }
  }

  void forEach(Consumer<Case> consumer) {
    for (X86Op op : X86Op.values()) {
      for (Form form : op.forms()) {
        for (Size size : sizes(form)) {
          for (Cond cond : conditions(op)) {
            forEach(op, form, size, cond, consumer);
          }
        }
      }
    }
  }

  /** The sizes of a form; null alone if it has none. */
  private static List<@Nullable Size> sizes(Form form) {
    List<@Nullable Size> sizes = new ArrayList<>();
    for (Size size : Size.values()) {
      if ((form.sizes() & size.mask()) != 0) {
        sizes.add(size);
      }
    }
    if (sizes.isEmpty()) {
      sizes.add(null);
    }
    return sizes;
  }

  private static List<@Nullable Cond> conditions(X86Op op) {
    List<@Nullable Cond> conditions = new ArrayList<>();
    if (op.conditional()) {
      conditions.addAll(List.of(Cond.values()));
    } else {
      conditions.add(null);
    }
    return conditions;
  }

  private void forEach(
      X86Op op, Form form, @Nullable Size size, @Nullable Cond cond, Consumer<Case> consumer) {
    List<List<Operand>> choices = new ArrayList<>();
    int memory = -1;
    for (Slot slot : form.slots()) {
      memory = slot.memory ? choices.size() : memory;
      choices.add(operands(slot, form.operandSize(size)));
    }
    List<List<Operand>> tuples = new ArrayList<>();
    product(choices, new ArrayList<>(), tuples);
    if (memory >= 0) {
      for (Mem mem : memory(op)) {
        List<Operand> tuple = new ArrayList<>();
        for (List<Operand> choice : choices) {
          boolean here = tuple.size() == memory;
          tuple.add(here ? mem : choice.get(random.nextInt(choice.size())));
        }
        tuples.add(tuple);
      }
    }
    for (List<Operand> tuple : tuples) {
      consumer.accept(new Case(op, form, size, cond, List.copyOf(tuple)));
    }
  }

  private static void product(
      List<List<Operand>> choices, List<Operand> head, List<List<Operand>> tuples) {
    if (head.size() == choices.size()) {
      tuples.add(List.copyOf(head));
      return;
    }
    for (Operand operand : choices.get(head.size())) {
      head.add(operand);
      product(choices, head, tuples);
      head.removeLast();
    }
  }

  private List<Mem> memory(X86Op op) {
    List<Mem> all = new ArrayList<>(plain);
    for (int i = 0; i < indexed.size(); i++) {
      if (THOROUGH.contains(op) || (i + turn) % SHARE == 0) {
        all.add(indexed.get(i));
      }
    }
    turn++;
    return all;
  }

  /** Registers and immediates that may stand there. */
  private List<Operand> operands(Slot slot, int operandSize) {
    List<Operand> all = new ArrayList<>();
    if (slot.bank != Bank.NONE) {
      for (int i = 0; i < 16; i++) {
        all.add(slot.register(i));
      }
    }
    if (slot.place == Place.IMM || slot == Slot.ONE) {
      for (int shift = 0; shift <= 64; shift += 8) {
        long signed = shift == 0 ? 0 : 1L << (shift - 1);
        long unsigned = signed << 1;
        for (long edge : new long[] {0, 1, unsigned - 1, unsigned, signed - 1, signed}) {
          all.add(Operand.imm(edge));
          all.add(Operand.imm(~edge));
        }
        all.add(Operand.imm(random.nextLong() >> (shift & 63)));
        all.add(Operand.imm(random.nextLong() >>> (shift & 63)));
      }
    }
    return all.stream().distinct().filter(o -> slot.accepts(o, operandSize)).toList();
  }
}
