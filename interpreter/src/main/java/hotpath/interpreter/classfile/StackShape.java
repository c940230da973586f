package hotpath.interpreter.classfile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of the values on an operand stack, one entry a value (a long is one).
 *
 * <p>An immutable list that shares its tail: abstract interpretation makes one per instruction, and
 * most differ from the one before by an entry.
 */
public final class StackShape {
  public static final StackShape EMPTY = new StackShape(JavaKind.VOID, null);

  private final JavaKind top;
  private final @Nullable StackShape below;
  private final int depth;

  private StackShape(JavaKind top, @Nullable StackShape below) {
    this.top = top;
    this.below = below;
    this.depth = below == null ? 0 : below.depth + 1;
  }

  /** Number of values. */
  public int depth() {
    return depth;
  }

  /** The kind of the value on top; VOID if the stack is empty. */
  public JavaKind top() {
    return top;
  }

  /** The kind of the value under k others; 0 is the top. */
  public JavaKind fromTop(int k) {
    return pop(k).top;
  }

  /** All kinds, deepest first. */
  public List<JavaKind> kinds() {
    List<JavaKind> kinds = new ArrayList<>(depth);
    for (StackShape at = this; at.below != null; at = at.below) {
      kinds.add(at.top);
    }
    Collections.reverse(kinds);
    return kinds;
  }

  StackShape push(JavaKind kind) {
    return new StackShape(kind, this);
  }

  StackShape pop() {
    if (below == null) {
      throw ClassFormatException.verify("Operand stack underflow");
    }
    return below;
  }

  StackShape pop(int count) {
    StackShape at = this;
    for (int k = 0; k < count; k++) {
      at = at.pop();
    }
    return at;
  }

  /** How many values on top fill as many class-file slots: one or two for 2. */
  int valuesIn(int slots) {
    int values = 0;
    int filled = 0;
    for (StackShape at = this; filled < slots; at = at.pop()) {
      filled += at.top.classFileSlots();
      values++;
    }
    return values;
  }

  /**
   * Copies the values in the upper {@code slots} below the next {@code under} slots, as the dup
   * family does.
   */
  StackShape duplicate(int slots, int under) {
    int copied = valuesIn(slots);
    int total = copied + pop(copied).valuesIn(under);
    return pop(total).pushFrom(this, 0, copied).pushFrom(this, 0, total);
  }

  /**
   * Pushes the values of another stack from {@code from} (towards the top) to {@code to} values
   * under its top.
   */
  private StackShape pushFrom(StackShape other, int from, int to) {
    StackShape result = this;
    for (int k = to - 1; k >= from; k--) {
      result = result.push(other.fromTop(k));
    }
    return result;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (JavaKind kind : kinds()) {
      text.append(kind.code());
    }
    return text.append(']').toString();
  }
}
