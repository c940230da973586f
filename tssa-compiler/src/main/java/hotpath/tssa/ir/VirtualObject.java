package hotpath.tssa.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An object that an exit must allocate, because the pass `sink` found that only exits need it. Its
 * fields are zero but for those listed.
 *
 * @param allocation the NEW or NEWARRAY that was removed: it stands in no block, is used by the
 *     snapshot only, and says what to allocate; its operands are constants
 * @param fields what to write, in ascending order of offsets
 */
public record VirtualObject(Insn allocation, List<Field> fields) {

  public VirtualObject {
    fields = List.copyOf(fields);
  }

  /** At {@code offset} bytes from the object, {@code value} as {@code type}. */
  public record Field(int offset, MemType type, Insn value) {}

  public int classWord() {
    return (int) allocation.arg(0).imm();
  }

  public boolean isArray() {
    return allocation.op() == TssaOp.NEWARRAY;
  }

  /** The size in bytes of an object that is no array. */
  public long bytes() {
    return allocation.arg(1).imm();
  }

  /** The length of an array. */
  public int length() {
    return (int) allocation.arg(1).imm();
  }

  /** The binary logarithm of an array's element size. */
  public int elementShift() {
    return (int) allocation.imm();
  }

  /**
   * The same with each value, the allocation included, replaced by what {@code map} gives for it.
   */
  public VirtualObject mapped(UnaryOperator<Insn> map) {
    List<Field> mapped = new ArrayList<>(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      Field f = fields.get(i);
      mapped.add(new Field(f.offset, f.type, map.apply(f.value)));
    }
    return new VirtualObject(map.apply(allocation), mapped);
  }
}
