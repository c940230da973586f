package hotpath.backend.ppc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns code back into text, by searching the table of {@link PpcOp} for what the encoder would
 * have written. It is strict: encodings that we do not write are words, not instructions.
 */
public final class PpcDisassembler {
  static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final List<PpcOp> ROWS = List.of(PpcOp.values());

  private PpcDisassembler() {}

  /** One line for each instruction: offset, bytes, text. */
  public static List<String> disassemble(byte[] code, long address) {
    List<String> lines = new ArrayList<>();
    for (int at = 0; at + 4 <= code.length; at += 4) {
      int word = (int) WORD.get(code, at);
      Insn insn = decode(word);
      String text = insn == null ? ".long   0x%08x".formatted(word) : insn.text(address + at);
      String bytes =
          "%02x %02x %02x %02x".formatted(code[at], code[at + 1], code[at + 2], code[at + 3]);
      lines.add("%4x:  %s  %s".formatted(address + at, bytes, text));
    }
    return lines;
  }

  /** The instruction, or null when it is none of ours. */
  static @Nullable Insn decode(int word) {
    for (PpcOp op : ROWS) {
      if (op.fits(word)) {
        Insn insn = decode(op, word);
        if (insn != null) {
          return insn;
        }
      }
    }
    return null;
  }

  private static @Nullable Insn decode(PpcOp op, int word) {
    List<Operand> operands = new ArrayList<>();
    for (Slot slot : op.slots()) {
      Operand operand = slot.decode(word);
      if (operand == null) {
        return null;
      }
      operands.add(operand);
    }
    return new Insn(op, operands);
  }
}
