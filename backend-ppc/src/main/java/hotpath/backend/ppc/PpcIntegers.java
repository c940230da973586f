package hotpath.backend.ppc;

import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.lir.LirBuilder;

/** Selection of integer arithmetic and of addresses. */
final class PpcIntegers {
  private final LirBuilder builder;
  private final PpcOperands operands;
  private final PpcDivision division;
  private final PpcMasks masks;

  PpcIntegers(LirBuilder builder, PpcOperands operands) {
    this.builder = builder;
    this.operands = operands;
    this.division = new PpcDivision(builder, operands);
    this.masks = new PpcMasks(builder, operands);
  }

  void select(Insn insn) {
    boolean wide = insn.kind().is64();
    switch (insn.op()) {
      case ADD -> add(insn);
      case SUB -> subtract(insn);
      case MUL -> multiply(insn);
      case DIV, REM -> division.select(insn);
      case AND, OR, XOR -> logical(insn);
      case SHL -> shift(insn, wide ? PpcOp.SLD : PpcOp.SLW);
      case SHR -> shift(insn, wide ? PpcOp.SRAD : PpcOp.SRAW);
      case USHR -> shift(insn, wide ? PpcOp.SRD : PpcOp.SRW);
      case NEG -> unary(insn, PpcLir.RR, PpcOp.NEG);
      case ABS -> {
        PpcOp sign = wide ? PpcOp.SRADI : PpcOp.SRAWI;
        unary(insn, PpcLir.ABS, sign);
      }
      case MIN -> minmax(insn, Cond.LT);
      case MAX -> minmax(insn, Cond.GT);
      case MULHI -> binary(insn, PpcOp.MULHD, insn.arg(0), insn.arg(1));
      case UMULHI -> binary(insn, PpcOp.MULHDU, insn.arg(0), insn.arg(1));
      case BSWAP -> swapBytes(insn);
      case BITCOUNT, CLZ, CTZ -> count(insn, insn.arg(0).kind().is64());
      default -> throw new IllegalArgumentException("no selection for " + insn);
    }
  }

  private void unary(Insn insn, PpcLir shape, PpcOp op) {
    operands.add(insn, new PpcInsn(shape, op, operands.result(insn), operands.low(insn.arg(0))));
  }

  /** An operation on whole registers whose low half depends on the operands' low halves. */
  private void binary(Insn insn, PpcOp op, Insn left, Insn right) {
    int a = operands.low(left);
    int b = operands.low(right);
    operands.add(insn, new PpcInsn(PpcLir.RRR, op, operands.result(insn), a, b));
  }

  private void add(Insn insn) {
    Insn a = insn.arg(0).isConst() ? insn.arg(1) : insn.arg(0);
    Insn b = insn.arg(0).isConst() ? insn.arg(0) : insn.arg(1);
    if (!addsConstant(insn, a, b, false)) {
      binary(insn, PpcOp.ADD, a, b);
    }
  }

  private boolean addsConstant(Insn insn, Insn a, Insn b, boolean negated) {
    if (!b.isConst()) {
      return false;
    }
    long bits = negated ? -PpcOperands.bits(b) : PpcOperands.bits(b);
    if (!PpcOperands.isAddend(bits)) {
      return false;
    }
    operands.add(insn, PpcOperands.plus(operands.result(insn), operands.low(a), bits));
    return true;
  }

  private void subtract(Insn insn) {
    Insn a = insn.arg(0);
    Insn b = insn.arg(1);
    if (addsConstant(insn, a, b, true)) {
      return;
    }
    if (a.isConst() && PpcOperands.isShort(PpcOperands.bits(a))) {
      operands.add(
          insn,
          new PpcInsn(PpcLir.RR, PpcOp.SUBFIC, operands.result(insn), operands.low(b))
              .numbers(PpcOperands.bits(a)));
    } else {
      binary(insn, PpcOp.SUBF, b, a);
    }
  }

  private void multiply(Insn insn) {
    boolean wide = insn.kind().is64();
    Insn a = insn.arg(0).isConst() ? insn.arg(1) : insn.arg(0);
    Insn b = insn.arg(0).isConst() ? insn.arg(0) : insn.arg(1);
    long factor = b.isConst() ? PpcOperands.bits(b) : Long.MIN_VALUE;
    if (factor > 1 && Long.bitCount(factor) == 1) {
      int shift = Long.numberOfTrailingZeros(factor);
      PpcOp op = wide ? PpcOp.SLDI : PpcOp.SLWI;
      builder.add(
          new PpcInsn(PpcLir.RR, op, operands.result(insn), operands.low(a)).numbers(shift));
    } else if (PpcOperands.isShort(factor)) {
      operands.add(
          insn,
          new PpcInsn(PpcLir.RR, PpcOp.MULLI, operands.result(insn), operands.low(a))
              .numbers(factor));
    } else {
      binary(insn, wide ? PpcOp.MULLD : PpcOp.MULLW, a, b);
    }
  }

