package hotpath.recorder;

import hotpath.interpreter.meaning.LeaveReason;
import hotpath.tssa.code.ByteReader;
import hotpath.tssa.code.ByteWriter;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What the exits of a trace are, as bytes: most exits are never taken, and one that is becomes a
 * {@link TraceExit} then. A trace's exits are the larger part of what it takes in memory.
 *
 * <p>A record is: reason, 1 if it is a link, pc from that of the record before, number of slots,
 * and for each {@code slot << 3 | kind} from the one before.
 */
final class ExitRecords {
  private final byte[] bytes;
  private final int count;

  private ExitRecords(byte[] bytes, int count) {
    this.bytes = bytes;
    this.count = count;
  }

  /** The exits of {@code code}. */
  static ExitRecords of(Tssa code) {
    List<Insn> exits = new ArrayList<>();
    code.forEach(
        insn -> {
          if (insn.op().has(TssaOp.Trait.EXIT)) {
            exits.add(insn);
          }
        });
    exits.sort(Comparator.comparingInt(insn -> insn.exit().number()));
    Encoder encoder = new Encoder();
    exits.forEach(encoder::add);
    return new ExitRecords(encoder.out.toByteArray(), exits.size());
  }

  int count() {
    return count;
  }

  int byteSize() {
    return bytes.length;
  }

  /** Makes the exit {@code number} of {@code trace}. */
  TraceExit exit(Trace trace, int number) {
    ByteReader in = new ByteReader(bytes, 0);
    long pc = 0;
    for (int at = 0; ; at++) {
      int reason = in.readCount();
      boolean isLink = in.readByte() != 0;
      pc += in.readSigned();
      int[] kinds = kinds(in);
      if (at == number) {
        return new TraceExit(trace, number, LeaveReason.at(reason), pc, kinds, isLink);
      }
    }
  }

  private static int[] kinds(ByteReader in) {
    int[] kinds = new int[in.readCount()];
    int last = 0;
    for (int i = 0; i < kinds.length; i++) {
      last += (int) in.readSigned();
      kinds[i] = last;
    }
    return kinds;
  }

  private static final class Encoder {
    private final ByteWriter out = new ByteWriter();
    private int count;
    private long pc;

    private void add(Insn insn) {
      Exit exit = insn.exit();
      if (exit.number() != count) {
        throw new IllegalArgumentException("exit " + exit.number() + " comes as number " + count);
      }
      count++;
      Snapshot snapshot = Objects.requireNonNull(exit.snapshot());
      out.writeUnsigned(exit.reason());
      out.writeByte(insn.op() == TssaOp.LINK ? 1 : 0);
      out.writeSigned(snapshot.resume().pc() - pc);
      pc = snapshot.resume().pc();
      List<Snapshot.Entry> slots = snapshot.slots();
      out.writeUnsigned(slots.size());
      int last = 0;
      for (Snapshot.Entry slot : slots) {
        int next = slot.slot() << 3 | slot.value().kind().ordinal();
        out.writeSigned(next - last);
        last = next;
      }
    }
  }
}
