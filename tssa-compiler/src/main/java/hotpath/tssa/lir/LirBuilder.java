package hotpath.tssa.lir;

import hotpath.tssa.ir.Alias;
import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.ir.VirtualObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Takes LIR as it is selected: blocks backward, instructions within a block backward, so that an
 * instruction is visited after all its users. A value that no user asked for ({@link #value}) is
 * never computed; that is how selection covers trees. Within one TSSA instruction the LIR is added
 * forward.
 */
public final class LirBuilder {
  private static final int UNASKED = -1;

  private final LirCode code;
  private final @Nullable EntryState entry;
  private final int[] values;
  private final BitSet whole = new BitSet();
  private final Survey survey;
  private final List<LirInsn> chunk = new ArrayList<>();
  private final List<LirInsn> backward = new ArrayList<>();
  private final LoopInvariants invariants;
  private final BlockDerivations derivations;
  private final int loop;
  private int[] inherited = new int[16];
  private int inheritedCount;
  private int origin = -1;

  public LirBuilder(Tssa tssa, LirCode code, @Nullable EntryState entry) {
    this.code = code;
    this.entry = entry;
    Block looping = tssa.loop();
    loop = looping == null ? -1 : looping.number();
    invariants = new LoopInvariants(code);
    derivations = new BlockDerivations(code);
    int size = tssa.idLimit();
    values = new int[size];
    Arrays.fill(values, UNASKED);
    survey = new Survey(tssa);
  }

  public LirCode code() {
    return code;
  }

  /** How often the value is an operand or stands in a snapshot. */
  public int uses(Insn insn) {
    return survey.uses(insn);
  }

  /** Whether an instruction that comes later has asked for the value. */
  public boolean isAsked(Insn insn) {
    return values[sameBits(insn).id()] != UNASKED;
  }

  /** Whether the value is needed behind {@code user} too, so that its register must be kept. */
  public boolean livesBehind(Insn insn, Insn user) {
    Insn source = sameBits(insn);
    return values[source.id()] != UNASKED
        || survey.blockOf(source) != survey.blockOf(user)
        || isInput(source);
  }

  /** Whether the value has a register of its own all the time. */
  private static boolean isInput(Insn insn) {
    return switch (insn.op()) {
      case FP, TB, PC, SP, COUNT -> true;
      default -> false;
    };
  }

  /** The instruction with the same 64 bits in its register, free of conversions that do nothing. */
  public static Insn sameBits(Insn insn) {
    Insn source = insn;
    while (source.op() == TssaOp.U2L || source.op() == TssaOp.R2I || source.op() == TssaOp.I2R) {
      source = source.arg(0);
    }
    return source;
  }

  /**
   * The LIR value of {@code insn}, which will be computed. For a constant this is a fixed value,
   * fit for operands that may be anywhere only.
   */
  public int value(Insn insn) {
    Insn source = sameBits(insn);
    whole.set(source.id());
    return valueOf(source);
  }

  /**
   * The LIR value of {@code insn}, of whose register only the low 32 bits will be read: for
   * instruction sets where it costs something to keep zeros above them. What defines a value asks
   * so too, and then whether {@link #isWhole} was asked by someone else.
   */
  public int lowValue(Insn insn) {
    return valueOf(sameBits(insn));
  }

  /** Whether someone needs all 64 bits of the value's register. */
  public boolean isWhole(Insn insn) {
    return whole.get(sameBits(insn).id());
  }

  private int valueOf(Insn source) {
    int value = values[source.id()];
    if (value == UNASKED) {
      value =
          switch (source.op()) {
            case CONST -> code.newConstant(source.kind(), source.imm());
            case FP -> code.registers().framePointer();
            case TB -> code.registers().threadBlock();
            case PC -> code.registers().codePointer();
            case SP -> code.registers().stackPointer();
            case COUNT -> code.registers().counter();
            case SLOT -> slotValue(source);
            default -> code.newVirtual(source.kind());
          };
      values[source.id()] = value;
    }
    return value;
  }

  private int slotValue(Insn slot) {
    int location = entry == null ? Location.NONE : entry.locationOf((int) slot.imm());
    return location == Location.NONE
        ? code.newVirtual(slot.kind())
        : inherited(location, slot.kind());
  }

  /** The value that a bridge finds at {@code location}. */
  public int inherited(int location, Kind kind) {
    EntryState state = Objects.requireNonNull(entry);
    int sort = Location.sort(location);
    if (sort == Location.CONST) {
      return code.newConstant(kind, state.constantAt(location));
    }
    if (sort == Location.CELL) {
      return code.newCell(kind, state.constantAt(location));
    }
    for (int i = 0; i < inheritedCount; i += 2) {
      if (inherited[i] == location) {
        return inherited[i + 1];
      }
    }
    if (inheritedCount == inherited.length) {
      inherited = Arrays.copyOf(inherited, 2 * inheritedCount);
    }
    int value = code.newVirtual(kind);
    inherited[inheritedCount++] = location;
    inherited[inheritedCount++] = value;
    return value;
  }

  /** Adds the label of the entry block, which defines all that was asked of the parent's values. */
  public void addEntryLabel() {
    int registers = 0;
    for (int i = 0; i < inheritedCount; i += 2) {
      registers += Location.isReg(inherited[i]) ? 1 : 0;
    }
    int[] defined = new int[registers];
    int n = 0;
    for (int i = 0; i < inheritedCount; i += 2) {
      if (Location.isReg(inherited[i])) {
        defined[n++] = inherited[i];
      }
    }
    add(new LirInsn(SharedOp.LABEL, defined));
    for (int i = 0; i < inheritedCount; i += 2) {
      int location = inherited[i];
      int value = inherited[i + 1];
      if (Location.isReg(location)) {
        add(new LirInsn(SharedOp.MOVE, value, location));
      } else {
        if (Location.sort(location) == Location.SPILL || survey.frameIsStable()) {
          code.home(value, location);
        }
        add(new LirInsn(SharedOp.MOVE, value, code.newFixed(code.kind(value), location)));
      }
    }
  }

  /** The value for a snapshot, which may be a word that exists anyhow. */
  public int stateValue(Insn insn) {
    Insn source = sameBits(insn);
    if (source.op() == TssaOp.SLOT && isInFrame(source)) {
      return code.newFixed(source.kind(), Location.frame((int) source.imm()));
    }
    long cell = cellOffset(source);
    if (cell >= 0 && cell <= Integer.MAX_VALUE) {
      return code.newCell(source.kind(), cell);
    }
    return value(source);
  }

  /** Whether a {@code slot} instruction's value stays in its slot as long as the code runs. */
  public boolean isInFrame(Insn slot) {
    return survey.frameIsStable()
        && (entry == null || entry.locationOf((int) slot.imm()) == Location.NONE);
  }

  /** Whether no store of the code can change a slot. */
  public boolean frameIsStable() {
    return survey.frameIsStable();
  }

  /** The region offset of the frozen 32-bit word that a load yields, or -1 if it does not. */
  private static long cellOffset(Insn insn) {
    if (insn.op() != TssaOp.LOAD || insn.argCount() != 1) {
      return -1;
    }
    Mem mem = insn.mem();
    boolean word = mem.type() == MemType.REF || mem.type() == MemType.I32;
    if (!word || mem.alias().sort() != Alias.Sort.FROZEN) {
      return -1;
    }
    return constantOffset(insn.arg(0), mem.disp());
  }

  /** The region offset that a constant base and a displacement make; -1 if the base varies. */
  public static long constantOffset(Insn base, int disp) {
    Insn source = base;
    while (source.op() == TssaOp.REGION
        || source.op() == TssaOp.ADDRESS
        || source.op() == TssaOp.I2R) {
      source = source.arg(0);
    }
    return source.isConst() ? (source.imm() & 0xFFFF_FFFFL) + disp : -1;
  }

  /**
   * Whether {@code load} may be executed at {@code user} instead, which is then its only user: both
   * in one block, and nothing between them writes what it reads.
   */
  public boolean foldsInto(Insn load, Insn user) {
    if (survey.uses(load) != 1 || survey.blockOf(load) != survey.blockOf(user)) {
      return false;
    }
    return !survey.mayChangeBetween(load, user);
  }

  /**
   * Whether the instruction at hand alone needs the value, which is computed in the same block:
   * then it may be computed as a part of it, and no loop computes what stood before it.
   */
  public boolean isPart(Insn insn) {
    return survey.uses(insn) == 1
        && !isAsked(insn)
        && survey.blockOf(insn) == survey.blockOf(origin);
  }

  /** The value to store, without conversions that change only bits that are not stored. */
  public Insn stored(Insn value, MemType type) {
    if (!isPart(value)) {
      return value;
    }
    boolean narrows =
        switch (type) {
          case I8, U8 ->
              value.op() == TssaOp.I2B || value.op() == TssaOp.I2S || value.op() == TssaOp.I2C;
          case I16, U16 -> value.op() == TssaOp.I2S || value.op() == TssaOp.I2C;
          case I32 -> value.op() == TssaOp.L2I;
          default -> false;
        };
    return narrows ? stored(value.arg(0), type) : value;
  }

  /** Whether the instruction at hand is in the loop. */
  public boolean isInLoop() {
    return origin >= 0 && survey.blockOf(origin) == loop;
  }

  /**
   * Whether the instruction at hand is in the loop, in which the value has the same register all
   * the time.
   */
  public boolean isInvariant(Insn insn) {
    Insn source = sameBits(insn);
    if (!isInLoop() || source.isConst()) {
      return false;
    }
    int value = valueOf(source);
    boolean held = code.isVirtual(value) || Location.isReg(code.fixed(value));
    return held && (isInput(source) || survey.blockOf(source) != loop);
  }

  /**
   * A constant in a register of its own while the loop runs that the instruction at hand is in;
   * {@link LirInsn#NO_OPERAND} if it is in none, or there are too many.
   */
  public int loopConstant(int constant) {
    if (!isInLoop()) {
      return LirInsn.NO_OPERAND;
    }
    int place = code.fixed(constant);
    Kind kind = code.kind(constant);
    return invariants.value(
        List.of(place, kind), kind, place, value -> new LirInsn(SharedOp.MOVE, value, constant));
  }

  /**
   * A value that is computed before the loop, of operands that are invariant.
   *
   * @param what equal for equal values
   * @return {@link LirInsn#NO_OPERAND} if there are too many
   */
  public int beforeLoop(Object what, Kind kind, IntFunction<LirInsn> maker) {
    return invariants.value(what, kind, Location.NONE, maker);
  }

  /**
   * A value that instructions of this block compute from that of {@code source}, and that is
   * computed once: behind the source if it is in the block, else at the block's start; before the
   * loop if it can be.
   *
   * @param how equal for what is computed in the same way
   */
  public int derived(Insn source, Object how, Kind kind, IntFunction<LirInsn> maker) {
    int id = sameBits(source).id();
    if (isInvariant(source)) {
      int before = beforeLoop(List.of(id, how), kind, maker);
      if (before != LirInsn.NO_OPERAND) {
        return before;
      }
    }
    return derivations.value(id, how, kind, maker);
  }

  /** Adds what is derived from an instruction, behind that. */
  public void addDerived(Insn insn) {
    derivations.take(insn.id()).forEach(this::add);
  }

  /** Adds what is derived from values of other blocks, at the start of a block. */
  public void addDerived() {
    derivations.takeAll().forEach(this::add);
  }

  /** Adds what has to stand before the loop. */
  public void addInvariants() {
    invariants.insns().forEach(this::add);
  }

  /** Starts the LIR of a TSSA instruction. */
  public void begin(Insn insn) {
    origin = insn.id();
  }

  /** Appends to the LIR of the current instruction. */
  public void add(LirInsn insn) {
    insn.origin(origin);
    chunk.add(insn);
  }

  /** A copy of a value, in a new virtual register. */
  public int copy(int value, Kind kind) {
    int copy = code.newVirtual(kind);
    add(new LirInsn(SharedOp.MOVE, copy, value));
    return copy;
  }

  /** Ends the LIR of the current instruction. */
  public void end() {
    for (int i = chunk.size() - 1; i >= 0; i--) {
      backward.add(chunk.get(i));
    }
    chunk.clear();
    origin = -1;
  }

  /** Moves all that was added since the last block into {@code block}. */
  public void finishBlock(LirBlock block) {
    for (int i = backward.size() - 1; i >= 0; i--) {
      block.insns().add(backward.get(i));
    }
    backward.clear();
  }

  /** The exit of an instruction with its state, all of which is asked for. */
  public LirExit exit(Insn insn) {
    Exit exit = insn.exit();
    Snapshot snapshot = exit.snapshot();
    if (snapshot == null) {
      return new LirExit(exit, new int[0], 0);
    }
    int slots = snapshot.slots().size();
    int n = slots;
    for (int i = 0; i < snapshot.objects().size(); i++) {
      n += snapshot.objects().get(i).fields().size();
    }
    int[] state = new int[n + 1];
    for (int i = 0; i < slots; i++) {
      Snapshot.Entry slot = snapshot.slots().get(i);
      state[i] = isUnchanged(slot) ? LirInsn.NO_OPERAND : exitValue(snapshot, slot.value());
    }
    int at = slots;
    for (int i = 0; i < snapshot.objects().size(); i++) {
      List<VirtualObject.Field> fields = snapshot.objects().get(i).fields();
      for (int f = 0; f < fields.size(); f++) {
        state[at++] = exitValue(snapshot, fields.get(f).value());
      }
    }
    Count count = count(insn, snapshot);
    state[n] = count == null ? LirInsn.NO_OPERAND : value(count.value);
    return new LirExit(exit, state, count == null ? 0 : count.plus);
  }

  /** The instruction count at an exit: a value and what to add. */
  public record Count(Insn value, long plus) {}

  /**
   * The instruction count at the exit of {@code insn}; null if none is kept. If only the sum of the
   * count and a constant is needed behind, the exit takes that, so that the count itself can end
   * there and the sum have its register.
   */
  public @Nullable Count count(Insn insn, Snapshot snapshot) {
    Insn value = snapshot.count();
    if (value == null) {
      return null;
    }
    long plus = snapshot.countPlus();
    Insn sum = survey.sum(value);
    if (sum != null
        && !isAsked(value)
        && isAsked(sum)
        && survey.blockOf(sum) == survey.blockOf(insn)
        && survey.isBefore(sum, insn)) {
      return new Count(sum, plus - sum.arg(1).imm());
    }
    return new Count(value, plus);
  }

  private int exitValue(Snapshot snapshot, Insn value) {
    return snapshot.objectOf(value) >= 0 ? LirInsn.NO_OPERAND : stateValue(value);
  }

  /** Whether the slot holds what it must. */
  public boolean isUnchanged(Snapshot.Entry slot) {
    Insn source = sameBits(slot.value());
    return source.op() == TssaOp.SLOT && source.imm() == slot.slot() && isInFrame(source);
  }
}
