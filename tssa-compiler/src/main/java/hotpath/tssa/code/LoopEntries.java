package hotpath.tssa.code;

import hotpath.tssa.alloc.Allocation;
import hotpath.tssa.backend.Lowering;
import hotpath.tssa.ir.Alias;
import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.lir.LirBlock;
import hotpath.tssa.lir.LirBuilder;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.Location;
import hotpath.tssa.lir.LoopEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes the loop of a trace that was just allocated, for bridges that return to it. */
final class LoopEntries {
  private final Tssa tssa;
  private final Block loop;
  private final LirBuilder builder;
  private final LirCode code;
  private final Allocation allocation;
  private final LirBlock block;
  private long[] constants = {};

  private LoopEntries(Tssa tssa, Block loop, Lowering.Result lowered, Allocation allocation) {
    this.tssa = tssa;
    this.loop = loop;
    this.builder = lowered.builder();
    this.code = lowered.code();
    this.allocation = allocation;
    this.block = code.blocks().get(loop.number());
  }

  /**
   * Null if the trace has no loop, one that needs its entry, or one whose state at the label cannot
   * be described.
   */
  static @Nullable LoopEntry describe(
      int number,
      Tssa tssa,
      @Nullable Snapshot header,
      Lowering.Result lowered,
      Allocation allocation) {
    Block loop = tssa.loop();
    if (loop == null || loop.end().op() != TssaOp.JUMP || tssa.loopNeedsEntry()) {
      return null;
    }
    LoopEntries entries = new LoopEntries(tssa, loop, lowered, allocation);
    Snapshot state = header != null ? header : entries.firstSnapshot();
    return state == null ? null : entries.describe(number, state);
  }

  private @Nullable Snapshot firstSnapshot() {
    for (Insn insn : loop.insns()) {
      if (insn.op().has(TssaOp.Trait.EFFECT)) {
        return null;
      }
      if (insn.op().has(TssaOp.Trait.EXIT)) {
        return insn.exit().snapshot();
      }
    }
    return null;
  }

  private @Nullable LoopEntry describe(int number, Snapshot state) {
    int n = state.slots().size();
    int[] slots = new int[n];
    int[] locations = new int[n];
    Kind[] kinds = new Kind[n];
    boolean[] parameters = new boolean[n];
    List<Insn> uncovered = new ArrayList<>(loop.params());
    for (int i = 0; i < n; i++) {
      Insn value = LirBuilder.sameBits(state.slots().get(i).value());
      slots[i] = state.slots().get(i).slot();
      kinds[i] = value.kind();
      parameters[i] = value.op() == TssaOp.PARAM;
      if (parameters[i] && !uncovered.remove(value)) {
        return null; // one parameter for two slots
      }
      locations[i] = locationOf(value);
      if (locations[i] == Location.NONE) {
        return null;
      }
    }
    int countLocation = Location.NONE;
    Insn count = state.count();
    if (count != null) {
      if (!uncovered.remove(count) || state.countPlus() != 0) {
        return null;
      }
      countLocation = locationOf(count);
    }
    if (!uncovered.isEmpty() || !state.objects().isEmpty()) {
      return null;
    }
    int[] invariants = invariants();
    return new LoopEntry(
        number,
        state.resume().pc(),
        slots,
        locations,
        kinds,
        parameters,
        constants,
        countLocation,
        invariants,
        invariantKinds(invariants),
        readSlots(),
        assumed());
  }

  /** Where a value is at the label; NONE if it is computed behind it, or not kept. */
  private int locationOf(Insn value) {
    if (value.isConst()) {
      int n = constants.length;
      constants = Arrays.copyOf(constants, n + 1);
      constants[n] = value.kind().is64() ? value.imm() : (int) value.imm();
      return Location.of(Location.CONST, n);
    }
    if (value.op() == TssaOp.SLOT && builder.isInFrame(value)) {
      return Location.frame((int) value.imm());
    }
    if (!builder.isAsked(value)) {
      return Location.NONE;
    }
    int v = builder.value(value);
    boolean isParameter = loop.params().contains(value);
    boolean atLabel = isParameter || (code.isVirtual(v) && allocation.isLiveIn(v, block.number()));
    return atLabel ? allocation.locationAt(v, block.first()) : Location.NONE;
  }

  private int[] invariants() {
    int[] found = new int[code.registers().count() + allocation.spillWords()];
    int n = 0;
    for (int v = code.registers().count(); v < code.valueCount(); v++) {
      int location = invariant(v);
      if (location != Location.NONE) {
        found[n++] = location;
      }
    }
    return Arrays.copyOf(found, n);
  }

  private Kind[] invariantKinds(int[] locations) {
    Kind[] kinds = new Kind[locations.length];
    int n = 0;
    for (int v = code.registers().count(); v < code.valueCount(); v++) {
      if (invariant(v) != Location.NONE) {
        kinds[n++] = code.kind(v);
      }
    }
    return kinds;
  }

  /** The register or spill word in which a value is at the label that the loop only reads. */
  private int invariant(int value) {
    if (!code.isVirtual(value) || !allocation.isLiveIn(value, block.number())) {
      return Location.NONE;
    }
    int location = allocation.locationAt(value, block.first());
    boolean held = Location.isReg(location) || Location.sort(location) == Location.SPILL;
    return held ? location : Location.NONE;
  }

  private int[] readSlots() {
    int[] slots = new int[4];
    int n = 0;
    for (Block b : tssa.blocks()) {
      for (Insn insn : b.insns()) {
        if (insn.op() == TssaOp.SLOT) {
          if (n == slots.length) {
            slots = Arrays.copyOf(slots, 2 * n);
          }
          slots[n++] = (int) insn.imm();
        }
      }
    }
    return Arrays.copyOf(slots, n);
  }

  /** What was read before the loop, which may keep the values or what was proved of them. */
  private List<Alias> assumed() {
    List<Alias> aliases = new ArrayList<>();
    for (Insn insn : tssa.entry().insns()) {
      Alias alias = null;
      if (insn.op() == TssaOp.LOAD) {
        alias = insn.mem().alias();
      } else if (insn.op().has(TssaOp.Trait.CALL)) {
        alias = new Alias("call", Alias.Sort.ANY);
      }
      if (alias != null && alias.sort() != Alias.Sort.FROZEN && !aliases.contains(alias)) {
        aliases.add(alias);
      }
    }
    return List.copyOf(aliases);
  }
}
