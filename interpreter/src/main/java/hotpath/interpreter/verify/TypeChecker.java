package hotpath.interpreter.verify;

import hotpath.interpreter.classfile.Bytecode;
import hotpath.interpreter.classfile.ExceptionHandler;
import hotpath.interpreter.classfile.LocalVariable;
import hotpath.interpreter.classfile.MethodCode;
import hotpath.interpreter.classfile.StackMapFrame;
import hotpath.interpreter.classfile.SwitchTable;
import hotpath.interpreter.classfile.VerificationType;
import org.jspecify.annotations.Nullable;

/**
 * Verification by type checking (JVMS 4.10.1): one pass over the code in order, with the stack map
 * frames as claims to check at every place where control can arrive.
 */
final class TypeChecker implements MethodCheck {
  private final MethodCode code;
  private final Types types;
  private final Instructions instructions;
  private final Operands operands;
  private final TypeState state;
  private final @Nullable StackMapFrame[] frames;
  private int at;

  TypeChecker(MethodCode code, Types types) {
    this.code = code;
    this.types = types;
    this.instructions = new Instructions(code, types, false);
    this.operands = new Operands(code);
    this.state = new TypeState(types, code.maxLocals(), code.maxStack());
    this.frames = new StackMapFrame[code.length()];
  }

  @Override
  public int at() {
    return at;
  }

  @Override
  public void run() {
    checkLocalVariables();
    for (StackMapFrame frame : code.frames()) {
      checkSize(frame);
      frames[frame.index()] = frame;
    }
    checkHandlerTypes();
    state.setLocals(code.entryLocals());
    boolean arrives = true;
    for (at = 0; at < code.length(); at++) {
      enter(arrives);
      operands.check(at);
      checkHandlers();
      instructions.apply(at, state);
      checkTargets();
      arrives = !code.opcode(at).endsBlock();
    }
    at = code.length() - 1;
    if (arrives) {
      throw new Rejection("Control flow falls through code end");
    }
  }

  /**
   * Takes over the frame at the instruction, which must be there if control does not fall through
   * to it.
   */
  private void enter(boolean arrives) {
    @Nullable StackMapFrame frame = frames[at];
    if (frame == null) {
      if (!arrives) {
        throw new Rejection("Expecting a stack map frame");
      }
      return;
    }
    if (arrives) {
      match(state, frame, "Instruction type does not match stack map");
    }
    state.setTo(frame);
  }

  private void match(TypeState from, StackMapFrame frame, String headline) {
    @Nullable String mismatch = from.mismatch(frame);
    if (mismatch != null) {
      throw new Rejection(headline, mismatch);
    }
  }

  private void checkTargets() {
    Bytecode op = code.opcode(at);
    if (op.isSwitch()) {
      SwitchTable table = code.switchOf(at);
      checkTarget(table.defaultTarget());
      for (int k = 0; k < table.size(); k++) {
        checkTarget(table.target(k));
      }
    } else if (op.isBranch()) {
      checkTarget(code.target(at));
    }
  }

  private void checkTarget(int target) {
    match(
        state,
        frameAt(target),
        "Inconsistent stackmap frames at branch target " + code.bci(target));
  }

  private StackMapFrame frameAt(int target) {
    @Nullable StackMapFrame frame = frames[target];
    if (frame == null) {
      throw new Rejection("Expecting a stackmap frame at branch target " + code.bci(target));
    }
    return frame;
  }

  /**
   * Handler ranges take the types on entry to each instruction, with the exception as the only
   * stack entry.
   */
  private void checkHandlers() {
    @Nullable TypeState thrown = null;
    for (ExceptionHandler handler : code.handlers()) {
      if (!handler.covers(at)) {
        continue;
      }
      if (thrown == null) {
        thrown = instructions.thrown(at, state);
      }
      thrown.clearStack();
      thrown.push(catchType(handler));
      match(
          thrown,
          frameAt(handler.handler()),
          "Stack map does not match the one at exception handler " + code.bci(handler.handler()));
    }
  }

  private static VerificationType catchType(ExceptionHandler handler) {
    @Nullable String name = handler.catchType();
    return name == null ? Types.THROWABLE : VerificationType.object(name);
  }

  private void checkHandlerTypes() {
    for (ExceptionHandler handler : code.handlers()) {
      at = handler.handler();
      if (!types.isAssignable(catchType(handler), Types.THROWABLE)) {
        throw new Rejection(
            "Catch type is not a subclass of Throwable in exception handler "
                + code.bci(handler.handler()));
      }
    }
    at = 0;
  }

  private void checkSize(StackMapFrame frame) {
    int slots = 0;
    for (VerificationType type : frame.stack()) {
      slots += type.isWide() ? 2 : 1;
    }
    if (slots > code.maxStack() || frame.locals().size() > code.maxLocals()) {
      throw Rejection.format("StackMapTable format error: bad type array size");
    }
  }

  private void checkLocalVariables() {
    int end = code.endBci();
    for (LocalVariable variable : code.localVariables()) {
      if (code.indexOfBci(variable.startBci()) < 0) {
        throw Rejection.format("Illegal local variable table start_pc " + variable.startBci());
      }
      if (variable.endBci() != end && code.indexOfBci(variable.endBci()) < 0) {
        throw Rejection.format(
            "Illegal local variable table length " + (variable.endBci() - variable.startBci()));
      }
    }
  }
}
