package hotpath.interpreter.verify;

import hotpath.interpreter.classfile.StackMapFrame;
import hotpath.interpreter.classfile.VerificationType;
import hotpath.interpreter.classfile.VerificationType.Tag;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The types of locals and operand stack at one point of a method; changed in place by {@link
 * Instructions}.
 *
 * <p>Locals are class-file slots, the second half of a long or double being TOP. The stack has one
 * entry a value, and a count of class-file slots for its limit. {@code thisUninitialized} is the
 * flag flagThisUninit of the specification.
 */
final class TypeState {
  private final Types types;
  private final int maxStack;
  private final VerificationType[] locals;
  private final VerificationType[] stack;
  private int depth;
  private int slots;
  private boolean thisUninitialized;

  TypeState(Types types, int maxLocals, int maxStack) {
    this.types = types;
    this.maxStack = maxStack;
    this.locals = new VerificationType[maxLocals];
    this.stack = new VerificationType[maxStack];
    Arrays.fill(locals, VerificationType.TOP);
    Arrays.fill(stack, VerificationType.TOP);
  }

  TypeState copy() {
    TypeState copy = new TypeState(types, locals.length, maxStack);
    copy.setTo(this);
    return copy;
  }

  void setTo(TypeState other) {
    System.arraycopy(other.locals, 0, locals, 0, locals.length);
    System.arraycopy(other.stack, 0, stack, 0, other.depth);
    depth = other.depth;
    slots = other.slots;
    thisUninitialized = other.thisUninitialized;
  }

  void setLocals(List<VerificationType> entry) {
    Arrays.fill(locals, VerificationType.TOP);
    for (int k = 0; k < entry.size(); k++) {
      locals[k] = entry.get(k);
    }
    thisUninitialized = entry.contains(VerificationType.UNINITIALIZED_THIS);
    clearStack();
  }

  void setTo(StackMapFrame frame) {
    setLocals(frame.locals());
    for (VerificationType type : frame.stack()) {
      push(type);
    }
  }

  boolean thisUninitialized() {
    return thisUninitialized;
  }

  int depth() {
    return depth;
  }

  void clearStack() {
    depth = 0;
    slots = 0;
  }

  void push(VerificationType type) {
    slots += type.isWide() ? 2 : 1;
    if (slots > maxStack) {
      throw new Rejection("Operand stack overflow", "Exceeded max stack size.");
    }
    stack[depth++] = type;
  }

  VerificationType pop() {
    if (depth == 0) {
      throw new Rejection("Operand stack underflow", "Attempt to pop empty stack.");
    }
    VerificationType type = stack[--depth];
    slots -= type.isWide() ? 2 : 1;
    return type;
  }

  /** The value under k others, TOP if there are not as many. */
  VerificationType fromTop(int k) {
    return k < depth ? stack[depth - 1 - k] : VerificationType.TOP;
  }

  /** Pops a value that must be assignable to a type. */
  VerificationType pop(VerificationType expected) {
    VerificationType type = pop();
    if (!types.isAssignable(type, expected)) {
      throw badStack(type, Types.describe(expected));
    }
    return type;
  }

  /** Pops any reference, initialized or not. */
  VerificationType popReference() {
    VerificationType type = pop();
    if (!type.isReference()) {
      throw badStack(type, "reference type");
    }
    return type;
  }

  /** Pops null or an initialized object. */
  VerificationType popObject() {
    return pop(Types.OBJECT);
  }

  Rejection badStack(VerificationType type, String expected) {
    return new Rejection(
        "Bad type on operand stack",
        "Type "
            + Types.describe(type)
            + " (current frame, stack["
            + depth
            + "]) is not assignable to "
            + expected);
  }

  VerificationType local(int index) {
    return locals[index];
  }

  /** A local that must have a type exactly; for references use {@link #referenceLocal}. */
  void needLocal(int index, VerificationType expected) {
    if (!locals[index].equals(expected)) {
      throw badLocal(index, Types.describe(expected));
    }
  }

