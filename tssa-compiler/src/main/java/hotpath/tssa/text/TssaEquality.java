package hotpath.tssa.text;

import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.VirtualObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Structural equality of TSSA: the same blocks of the same instructions on corresponding values.
 * Numbers and origins of instructions do not matter, nor where constants stand.
 */
public final class TssaEquality {
  private final Map<Insn, Insn> leftToRight = new HashMap<>();

  private TssaEquality() {}

  /** Says where {@code a} and {@code b} differ first, or null if they are equal. */
  public static @Nullable String difference(Tssa a, Tssa b) {
    return new TssaEquality().compare(a, b);
  }

  private @Nullable String compare(Tssa a, Tssa b) {
    if (a.shape() != b.shape() || !a.name().equals(b.name())) {
      return a.shape() + " " + a.name() + " is not " + b.shape() + " " + b.name();
    }
    if (a.blocks().size() != b.blocks().size()) {
      return a.blocks().size() + " blocks are not " + b.blocks().size();
    }
    String difference = null;
    for (int i = 0; i < a.blocks().size() && difference == null; i++) {
      difference = pair(a.blocks().get(i), b.blocks().get(i));
    }
    for (int i = 0; i < a.blocks().size() && difference == null; i++) {
      difference = block(a.blocks().get(i), b.blocks().get(i));
    }
    return difference;
  }

  private static List<Insn> code(Block block) {
    return block.insns().stream().filter(insn -> !insn.isConst()).toList();
  }

  private @Nullable String pair(Block a, Block b) {
    List<Insn> left = code(a);
    List<Insn> right = code(b);
    if (left.size() != right.size() || a.params().size() != b.params().size()) {
      return "block " + a.number() + ": other numbers of parameters or instructions";
    }
    for (int i = 0; i < a.params().size(); i++) {
      leftToRight.put(a.params().get(i), b.params().get(i));
    }
    for (int i = 0; i < left.size(); i++) {
      leftToRight.put(left.get(i), right.get(i));
    }
    return null;
  }

  private @Nullable String block(Block a, Block b) {
    for (int i = 0; i < a.params().size(); i++) {
      if (a.params().get(i).kind() != b.params().get(i).kind()) {
        return "block " + a.number() + " parameter " + i + ": other kinds";
      }
    }
    List<Insn> left = code(a);
    List<Insn> right = code(b);
    for (int i = 0; i < left.size(); i++) {
      if (!same(left.get(i), right.get(i))) {
        return "block "
            + a.number()
            + " instruction "
            + i
            + ": "
            + left.get(i)
            + ", "
            + right.get(i);
      }
    }
    return null;
  }

  private boolean same(Insn a, Insn b) {
    Insn.Template left = a.template();
    Insn.Template right = b.template();
    if (a.op() != b.op()
        || a.kind() != b.kind()
        || a.imm() != b.imm()
        || a.argCount() != b.argCount()
        || left.cond() != right.cond()
        || !Objects.equals(left.mem(), right.mem())) {
      return false;
    }
    for (int i = 0; i < a.argCount(); i++) {
      if (!sameValue(a.arg(i), b.arg(i))) {
        return false;
      }
    }
    return sameTargets(a.targets(), b.targets()) && sameExit(left.exit(), right.exit());
  }

  private static boolean sameTargets(List<Block> a, List<Block> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (a.get(i).number() != b.get(i).number()) {
        return false;
      }
    }
    return true;
  }

  private boolean sameValue(@Nullable Insn a, @Nullable Insn b) {
    if (a == null || b == null) {
      return a == null && b == null;
    }
    if (a.isConst() || b.isConst()) {
      return a.op() == b.op() && a.kind() == b.kind() && a.imm() == b.imm();
    }
    return leftToRight.get(a) == b;
  }

  private boolean sameExit(@Nullable Exit a, @Nullable Exit b) {
    if (a == null || b == null) {
      return a == null && b == null;
    }
    return a.number() == b.number()
        && a.reason() == b.reason()
        && a.label().equals(b.label())
        && sameSnapshot(a.snapshot(), b.snapshot());
  }

  private boolean sameSnapshot(@Nullable Snapshot a, @Nullable Snapshot b) {
    if (a == null || b == null) {
      return a == null && b == null;
    }
    if (!a.resume().equals(b.resume())
        || a.countPlus() != b.countPlus()
        || !sameValue(a.count(), b.count())
        || a.slots().size() != b.slots().size()
        || a.objects().size() != b.objects().size()) {
      return false;
    }
    for (int i = 0; i < a.slots().size(); i++) {
      Snapshot.Entry left = a.slots().get(i);
      Snapshot.Entry right = b.slots().get(i);
      if (left.slot() != right.slot() || !sameState(a, left.value(), b, right.value())) {
        return false;
      }
    }
    for (int i = 0; i < a.objects().size(); i++) {
      if (!sameObject(a, a.objects().get(i), b, b.objects().get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean sameState(Snapshot a, Insn left, Snapshot b, Insn right) {
    int object = a.objectOf(left);
    return object == b.objectOf(right) && (object >= 0 || sameValue(left, right));
  }

  private boolean sameObject(Snapshot a, VirtualObject left, Snapshot b, VirtualObject right) {
    Insn x = left.allocation();
    Insn y = right.allocation();
    if (x.op() != y.op()
        || x.imm() != y.imm()
        || !sameValue(x.arg(0), y.arg(0))
        || !sameValue(x.arg(1), y.arg(1))
        || left.fields().size() != right.fields().size()) {
      return false;
    }
    for (int i = 0; i < left.fields().size(); i++) {
      VirtualObject.Field f = left.fields().get(i);
      VirtualObject.Field g = right.fields().get(i);
      if (f.offset() != g.offset()
          || f.type() != g.type()
          || !sameState(a, f.value(), b, g.value())) {
        return false;
      }
    }
    return true;
  }
}
