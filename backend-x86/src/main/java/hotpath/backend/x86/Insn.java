package hotpath.backend.x86;

import java.util.List;
import java.util.StringJoiner;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A decoded instruction.
 *
 * @param size its operand size, null if its form has none
 * @param length its bytes
 */
record Insn(
    X86Op op,
    Form form,
    @Nullable Size size,
    @Nullable Cond cond,
    List<Operand> operands,
    int length) {

  /**
   * The instruction at {@code address} in Intel's syntax, as objdump prints it. {@code names} may
   * give a name to the places that jumps and RIP-relative operands refer to.
   */
  String text(long address, LongFunction<@Nullable String> names) {
    int operandSize = form.operandSize(size);
    StringJoiner operandText = new StringJoiner(",");
    String comment = "";
    for (int i = 0; i < operands.size(); i++) {
      Slot slot = form.slots().get(i);
      switch (operands.get(i)) {
        case Register register -> operandText.add(register.name(slot.bits(operandSize)));
        case Mem mem -> {
          operandText.add(text(mem, slot.bits(operandSize)));
          if (mem.base() == null) {
            comment = "        # " + place(address + length + mem.disp(), names);
          }
        }
        case Operand.Imm(long value) -> {
          if (slot.isJump()) {
            operandText.add(place(address + length + value, names));
          } else if (slot == Slot.ONE) {
            operandText.add("1");
          } else {
            long mask = -1L >>> (64 - slot.bits(operandSize));
            operandText.add("0x" + Long.toHexString(value & mask));
          }
        }
      }
    }
    String mnemonic = op.mnemonic(cond);
    if (operands.isEmpty()) {
      return mnemonic;
    }
    String space = " ".repeat(Math.max(1, 7 - mnemonic.length()));
    return mnemonic + space + operandText + comment;
  }

  private static String place(long address, LongFunction<@Nullable String> names) {
    String name = names.apply(address);
    return "0x" + Long.toHexString(address) + (name == null ? "" : " <" + name + ">");
  }

  private static String text(Mem mem, int bits) {
    StringBuilder text = new StringBuilder();
    text.append(
        switch (bits) {
          case 8 -> "BYTE PTR ";
          case 16 -> "WORD PTR ";
          case 32 -> "DWORD PTR ";
          case 64 -> "QWORD PTR ";
          case 128 -> "XMMWORD PTR ";
          default -> "";
        });
    Gpr base = mem.base();
    int disp = mem.disp();
    if (base == null) {
      return text.append("[rip+0x").append(Long.toHexString(disp)).append(']').toString();
    }
    text.append('[').append(base.name(64));
    if (mem.index() != null) {
      text.append('+').append(mem.index().name(64)).append('*').append(mem.scale());
    }
    if (disp != 0 || (base.number() & 7) == 5) { // rbp and r13 always have one
      text.append(disp < 0 ? "-0x" : "+0x").append(Long.toHexString(Math.abs((long) disp)));
    }
    return text.append(']').toString();
  }
}
