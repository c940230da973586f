package hotpath.interpreter.verify;

import hotpath.interpreter.classfile.Bytecode;
import hotpath.interpreter.classfile.ExceptionHandler;
import hotpath.interpreter.classfile.MethodCode;
import hotpath.interpreter.classfile.SwitchTable;
import hotpath.interpreter.classfile.VerificationType;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Verification by type inference (JVMS 4.10.2), for class files that have no stack map frames: data
 * flow until nothing changes, with types meeting in their common super class.
 *
 * <p>States are kept where control can arrive other than by falling through, and code between such
 * places is gone over again when the state before it has changed. Code that nothing reaches is
 * checked for its operands only.
 */
final class TypeInference implements MethodCheck {
  /**
   * Types kept for one method at most; more is beyond any compiler's output and would exhaust the
   * host.
   */
  private static final long MAX_KEPT_TYPES = 16L << 20;

  private final MethodCode code;
  private final Types types;
  private final Instructions instructions;
  private final @Nullable TypeState[] entries;
  private final BitSet joins = new BitSet();
  private final BitSet work = new BitSet();
  private int at;

  TypeInference(MethodCode code, Types types) {
    this.code = code;
    this.types = types;
    this.instructions = new Instructions(code, types, true);
    this.entries = new TypeState[code.length()];
  }

  @Override
  public int at() {
    return at;
  }

  @Override
  public void run() {
    Operands operands = new Operands(code);
    for (at = 0; at < code.length(); at++) {
      operands.check(at);
    }
    at = 0;
    checkHandlerTypes();
    findJoins();
    TypeState entry = new TypeState(types, code.maxLocals(), code.maxStack());
    entry.setLocals(code.entryLocals());
    entries[0] = entry;
    work.set(0);
    TypeState state = entry.copy();
    for (int i = 0; i >= 0; i = work.nextSetBit(0)) {
      work.clear(i);
      @Nullable TypeState start = entries[i];
      if (start != null) {
        state.setTo(start);
        runFrom(i, state);
      }
    }
  }

  private void checkHandlerTypes() {
    for (ExceptionHandler handler : code.handlers()) {
      @Nullable String type = handler.catchType();
      if (type != null && !types.isAssignable(VerificationType.object(type), Types.THROWABLE)) {
        throw new Rejection("Catch type is not a subclass of Throwable in exception handler");
      }
    }
  }

  private void findJoins() {
    joins.set(0);
    for (int i = 0; i < code.length(); i++) {
      Bytecode op = code.opcode(i);
      if (op.isSwitch()) {
        SwitchTable table = code.switchOf(i);
        joins.set(table.defaultTarget());
        for (int k = 0; k < table.size(); k++) {
          joins.set(table.target(k));
        }
      } else if (op.isBranch()) {
        joins.set(code.target(i));
      }
    }
    for (ExceptionHandler handler : code.handlers()) {
      joins.set(handler.handler());
    }
    long kept = (long) joins.cardinality() * (code.maxLocals() + code.maxStack());
    if (kept > MAX_KEPT_TYPES) {
      throw new Rejection("Method too large to verify by inference");
    }
  }

  private void runFrom(int start, TypeState state) {
    for (at = start; ; at++) {
      throwTo(state);
      instructions.apply(at, state);
      Bytecode op = code.opcode(at);
      if (op.isSwitch()) {
        SwitchTable table = code.switchOf(at);
        flowTo(table.defaultTarget(), state);
        for (int k = 0; k < table.size(); k++) {
          flowTo(table.target(k), state);
        }
      } else if (op.isBranch()) {
        flowTo(code.target(at), state);
      }
      if (op.endsBlock()) {
        return;
      }
      if (at + 1 == code.length()) {
        throw new Rejection("Falling off the end of the code");
      }
      if (joins.get(at + 1)) {
        flowTo(at + 1, state);
        return;
      }
    }
  }

  private void throwTo(TypeState state) {
    @Nullable TypeState thrown = null;
    for (ExceptionHandler handler : code.handlers()) {
      if (handler.covers(at)) {
        if (thrown == null) {
          thrown = instructions.thrown(at, state);
        }
        thrown.clearStack();
        @Nullable String type = handler.catchType();
        thrown.push(type == null ? Types.THROWABLE : VerificationType.object(type));
        flowTo(handler.handler(), thrown);
      }
    }
  }

  private void flowTo(int target, TypeState state) {
    @Nullable TypeState known = entries[target];
    if (known == null) {
      entries[target] = state.copy();
      work.set(target);
    } else if (known.meet(state)) {
      work.set(target);
    }
  }
}