  VerificationType referenceLocal(int index) {
    VerificationType type = locals[index];
    if (!type.isReference()) {
      throw badLocal(index, "reference type");
    }
    return type;
  }

  private Rejection badLocal(int index, String expected) {
    return new Rejection(
        "Bad local variable type",
        "Type "
            + Types.describe(locals[index])
            + " (current frame, locals["
            + index
            + "]) is not assignable to "
            + expected);
  }

  /** Sets a local; a long or double that it cuts in half becomes unusable. */
  void setLocal(int index, VerificationType type) {
    if (index > 0 && locals[index - 1].isWide()) {
      locals[index - 1] = VerificationType.TOP;
    }
    locals[index] = type;
    if (type.isWide()) {
      locals[index + 1] = VerificationType.TOP;
    }
  }

  /** Gives every copy of an uninitialized object its initialized type. */
  void initialize(VerificationType uninitialized, VerificationType initialized) {
    replaceLocals(uninitialized, initialized);
    for (int k = 0; k < depth; k++) {
      if (stack[k].equals(uninitialized)) {
        stack[k] = initialized;
      }
    }
    if (uninitialized.tag() == Tag.UNINITIALIZED_THIS) {
      thisUninitialized = false;
    }
  }

  void replaceLocals(VerificationType old, VerificationType replacement) {
    for (int k = 0; k < locals.length; k++) {
      if (locals[k].equals(old)) {
        locals[k] = replacement;
      }
    }
  }

  boolean stackHas(VerificationType type) {
    for (int k = 0; k < depth; k++) {
      if (stack[k].equals(type)) {
        return true;
      }
    }
    return false;
  }

  /** Why this state cannot continue as a stack map frame, null if it can. */
  @Nullable String mismatch(StackMapFrame frame) {
    if (depth != frame.stack().size()) {
      return "Current frame's stack size doesn't match stackmap.";
    }
    List<VerificationType> wantedLocals = frame.locals();
    for (int k = 0; k < wantedLocals.size(); k++) {
      if (!types.isAssignable(locals[k], wantedLocals.get(k))) {
        return notAssignable(locals[k], "locals", k, wantedLocals.get(k));
      }
    }
    for (int k = 0; k < depth; k++) {
      if (!types.isAssignable(stack[k], frame.stack().get(k))) {
        return notAssignable(stack[k], "stack", k, frame.stack().get(k));
      }
    }
    if (thisUninitialized && !wantedLocals.contains(VerificationType.UNINITIALIZED_THIS)) {
      return "Current frame's flags are not assignable to stack map frame's.";
    }
    return null;
  }

  private static String notAssignable(
      VerificationType from, String where, int index, VerificationType to) {
    return "Type "
        + Types.describe(from)
        + " (current frame, "
        + where
        + "["
        + index
        + "]) is not assignable to "
        + Types.describe(to)
        + " (stack map, "
        + where
        + "["
        + index
        + "])";
  }

  /**
   * Weakens this state to what it has in common with another.
   *
   * @return whether it changed
   */
  boolean meet(TypeState other) {
    if (depth != other.depth) {
      throw new Rejection("Inconsistent stack height " + other.depth + " != " + depth);
    }
    boolean changed = false;
    for (int k = 0; k < depth; k++) {
      VerificationType merged = types.merge(stack[k], other.stack[k]);
      if (merged.tag() == Tag.TOP) {
        throw new Rejection("Mismatched stack types");
      }
      changed |= !merged.equals(stack[k]);
      stack[k] = merged;
    }
    for (int k = 0; k < locals.length; k++) {
      VerificationType merged = types.merge(locals[k], other.locals[k]);
      changed |= !merged.equals(locals[k]);
      locals[k] = merged;
    }
    if (other.thisUninitialized && !thisUninitialized) {
      thisUninitialized = true;
      changed = true;
    }
    return changed;
  }
}
