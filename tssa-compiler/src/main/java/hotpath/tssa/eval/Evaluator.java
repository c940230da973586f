package hotpath.tssa.eval;

import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.ir.VirtualObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Executes TSSA, for tests: the oracle for passes and backends. It follows the operations' meanings
 * one by one and knows nothing of what passes may assume, so that it can tell when they assume too
 * much.
 */
public final class Evaluator {

  /** The inputs that stand in machine registers; all but the count are addresses. */
  public record Registers(long base, long fp, long sp, long pc, long tb, long count) {}

  private final Tssa tssa;
  private final EvalMemory memory;
  private final LeafRoutines routines;
  private final Registers registers;
  private long[] values;
  private long steps;

  public Evaluator(Tssa tssa, EvalMemory memory, LeafRoutines routines, Registers registers) {
    this.tssa = tssa;
    this.memory = memory;
    this.routines = routines;
    this.registers = registers;
    this.values = new long[tssa.idLimit()];
  }

  /**
   * Runs from the entry.
   *
   * @param stepLimit how many instructions may run
   * @param arguments bits for the entry's parameters (leaf routines)
   */
  public Outcome run(long stepLimit, long... arguments) {
    Block block = tssa.entry();
    if (arguments.length != block.params().size()) {
      throw new IllegalArgumentException(arguments.length + " arguments");
    }
    enter(block, arguments);
    steps = 0;
    while (true) {
      for (Insn insn : block.insns()) {
        if (insn.isConst()) {
          continue;
        }
        if (steps++ >= stepLimit) {
          return new Outcome(Outcome.How.STEPS, null, null, null, List.of(), steps);
        }
        if (insn.op() == TssaOp.JUMP || insn.op() == TssaOp.BRANCH) {
          block = next(insn);
          break;
        }
        Outcome outcome = execute(insn);
        if (outcome != null) {
          return outcome;
        }
      }
    }
  }

  private void enter(Block block, long[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      Insn param = block.params().get(i);
      values[param.id()] = Arithmetic.canonical(param.kind(), arguments[i]);
    }
  }

  private Block next(Insn end) {
    if (end.op() == TssaOp.BRANCH) {
      return end.targets().get(holds(end) ? 0 : 1);
    }
    Block target = end.targets().getFirst();
    enter(target, arguments(end));
    return target;
  }

  private long[] arguments(Insn insn) {
    long[] arguments = new long[insn.argCount()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = value(insn.arg(i));
    }
    return arguments;
  }

  private boolean holds(Insn insn) {
    Insn a = insn.arg(0);
    return Arithmetic.holds(insn.cond(), a.kind(), value(a), value(insn.arg(1)));
  }

  /**
   * Executes one instruction that is no jump; for code that is still being built. Null if it does
   * not end the code.
   */
  @Nullable Outcome step(Insn insn) {
    if (insn.id() >= values.length) {
      values = Arrays.copyOf(values, insn.id() * 2 + 1);
    }
    return execute(insn);
  }

  /** The bits of a constant or of a value that was computed. */
  long value(Insn insn) {
    return insn.isConst() ? Arithmetic.canonical(insn.kind(), insn.imm()) : values[insn.id()];
  }

  private @Nullable Outcome execute(Insn insn) {
    switch (insn.op()) {
      case STORE -> memory.store(insn.mem().type(), address(insn, 2), value(insn.arg(1)));
      case NEW, NEWARRAY -> {
        int reference = allocate(insn);
        if (reference == 0) {
          return leave(Outcome.How.EXIT, insn);
        }
        values[insn.id()] = reference;
      }
      case COPY -> memory.copy(value(insn.arg(0)), value(insn.arg(1)), value(insn.arg(2)));
      case CALL, CALLEFFECT -> {
        long result = routines.call(insn.imm(), arguments(insn), memory);
        values[insn.id()] = Arithmetic.canonical(insn.kind(), result);
      }
      case GUARD -> {
        return holds(insn) ? null : leave(Outcome.How.EXIT, insn);
      }
      case LEAVE -> {
        return leave(Outcome.How.EXIT, insn);
      }
      case LOOP -> {
        return leave(Outcome.How.LOOP, insn);
      }
      case LINK -> {
        return leave(Outcome.How.LINK, insn);
      }
      case DISPATCH -> {
        return new Outcome(Outcome.How.DISPATCH, insn, null, null, operands(insn), steps);
      }
      case RETURN -> {
        return new Outcome(Outcome.How.RETURN, insn, null, null, operands(insn), steps);
      }
      default -> values[insn.id()] = compute(insn);
    }
    return null;
  }

