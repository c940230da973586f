package hotpath.tssa.pass;

import static hotpath.tssa.pass.Fold.AGAIN;
import static hotpath.tssa.pass.Fold.NO;

import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.TssaOp;
import org.jspecify.annotations.Nullable;

/** Fold rules of addresses and memory operands; the table is {@link FoldRule}. */
final class AddressRules {
  /**
   * Displacements stay below this: every backend can encode them, with the offsets of fields added.
   */
  private static final long DISPLACEMENT_LIMIT = 1 << 28;

  private AddressRules() {}

  static int addressNumber(Fold f) {
    if (f.op == TssaOp.ADDRESS) {
      return f.a.op() == TssaOp.I2R ? f.become(TssaOp.REGION, f.a.arg(0)) : NO;
    }
    return f.a.op() == TssaOp.R2I ? f.become(TssaOp.ADDRESS, f.a.arg(0)) : NO;
  }

  static int offsetBack(Fold f) {
    if (f.a.op() == TssaOp.ADDRESS) {
      return f.become(TssaOp.R2I, f.a.arg(0));
    }
    return f.a.op() == TssaOp.REGION ? f.value(f.a.arg(0)) : NO;
  }

  static int plusZero(Fold f) {
    return f.b.isConst(0) ? f.value(f.a) : NO;
  }

  private static boolean isPlusConstant(Insn x) {
    return x.op() == TssaOp.PLUS && x.arg(1).isConst();
  }

  static int plusConstants(Fold f) {
    return f.b.isConst() && isPlusConstant(f.a)
        ? f.become(TssaOp.PLUS, f.a.arg(0), f.constant(Kind.I64, f.a.arg(1).imm() + f.b.imm()))
        : NO;
  }

  static int plusApart(Fold f) {
    Insn y = f.b;
    return y.op() == TssaOp.ADD && y.arg(1).isConst()
        ? f.become(TssaOp.PLUS, f.emit(TssaOp.PLUS, Kind.ADDR, f.a, y.arg(0)), y.arg(1))
        : NO;
  }

  private static int indexAt(Fold f) {
    return f.op == TssaOp.LOAD ? 1 : 2;
  }

  private static @Nullable Insn index(Fold f) {
    if (f.argCount <= indexAt(f)) {
      return null;
    }
    return f.op == TssaOp.LOAD ? f.b : f.c;
  }

  private static int withIndex(Fold f, Insn index, int scale, long disp) {
    if (f.op == TssaOp.LOAD) {
      f.b = index;
    } else {
      f.c = index;
    }
    f.argCount = indexAt(f) + 1;
    return withDisplacement(f, scale, disp);
  }

  private static int withDisplacement(Fold f, int scale, long disp) {
    Mem mem = f.mem();
    f.mem = new Mem(mem.type(), scale, (int) disp, mem.alias());
    return AGAIN;
  }

  private static boolean fits(long disp) {
    return disp > -DISPLACEMENT_LIMIT && disp < DISPLACEMENT_LIMIT;
  }

  static int memoryDisplacement(Fold f) {
    if (!isPlusConstant(f.a)) {
      return NO;
    }
    long offset = f.a.arg(1).imm();
    if (!fits(offset) || !fits(f.mem().disp() + offset)) {
      return NO;
    }
    f.a = f.a.arg(0);
    return withDisplacement(f, f.mem().scale(), f.mem().disp() + offset);
  }

  static int memoryIndexed(Fold f) {
    if (index(f) != null || f.a.op() != TssaOp.PLUS) {
      return NO;
    }
    Insn offset = f.a.arg(1);
    int scale = 0;
    if (offset.op() == TssaOp.SHL && offset.arg(1).isConst()) {
      long k = offset.arg(1).imm();
      scale = k >= 0 && k <= 3 ? (int) k : -1;
      offset = offset.arg(0);
    }
    if (scale < 0 || offset.op() != TssaOp.U2L) {
      return NO;
    }
    f.a = f.a.arg(0);
    return withIndex(f, offset.arg(0), scale, f.mem().disp());
  }

  static int memoryIndexConstant(Fold f) {
    Insn index = index(f);
    if (index == null || !index.isConst() || index.imm() < 0) {
      return NO;
    }
    long disp = f.mem().disp() + (index.imm() << f.mem().scale());
    if (!fits(disp)) {
      return NO;
    }
    f.argCount = indexAt(f);
    return withDisplacement(f, 0, disp);
  }

  /**
   * The index is zero-extended, so the constant may only be taken out where neither sum nor summand
   * is negative.
   */
  static int memoryIndexOffset(Fold f) {
    Insn index = index(f);
    if (index == null || index.op() != TssaOp.ADD || !index.arg(1).isConst()) {
      return NO;
    }
    Insn rest = index.arg(0);
    long disp = f.mem().disp() + (index.arg(1).imm() << f.mem().scale());
    if (!fits(disp) || Range.low(f.range(rest)) < 0 || Range.low(f.range(index)) < 0) {
      return NO;
    }
    return withIndex(f, rest, f.mem().scale(), disp);
  }

  static int storeNarrowed(Fold f) {
    MemType type = f.mem().type();
    if (type.bytes() > 2) {
      return NO;
    }
    long kept = type.bytes() == 1 ? 0xFF : 0xFFFF;
    boolean covers =
        switch (f.b.op()) {
          case I2B -> kept == 0xFF;
          case I2S, I2C -> true;
          case AND -> f.b.arg(1).isConst() && (f.b.arg(1).imm() & kept) == kept;
          default -> false;
        };
    if (!covers) {
      return NO;
    }
    f.b = f.b.arg(0);
    return AGAIN;
  }
}
