package hotpath.tssa.alloc;

import hotpath.tssa.lir.Bank;
import hotpath.tssa.lir.LirBlock;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirExit;
import hotpath.tssa.lir.LirForm;
import hotpath.tssa.lir.LirForm.Place;
import hotpath.tssa.lir.LirForm.Role;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.Location;
import hotpath.tssa.lir.RegisterFile;
import hotpath.tssa.lir.SharedOp;
import java.util.Arrays;

/**
 * Keeps every value in memory and loads it before each use that needs a register: slow code from an
 * allocator too simple to be wrong, to tell whether a failure is the other allocator's.
 */
public final class SpillEverything implements Allocator {

  @Override
  public Allocation allocate(LirCode code, int spillWords) throws OutOfSpillWords {
    return new Run(code, spillWords).run();
  }

  private static final class Run {
    private final LirCode code;
    private final RegisterFile registers;
    private final Lifetimes lives;
    private final int[] words;
    private final int spillWords;
    private final Moves moves = new Moves();
    private long taken;

    Run(LirCode code, int spillWords) {
      this.code = code;
      this.registers = code.registers();
      this.lives = new Lifetimes(code);
      this.words = new int[code.valueCount()];
      this.spillWords = spillWords;
    }

    Allocation run() throws OutOfSpillWords {
      int used = assignWords();
      for (LirBlock block : code.blocks()) {
        int position = 2 * block.first();
        for (LirInsn insn : block.insns()) {
          place(insn, position);
          position += 2;
        }
        if (block.end().op() == SharedOp.JUMP) {
          LirBlock successor = code.blocks().get(block.successor(0));
          for (int i = 0; i < block.end().operandCount(); i++) {
            block.end().target(i, words[successor.label().operand(i)]);
          }
        }
      }
      return new Allocation(code, moves, (value, _) -> words[value], lives.liveIn, used);
    }

    private int assignWords() throws OutOfSpillWords {
      Arrays.fill(words, Location.NONE);
      boolean[] taken = new boolean[spillWords];
      for (int v = registers.count(); v < words.length; v++) {
        if (Location.sort(code.home(v)) == Location.SPILL) {
          taken[Location.number(code.home(v))] = true;
        }
      }
      int word = 0;
      for (int v = registers.count(); v < words.length; v++) {
        words[v] = code.home(v);
        if (!code.isVirtual(v) || words[v] != Location.NONE) {
          continue;
        }
        while (word < spillWords && (taken[word] || code.isReservedSpill(word))) {
          word++;
        }
        if (word == spillWords) {
          throw new OutOfSpillWords(spillWords);
        }
        words[v] = Location.spill(word++);
      }
      return word;
    }

    private int memory(int value) {
      int fixed = code.fixed(value);
      return fixed != Location.NONE ? fixed : words[value];
    }

    private void place(LirInsn insn, int position) {
      taken = 0;
      LirForm form = insn.op().form();
      for (int i = 0; i < insn.operandCount(); i++) {
        insn.location(i, Location.NONE);
        if (insn.operand(i) != LirInsn.NO_OPERAND && code.isMachine(insn.operand(i))) {
          insn.location(i, memory(insn.operand(i)));
          taken |= 1L << insn.operand(i);
        }
      }
      for (int i = 0; i < insn.operandCount(); i++) {
        // A machine register is where it is, but a tied operand goes to where the result will be.
        boolean placed = insn.operand(i) == LirInsn.NO_OPERAND || code.isMachine(insn.operand(i));
        if (!placed || form.spec(i).tied()) {
          place(insn, i, form.spec(i), position);
        }
      }
      LirExit exit = insn.exit();
      if (exit != null) {
        for (int i = 0; i < exit.stateCount(); i++) {
          boolean present = exit.state(i) != LirInsn.NO_OPERAND;
          exit.location(i, present ? memory(exit.state(i)) : Location.NONE);
        }
      }
    }

    private void place(LirInsn insn, int i, LirForm.Spec spec, int position) {
      int value = insn.operand(i);
      int home = memory(value);
      if (spec.tied()) {
        insn.location(i, insn.location(0));
        moves.add(position, home, insn.location(0), value);
        return;
      }
      boolean slot = spec.place() == Place.REG_OR_SLOT && Location.isMemory(home);
      if (spec.place() == Place.ANY || slot) {
        insn.location(i, home);
        return;
      }
      int register = registerFor(code.bank(value), position);
      insn.location(i, register);
      if (spec.role().isRead()) {
        moves.add(position, home, register, value);
      } else if (spec.role() == Role.DEF && home != code.home(value)) {
        moves.add(position + 1, register, home, value);
      }
    }

    private int registerFor(Bank bank, int position) {
      for (int i = 0; i < registers.allocatableCount(bank); i++) {
        int r = registers.allocatable(bank, i);
        if ((taken >>> r & 1) == 0 && lives.fixed().nextOccupied(r, position) >= position + 2) {
          taken |= 1L << r;
          return r;
        }
      }
      throw new IllegalStateException("no register at " + position);
    }
  }
}
