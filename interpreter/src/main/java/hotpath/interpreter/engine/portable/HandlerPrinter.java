package hotpath.interpreter.engine.portable;

import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Prints the TSSA of one handler as Java bytecode: the second reader of handlers, beside the
 * backends. Here are blocks, statements and ends; values are the {@link ExpressionPrinter}'s.
 *
 * <p>The state of the interpreter is in five local variables, all {@code long}; what the ends of a
 * handler do with it is the {@link Ends}' matter.
 */
final class HandlerPrinter {
  static final int PC = 0;
  static final int SP = 2;
  static final int FP = 4;
  static final int BASE = 6;
  static final int THREAD = 8;
  static final int COUNT = 10;
  static final int FIRST_TEMPORARY = 12;

  /** What happens at the ends of a handler. */
  interface Ends {
    /** Where a check that fails goes: leaves with {@code reason} in the state on entry. */
    Label leave(int reason);

    /** The state variables hold the next state: goes on. */
    void next();

    /** The state variables hold the state after the instruction: leaves. */
    void leaveAfter(int reason);
  }

  private final MethodVisitor out;
  private final Ends ends;
  private final Tails tails;
  private final Tssa code;
  private final ValuePlaces places;
  private final ExpressionPrinter expressions;
  private boolean left;

  HandlerPrinter(MethodVisitor out, Ends ends, Tails tails, Tssa code) {
    this.out = out;
    this.ends = ends;
    this.tails = tails;
    this.code = code;
    this.places = new ValuePlaces(code, FIRST_TEMPORARY);
    this.expressions = new ExpressionPrinter(out, places);
  }

  void print() {
    printBlock(code.entry());
  }

  /** Prints a block and what it branches to; the second target follows at once. */
  private void printBlock(Block block) {
    for (Insn insn : block.insns()) {
      if (insn.op() != TssaOp.BRANCH) {
        statement(insn);
        continue;
      }
      Block taken = insn.targets().get(0);
      Label known = tails.known(taken);
      Label label = known == null ? new Label() : known;
      expressions.jumpIf(insn.cond(), insn.arg(0), insn.arg(1), label);
      printTail(insn.targets().get(1));
      if (known == null) {
        out.visitLabel(label);
        tails.printed(taken, label);
        printBlock(taken);
      }
    }
  }

  /** Prints a block, or goes to where the same one has been printed. */
  private void printTail(Block block) {
    Label known = tails.known(block);
    if (known != null) {
      out.visitJumpInsn(Opcodes.GOTO, known);
      return;
    }
    Label label = new Label();
    out.visitLabel(label);
    tails.printed(block, label);
    printBlock(block);
  }

  private void statement(Insn insn) {
    if (left) {
      return;
    }
    switch (insn.op()) {
      case STORE -> store(insn);
      case GUARD ->
          expressions.jumpIf(
              insn.cond().inverse(insn.arg(0).kind()),
              insn.arg(0),
              insn.arg(1),
              ends.leave(insn.exit().reason()));
      case CALLEFFECT, COPY -> expressions.call(insn);
      case NEW, NEWARRAY -> {
        out.visitJumpInsn(Opcodes.GOTO, ends.leave(insn.exit().reason()));
        left = true;
      }
      case DISPATCH -> {
        Label known = tails.known(insn);
        if (known != null) {
          out.visitJumpInsn(Opcodes.GOTO, known);
          return;
        }
        Label label = new Label();
        out.visitLabel(label);
        tails.printed(insn, label);
        assignState(insn);
        ends.next();
      }
      case LEAVE -> {
        if (insn.argCount() == 0) {
          out.visitJumpInsn(Opcodes.GOTO, ends.leave(insn.exit().reason()));
        } else {
          assignState(insn);
          ends.leaveAfter(insn.exit().reason());
        }
      }
      default -> {
        if (places.needsLocal(insn)) {
          expressions.expression(insn);
          int store = JavaOpcodes.type(insn.kind()).getOpcode(Opcodes.ISTORE);
          out.visitVarInsn(store, places.newLocal(insn));
        }
      }
    }
  }

  private void assignState(Insn end) {
    TssaOp[] inputs = {TssaOp.PC, TssaOp.SP, TssaOp.FP, TssaOp.COUNT};
    int[] variables = {PC, SP, FP, COUNT};
    for (int i = 0; i < inputs.length; i++) {
      if (end.arg(i).op() != inputs[i]) {
        expressions.value(end.arg(i));
      }
    }
    for (int i = inputs.length - 1; i >= 0; i--) {
      if (end.arg(i).op() != inputs[i]) {
        out.visitVarInsn(Opcodes.LSTORE, variables[i]);
      }
    }
  }

  private void store(Insn insn) {
    Mem mem = insn.mem();
    SegmentAccess access = SegmentAccess.storing(mem.type());
    access.begin(out);
    expressions.address(mem, insn, insn.argCount() > 2 ? 2 : -1);
    expressions.value(insn.arg(1));
    switch (mem.type()) {
      case SLOT_I32, SLOT_REF -> expressions.zeroExtend();
      case I8, U8 -> out.visitInsn(Opcodes.I2B);
      case I16 -> out.visitInsn(Opcodes.I2S);
      case U16 -> out.visitInsn(Opcodes.I2C);
      default -> {}
    }
    access.set(out);
  }
}
