package hotpath.tssa.backend;

import hotpath.tssa.ir.Alias;
import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.lir.EntryState;
import hotpath.tssa.lir.LirBuilder;
import hotpath.tssa.lir.LirExit;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.Location;
import hotpath.tssa.lir.LoopEntry;
import hotpath.tssa.lir.SharedOp;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a bridge may go straight back to the loop that it left, with its values in
 * registers, and builds the transfer. It may, if all that the loop relies on ({@link LoopEntry})
 * still holds; else it goes to the trace's entry, which establishes it anew.
 */
final class LoopLink {
  private final LirBuilder builder;
  private final Snapshot end;
  private final EntryState entry;
  private final LoopEntry loop;

  private LoopLink(LirBuilder builder, Snapshot end, EntryState entry, LoopEntry loop) {
    this.builder = builder;
    this.end = end;
    this.entry = entry;
    this.loop = loop;
  }

  static @Nullable LirInsn link(LirBuilder builder, Tssa tssa, Insn link, EntryState entry) {
    LoopEntry loop = entry.loop();
    if (loop == null || loop.trace() != link.imm()) {
      return null;
    }
    Snapshot end = Objects.requireNonNull(link.exit().snapshot());
    LoopLink attempt = new LoopLink(builder, end, entry, loop);
    if (!attempt.samePlace() || !attempt.keepsMemory(tssa) || !attempt.keepsSlots()) {
      return null;
    }
    return attempt.build(link);
  }

  private boolean samePlace() {
    return end.resume().pc() == loop.pc()
        && end.resume().fpSlot() == 0
        && end.objects().isEmpty()
        && (end.count() == null) == (loop.countLocation() == Location.NONE);
  }

  private boolean keepsMemory(Tssa tssa) {
    if (!builder.frameIsStable()) {
      return false;
    }
    for (Block block : tssa.blocks()) {
      for (Insn insn : block.insns()) {
        if (insn.op().has(TssaOp.Trait.EFFECT) && !keeps(insn)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean keeps(Insn effect) {
    List<Alias> assumed = loop.assumed();
    for (int i = 0; i < assumed.size(); i++) {
      if (effect.mayWrite(assumed.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean keepsSlots() {
    for (int i = 0; i < loop.slots().length; i++) {
      if (!loop.parameters()[i] && !isInvariant(loop.slots()[i], loop.locations()[i])) {
        return false;
      }
    }
    for (int i = 0; i < end.slots().size(); i++) {
      Snapshot.Entry slot = end.slots().get(i);
      boolean inFrame = builder.isUnchanged(slot);
      if (!inFrame && loop.indexOf(slot.slot()) < 0 && loop.reads(slot.slot())) {
        return false;
      }
    }
    return true;
  }

  /** Whether the slot's value at the end is what the loop holds at {@code location} for it. */
  private boolean isInvariant(int slot, int location) {
    Insn value = valueOf(slot);
    if (value == null) {
      return false;
    }
    Insn source = LirBuilder.sameBits(value);
    if (Location.sort(location) == Location.CONST) {
      long bits = loop.constants()[Location.number(location)];
      return source.isConst() && (source.kind().is64() ? source.imm() : (int) source.imm()) == bits;
    }
    if (source.op() != TssaOp.SLOT || Location.sort(location) == Location.CELL) {
      return false;
    }
    int inherited = entry.locationOf((int) source.imm());
    return location
        == (inherited == Location.NONE ? Location.frame((int) source.imm()) : inherited);
  }

  private @Nullable Insn valueOf(int slot) {
    for (int i = 0; i < end.slots().size(); i++) {
      if (end.slots().get(i).slot() == slot) {
        return end.slots().get(i).value();
      }
    }
    return null;
  }

  private LirInsn build(Insn link) {
    int most = loop.slots().length + end.slots().size() + loop.invariants().length + 1;
    int[] operands = new int[most];
    int[] targets = new int[most];
    int n = 0;
    for (int i = 0; i < loop.slots().length; i++) {
      if (loop.parameters()[i]) {
        operands[n] = parameter(loop.slots()[i], loop.kinds()[i]);
        targets[n++] = loop.locations()[i];
      }
    }
    for (int i = 0; i < end.slots().size(); i++) {
      Snapshot.Entry slot = end.slots().get(i);
      if (loop.indexOf(slot.slot()) < 0 && !builder.isUnchanged(slot)) {
        operands[n] = builder.stateValue(slot.value());
        targets[n++] = Location.frame(slot.slot());
      }
    }
    LirBuilder.Count count = builder.count(link, end);
    if (count != null) {
      operands[n] = builder.value(count.value());
      targets[n++] = loop.countLocation();
    }
    for (int i = 0; i < loop.invariants().length; i++) {
      int location = loop.invariants()[i];
      if (Location.isReg(location)) {
        operands[n] = builder.inherited(location, loop.invariantKinds()[i]);
        targets[n++] = location;
      } else {
        builder.code().reserveSpill(Location.number(location));
      }
    }
    return new LirInsn(
        SharedOp.LINK_LOOP,
        new LirExit(link.exit(), new int[0], count == null ? 0 : count.plus()),
        Arrays.copyOf(operands, n),
        Arrays.copyOf(targets, n));
  }

  private int parameter(int slot, Kind kind) {
    Insn value = valueOf(slot);
    return value == null
        ? builder.code().newFixed(kind, Location.frame(slot))
        : builder.stateValue(value);
  }
}