  /** Of operands with zeros in the upper halves the result has them too. */
  private void logical(Insn insn) {
    Insn a = insn.arg(0).isConst() ? insn.arg(1) : insn.arg(0);
    Insn b = insn.arg(0).isConst() ? insn.arg(0) : insn.arg(1);
    if (b.isConst()) {
      long signed = PpcOperands.bits(b);
      long bits = insn.kind().is64() ? signed : signed & 0xFFFF_FFFFL;
      boolean done =
          switch (insn.op()) {
            case AND -> masks.and(insn, a, bits);
            case OR -> masks.immediate(insn, a, bits, PpcOp.ORI, PpcOp.ORIS);
            default ->
                inverts(insn, a, signed) || masks.immediate(insn, a, bits, PpcOp.XORI, PpcOp.XORIS);
          };
      if (done) {
        return;
      }
    }
    PpcOp op =
        switch (insn.op()) {
          case AND -> PpcOp.AND;
          case OR -> PpcOp.OR;
          default -> PpcOp.XOR;
        };
    // A constant has zeros there, and so what it masks.
    boolean masked = insn.op() == TssaOp.AND && b.isConst();
    int left = masked ? operands.low(a) : operands.like(insn, a);
    int right = operands.like(insn, b);
    builder.add(new PpcInsn(PpcLir.RRR, op, operands.result(insn), left, right));
  }

  private boolean inverts(Insn insn, Insn value, long bits) {
    if (bits != -1) {
      return false;
    }
    operands.add(
        insn, new PpcInsn(PpcLir.RR, PpcOp.NOT, operands.result(insn), operands.low(value)));
    return true;
  }

  private void shift(Insn insn, PpcOp op) {
    Insn distance = insn.arg(1);
    if (distance.isConst()) {
      masks.shift(insn, (int) distance.imm() & (insn.kind().is64() ? 63 : 31));
      return;
    }
    int source = operands.low(insn.arg(0));
    int by = operands.low(distance);
    PpcInsn shift = new PpcInsn(PpcLir.SHIFT, op, operands.result(insn), source, by);
    if (op == PpcOp.SRAW) {
      operands.add(insn, shift);
    } else {
      builder.add(shift);
    }
  }

  private void minmax(Insn insn, Cond cond) {
    int left = operands.like(insn, insn.arg(0));
    int right = operands.like(insn, insn.arg(1));
    PpcOp op = insn.kind().is64() ? PpcOp.CMPD : PpcOp.CMPW;
    builder.add(
        new PpcInsn(PpcLir.MINMAX, op, operands.result(insn), left, right)
            .test(new Cond.Test(cond, null)));
  }

  private void swapBytes(Insn insn) {
    PpcOp op = insn.kind().is64() ? PpcOp.LDBRX : PpcOp.RLWIMI;
    int source = operands.low(insn.arg(0));
    builder.add(new PpcInsn(PpcLir.SWAP_BYTES, op, operands.result(insn), source));
  }

  /** The size is that of the operand, not of the result. */
  private void count(Insn insn, boolean wide) {
    PpcOp bits = wide ? PpcOp.POPCNTD : PpcOp.POPCNTW;
    PpcOp zeros = wide ? PpcOp.CNTLZD : PpcOp.CNTLZW;
    int result = operands.result(insn);
    switch (insn.op()) {
      case CTZ ->
          builder.add(
              new PpcInsn(PpcLir.TRAILING_ZEROS, bits, result, operands.low(insn.arg(0)))
                  .clears(!wide && builder.isWhole(insn)));
      case CLZ -> builder.add(new PpcInsn(PpcLir.RR, zeros, result, operands.low(insn.arg(0))));
      default ->
          // Both halves are counted, each for itself.
          builder.add(new PpcInsn(PpcLir.RR, bits, result, operands.reg(insn.arg(0))));
    }
  }

  /** ADDRESS, REGION and PLUS. */
  void address(Insn insn) {
    int result = operands.result(insn);
    int region = PpcRegisters.BASE.number();
    if (insn.op() == TssaOp.PLUS) {
      if (insn.arg(1).isConst()) {
        operands.add(result, operands.reg(insn.arg(0)), insn.arg(1).imm());
      } else {
        binary(insn, PpcOp.ADD, insn.arg(0), insn.arg(1));
      }
      return;
    }
    long constant = LirBuilder.constantOffset(insn.arg(0), 0);
    if (constant >= 0) {
      operands.add(result, region, constant);
    } else {
      int offset = operands.reg(insn.arg(0));
      builder.add(new PpcInsn(PpcLir.RRR, PpcOp.ADD, result, region, offset));
    }
  }

  /** OFFSET: an address in the region is less than 4 GB behind its base. */
  void offset(Insn insn) {
    int source = operands.reg(insn.arg(0));
    int region = PpcRegisters.BASE.number();
    builder.add(
        new PpcInsn(PpcLir.RRR, PpcOp.SUBF, operands.result(insn), region, source).clears(true));
  }

  /** A copy of the low half, with zeros above. */
  void truncate(int result, int source) {
    builder.add(new PpcInsn(PpcLir.RR, PpcOp.CLRLDI, result, source).numbers(32));
  }
}
