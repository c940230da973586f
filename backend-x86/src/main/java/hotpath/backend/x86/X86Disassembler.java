package hotpath.backend.x86;

import hotpath.backend.x86.Slot.Place;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns code back into text, by searching the table of {@link X86Op} for what the encoder would
 * have written. It is strict: prefixes without effect, encodings that are no form of ours and code
 * cut off at the end are bytes, not instructions.
 */
public final class X86Disassembler {
  /** A form with the operation it belongs to. */
  private record Row(X86Op op, Form form) {}

  /** The rows by mandatory prefix and opcode, registers and conditions in the opcode expanded. */
  private static final Map<Integer, List<Row>> ROWS = index();

  /** No instruction is longer (SDM vol. 2, 2.3.11). */
  private static final int MAX_LENGTH = 15;

  private static final int BYTES_COLUMN = 3 * 10;

  private X86Disassembler() {}

  private static Map<Integer, List<Row>> index() {
    Map<Integer, List<Row>> rows = new HashMap<>();
    for (X86Op op : X86Op.values()) {
      for (Form form : op.forms()) {
        boolean register = form.slots().stream().anyMatch(slot -> slot.place == Place.OPCODE);
        int opcodes = op.conditional() ? 16 : register ? 8 : 1;
        for (int i = 0; i < opcodes; i++) {
          int key = key(form.prefix(), form.opcode() + i);
          rows.computeIfAbsent(key, _ -> new ArrayList<>()).add(new Row(op, form));
        }
      }
    }
    return rows;
  }

  private static int key(int prefix, int opcode) {
    return (prefix << 24) | opcode;
  }

  /**
   * One line for each instruction: offset, bytes, text. {@code names} gives names to addresses, or
   * null; a named instruction gets a line with its name before it.
   *
   * @param code instructions without the literals behind them
   * @param address where the code lies, or zero
   */
  public static List<String> disassemble(
      MemorySegment code, long address, LongFunction<@Nullable String> names) {
    List<String> lines = new ArrayList<>();
    for (long at = 0; at < code.byteSize(); ) {
      Insn insn = decode(code, at);
      int length = insn == null ? 1 : insn.length();
      StringBuilder bytes = new StringBuilder();
      for (int i = 0; i < length; i++) {
        bytes.append("%02x ".formatted(code.get(ValueLayout.JAVA_BYTE, at + i)));
      }
      String text =
          insn == null ? ".byte  0x" + bytes.toString().strip() : insn.text(address + at, names);
      String name = names.apply(address + at);
      if (name != null) {
        lines.add(name + ":");
      }
      bytes.repeat(' ', Math.max(0, BYTES_COLUMN - bytes.length()));
      lines.add("%4x:  %s %s".formatted(address + at, bytes, text));
      at += length;
    }
    return lines;
  }

  /** The instruction at {@code at}, or null when the bytes are none of ours. */
  static @Nullable Insn decode(MemorySegment code, long at) {
    Cursor cursor = new Cursor(code, at);
    int prefix = 0;
    int octet = cursor.next();
    if (octet == 0x66 || octet == 0xF2 || octet == 0xF3) {
      prefix = octet;
      octet = cursor.next();
    }
    int rex = 0;
    if ((octet & 0xF0) == 0x40) {
      rex = octet;
      octet = cursor.next();
    }
    int opcode = octet;
    if (opcode == 0x0F) {
      opcode = (opcode << 8) | cursor.next();
      if (opcode == 0x0F38 || opcode == 0x0F3A) {
        opcode = (opcode << 8) | cursor.next();
      }
    }
    Insn insn = match(ROWS.get(key(prefix, opcode)), cursor, opcode, rex, false);
    if (insn == null && prefix == 0x66) {
      insn = match(ROWS.get(key(0, opcode)), cursor, opcode, rex, true);
    }
    return insn;
  }

  private static @Nullable Insn match(
      @Nullable List<Row> rows, Cursor cursor, int opcode, int rex, boolean word) {
    if (rows == null) {
      return null;
    }
    long start = cursor.at;
    for (Row row : rows) {
      cursor.at = start;
      Insn insn = new Match(row, cursor, opcode, rex).decode(word);
      if (insn != null) {
        return insn;
      }
    }
    return null;
  }

  /** Reads bytes; behind the end come zeros, and {@link #overrun} tells. */
  private static final class Cursor {
    final MemorySegment code;
    final long start;
    long at;

    Cursor(MemorySegment code, long start) {
      this.code = code;
      this.start = start;
      this.at = start;
    }

    int next() {
      int octet = at < code.byteSize() ? code.get(ValueLayout.JAVA_BYTE, at) & 0xFF : 0;
      at++;
      return octet;
    }

