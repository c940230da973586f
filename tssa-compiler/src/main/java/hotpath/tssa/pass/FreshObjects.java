package hotpath.tssa.pass;

import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The objects allocated by the code being emitted: whether anything but their own value can refer
 * to them yet, and which of their bytes were written.
 *
 * <p>An object that was not stored, passed on or turned into a number has not escaped: no other
 * value equals it, no call reaches it, and what was not written is zero. One stored into an object
 * that has not escaped escapes with that one. Snapshots are no escape, since what follows an exit
 * is not this code.
 */
final class FreshObjects {
  private final Tssa tssa;
  private final @Nullable Allocation allocation;
  private List<State> states = new ArrayList<>();

  /** What is known of one object; immutable but for the lists that only this class sees. */
  private static final class State {
    final Insn object;
    boolean escaped;

    /** Values with smaller numbers were defined when the object had not escaped. */
    int escapedAt;

    /** A store to the object whose place is not known. */
    boolean writtenAnywhere;

    final List<Mem> written = new ArrayList<>();
    final List<Insn> contents = new ArrayList<>();

    State(Insn object) {
      this.object = object;
    }

    State copy() {
      State copy = new State(object);
      copy.escaped = escaped;
      copy.escapedAt = escapedAt;
      copy.writtenAnywhere = writtenAnywhere;
      copy.written.addAll(written);
      copy.contents.addAll(contents);
      return copy;
    }
  }

  FreshObjects(Tssa tssa, @Nullable Allocation allocation) {
    this.tssa = tssa;
    this.allocation = allocation;
  }

  /** A copy to go back to; allocations are few. */
  List<?> mark() {
    return copy(states);
  }

  void reset(List<?> mark) {
    List<State> copies = new ArrayList<>(mark.size());
    for (Object state : mark) {
      copies.add(((State) state).copy());
    }
    states = copies;
  }

  private static List<State> copy(List<State> states) {
    List<State> copies = new ArrayList<>(states.size());
    for (State state : states) {
      copies.add(state.copy());
    }
    return copies;
  }

  void add(Insn object) {
    states.add(new State(object));
  }

  private @Nullable State state(Insn object) {
    if (object.op() != TssaOp.NEW && object.op() != TssaOp.NEWARRAY) {
      return null;
    }
    for (int i = 0; i < states.size(); i++) {
      if (states.get(i).object == object) {
        return states.get(i);
      }
    }
    return null;
  }

  boolean isUnescaped(Insn object) {
    State state = state(object);
    return state != null && !state.escaped;
  }

  /** Whether the two references cannot be equal because one is of a new object. */
  boolean areDistinct(Insn a, Insn b) {
    return a != b && (isNewTo(a, b) || isNewTo(b, a));
  }

  /**
   * An object differs from every value defined before it, and, until it escapes, from all others.
   */
  private boolean isNewTo(Insn object, Insn other) {
    State state = state(object);
    return state != null && (!state.escaped || other.id() < state.escapedAt || other.isConst());
  }

  /** {@code value} can be known elsewhere from now on. */
  void escape(Insn value) {
    State state = state(Locations.root(value));
    if (state != null && !state.escaped) {
      markEscaped(state);
      leakContents(state);
    }
  }

  private void markEscaped(State state) {
    if (!state.escaped) {
      state.escaped = true;
      state.escapedAt = tssa.idLimit();
    }
  }

  private void leakContents(State state) {
    for (int i = 0; i < state.contents.size(); i++) {
      escape(state.contents.get(i));
    }
  }

  void escapeAll() {
    for (int i = 0; i < states.size(); i++) {
      markEscaped(states.get(i));
    }
  }

  /** {@code value} is stored at {@code root} plus {@code mem}. */
  void store(Insn root, @Nullable Insn index, Mem mem, Insn value) {
    State into = state(root);
    if (into != null) {
      into.writtenAnywhere |= index != null;
      into.written.add(mem);
    }
    State stored = state(value);
    if (stored != null && into != null && !into.escaped && index == null) {
      into.contents.add(value);
    } else if (stored != null) {
      escape(value);
    }
  }

  /**
   * A load from {@code root} yields a value that was not forwarded: it can be any of the contents.
   */
  void loadUnknown(Insn root) {
    State state = state(root);
    if (state != null) {
      leakContents(state);
    }
  }

  /**
   * What a load from a new object yields that was not written there: a zero, its class word or its
   * length.
   */
  @Nullable Insn initial(Insn root, @Nullable Insn index, Mem mem, FoldingBuilder builder) {
    State state = state(root);
    Allocation where = allocation;
    if (where == null || state == null || state.escaped || state.writtenAnywhere || index != null) {
      return null;
    }
    MemType type = mem.type();
    for (int i = 0; i < state.written.size(); i++) {
      Mem written = state.written.get(i);
      if (overlap(mem.disp(), type.bytes(), written.disp(), written.type().bytes())) {
        return null;
      }
    }
    if (overlap(mem.disp(), type.bytes(), where.classOffset(), 4)) {
      return wordAt(where.classOffset(), mem) ? root.arg(0) : null;
    }
    boolean array = root.op() == TssaOp.NEWARRAY;
    if (array && overlap(mem.disp(), type.bytes(), where.lengthOffset(), 4)) {
      return wordAt(where.lengthOffset(), mem) ? root.arg(1) : null;
    }
    return type.kind() == Kind.ADDR ? null : builder.constant(type.kind(), 0);
  }

  private static boolean wordAt(int offset, Mem mem) {
    return mem.disp() == offset && mem.type() == MemType.I32;
  }

  static boolean overlap(int a, int aBytes, int b, int bBytes) {
    return (long) a < (long) b + bBytes && (long) b < (long) a + aBytes;
  }
}