  private long compute(Insn insn) {
    return switch (insn.op()) {
      case SLOT -> memory.load(MemType.slot(insn.kind()), registers.fp() + 8 * insn.imm());
      case FP -> registers.fp();
      case SP -> registers.sp();
      case PC -> registers.pc();
      case TB -> registers.tb();
      case COUNT -> registers.count();
      case SET -> holds(insn) ? 1 : 0;
      case SELECT -> value(insn.arg(value(insn.arg(0)) != 0 ? 1 : 2));
      case ADDRESS, REGION -> registers.base() + Integer.toUnsignedLong((int) value(insn.arg(0)));
      case OFFSET -> (int) (value(insn.arg(0)) - registers.base());
      case PLUS -> value(insn.arg(0)) + value(insn.arg(1));
      case LOAD -> memory.load(insn.mem().type(), address(insn, 1));
      default -> scalar(insn);
    };
  }

  private long scalar(Insn insn) {
    Insn a = insn.arg(0);
    return insn.argCount() == 1
        ? Arithmetic.unary(insn.op(), a.kind(), value(a))
        : Arithmetic.binary(insn.op(), a.kind(), value(a), value(insn.arg(1)));
  }

  private long address(Insn insn, int indexAt) {
    Insn base = insn.arg(0);
    Mem mem = insn.mem();
    long address = value(base);
    if (base.kind() == Kind.REF) {
      address = registers.base() + Integer.toUnsignedLong((int) address);
    }
    if (indexAt < insn.argCount()) {
      address += Integer.toUnsignedLong((int) value(insn.arg(indexAt))) << mem.scale();
    }
    return address + mem.disp();
  }

  private int allocate(Insn insn) {
    int classWord = (int) value(insn.arg(0));
    int size = (int) value(insn.arg(1));
    return insn.op() == TssaOp.NEW
        ? memory.allocateObject(classWord, size)
        : memory.allocateArray(classWord, size, (int) insn.imm());
  }

  private List<Long> operands(Insn insn) {
    List<Long> operands = new ArrayList<>();
    for (int i = 0; i < insn.argCount(); i++) {
      operands.add(value(insn.arg(i)));
    }
    return operands;
  }

  private Outcome leave(Outcome.How how, Insn insn) {
    Exit exit = insn.exit();
    Snapshot snapshot = exit.snapshot();
    List<Long> operands = insn.op() == TssaOp.LEAVE ? operands(insn) : List.of();
    return new Outcome(how, insn, exit, snapshot == null ? null : state(snapshot), operands, steps);
  }

  private Outcome.State state(Snapshot s) {
    List<Outcome.SlotValue> slots = new ArrayList<>();
    for (Snapshot.Entry entry : s.slots()) {
      Insn value = entry.value();
      int object = s.objectOf(value);
      long bits = object < 0 ? value(value) : 0;
      slots.add(new Outcome.SlotValue(entry.slot(), value.kind(), bits, object));
    }
    List<Outcome.ObjectValue> objects = new ArrayList<>();
    for (VirtualObject described : s.objects()) {
      List<Outcome.FieldValue> fields = new ArrayList<>();
      for (VirtualObject.Field field : described.fields()) {
        int object = s.objectOf(field.value());
        long bits = object < 0 ? value(field.value()) : 0;
        fields.add(new Outcome.FieldValue(field.offset(), field.type(), bits, object));
      }
      objects.add(new Outcome.ObjectValue(described, fields));
    }
    Insn count = s.count();
    return new Outcome.State(slots, objects, count == null ? 0 : value(count) + s.countPlus());
  }
}