    /** A signed little-endian number. */
    long next(int width) {
      long value = 0;
      for (int i = 0; i < width; i++) {
        value |= (long) next() << (8 * i);
      }
      int room = 64 - 8 * width;
      return value << room >> room;
    }

    boolean overrun() {
      return at > code.byteSize() || at - start > MAX_LENGTH;
    }
  }

  /** One attempt to read the bytes behind an opcode as one row of the table. */
  private static final class Match {
    private final Row row;
    private final Form form;
    private final Cursor cursor;
    private final int opcode;
    private final int rex;

    /** The REX bits that meant something. */
    private int usedRex;

    Match(Row row, Cursor cursor, int opcode, int rex) {
      this.row = row;
      this.form = row.form;
      this.cursor = cursor;
      this.opcode = opcode;
      this.rex = rex;
    }

    @Nullable Insn decode(boolean word) {
      Size size = size(word);
      if (!form.hasSize(size) || (word && size != Size.W)) {
        return null;
      }
      int operandSize = form.operandSize(size);
      int reg = 0;
      Operand rm = null;
      if (form.hasModRm()) {
        int modRm = cursor.next();
        reg = (modRm >> 3) & 7;
        if (form.digit() >= 0 && reg != form.digit()) {
          return null;
        }
        rm = rm(modRm >> 6, modRm & 7);
        if (rm == null) {
          return null;
        }
      }
      List<Operand> operands = new ArrayList<>();
      boolean byteRegister = false;
      for (Slot slot : form.slots()) {
        Operand operand = operand(slot, operandSize, reg, rm);
        if (operand == null || !slot.accepts(operand, operandSize)) {
          return null;
        }
        if (operand instanceof Register register && slot.needsRex(register, operandSize)) {
          byteRegister = true;
        }
        operands.add(operand);
      }
      // Without REX these numbers are ah, ch, dh, bh; with it, it must have had a reason.
      boolean rexFits = rex == 0 ? !byteRegister : byteRegister || (rex & 15) != 0;
      if (!rexFits || (rex & 15 & ~usedRex) != 0 || cursor.overrun()) {
        return null;
      }
      Cond cond = row.op.conditional() ? Cond.of(opcode - form.opcode()) : null;
      int length = (int) (cursor.at - cursor.start);
      return new Insn(row.op, form, size, cond, List.copyOf(operands), length);
    }

    private @Nullable Size size(boolean word) {
      if (bit(X86Encoder.REX_W) != 0) {
        return Size.Q;
      }
      if (form.sizes() == Form.UNSIZED) {
        return null;
      }
      return word ? Size.W : (form.sizes() & Form.D) != 0 ? Size.D : Size.B;
    }

    private @Nullable Operand operand(Slot slot, int operandSize, int reg, @Nullable Operand rm) {
      return switch (slot.place) {
        case REG -> slot.register(reg | bit(X86Encoder.REX_R));
        case OPCODE -> slot.register((opcode - form.opcode()) | bit(X86Encoder.REX_B));
        case RM -> rm instanceof Gpr gpr ? slot.register(gpr.number()) : rm;
        case IMM -> {
          long value = cursor.next(slot.immediateBytes(operandSize));
          yield Operand.imm(slot == Slot.UB ? value & 0xFF : value);
        }
        case IMPLIED ->
            switch (slot) {
              case AV -> Gpr.RAX;
              case CL -> Gpr.RCX;
              default -> Operand.imm(1);
            };
      };
    }

    /** The inverse of the encoder's; a register is given as a Gpr, whatever its bank. */
    private @Nullable Operand rm(int mod, int low) {
      if (mod == 3) {
        return Gpr.of(low | bit(X86Encoder.REX_B));
      }
      if (mod == 0 && low == 5) {
        return Mem.ripRelative((int) cursor.next(4));
      }
      Gpr index = null;
      int scale = 1;
      if (low == 4) {
        int sib = cursor.next();
        low = sib & 7;
        int number = ((sib >> 3) & 7) | bit(X86Encoder.REX_X);
        boolean scaled = sib >> 6 != 0;
        if ((mod == 0 && low == 5) || (number == 4 && (scaled || low != 4))) {
          return null; // no base, or a SIB that says nothing
        }
        index = number == 4 ? null : Gpr.of(number);
        scale = 1 << (sib >> 6);
      }
      Gpr base = Gpr.of(low | bit(X86Encoder.REX_B));
      int disp = mod == 0 ? 0 : (int) cursor.next(mod == 1 ? 1 : 4);
      return new Mem(base, index, scale, disp, null);
    }

    /** 8 if that bit of REX is set, else 0: what it adds to a register's number. */
    private int bit(int mask) {
      usedRex |= mask;
      return (rex & mask) != 0 ? 8 : 0;
    }
  }
}
