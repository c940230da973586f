package hotpath.tssa.backend;

import hotpath.tssa.code.CompileRequest;
import hotpath.tssa.code.CompiledTrace;
import hotpath.tssa.eval.Corners;
import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Every scalar operation on corner values: variable operands, constant ones, both orders. */
public abstract class ScalarContract extends BackendContract {
  private static final String EXIT = " exit 0 end#5 [t pc 0x40 fp 0 sp 5 | ";

  private static final List<TssaOp> INTEGER =
      List.of(
          TssaOp.ADD,
          TssaOp.SUB,
          TssaOp.MUL,
          TssaOp.DIV,
          TssaOp.REM,
          TssaOp.AND,
          TssaOp.OR,
          TssaOp.XOR,
          TssaOp.MIN,
          TssaOp.MAX);
  private static final List<TssaOp> FLOAT =
      List.of(TssaOp.ADD, TssaOp.SUB, TssaOp.MUL, TssaOp.DIV, TssaOp.REM, TssaOp.MIN, TssaOp.MAX);

  private static String slot(String name, Kind kind, int slot) {
    return "  " + name + ":" + kind + " = slot " + slot + "\n";
  }

  private void binary(TssaOp op, Kind a, Kind b, Kind result) {
    String text =
        "trace binary\n"
            + slot("v0", a, 0)
            + slot("v1", b, 1)
            + ("  v2:" + result + " = " + op + " v0, v1\n")
            + ("  leave" + EXIT + "2=v2]\n");
    Tssa tssa = parse(text);
    CompiledTrace trace = machine().compile(CompileRequest.root(1, tssa));
    long[] lefts = Corners.of(a);
    long[] rights = Corners.of(b);
    for (long left : lefts) {
      for (long right : rights) {
        if (!isDivisionByZero(op, b, right)) {
          set(0, a, left);
          set(1, b, right);
          check(tssa, trace);
        }
      }
    }
    machine().links.evict(trace);
    for (long constant : rights) {
      if (!isDivisionByZero(op, b, constant)) {
        withConstant(op, a, b, result, constant, 1, lefts);
      }
    }
    for (long constant : lefts) {
      withConstant(op, b, a, result, constant, 0, rights);
    }
  }

  /** One operand is a constant; the other one is used behind the operation too. */
  private void withConstant(
      TssaOp op, Kind other, Kind kind, Kind result, long constant, int at, long[] values) {
    Tssa tssa = new Tssa("constant", Tssa.Shape.TRACE);
    Tssa model = parse("trace constant\n" + slot("v0", other, 0) + ("  leave" + EXIT + "1=v0]\n"));
    Insn[] args = new Insn[2];
    tssa.newBlock();
    Insn slot = tssa.append(tssa.entry(), model.entry().insns().getFirst().template(), -1);
    args[at] = tssa.constant(kind, constant);
    args[1 - at] = slot;
    Insn value =
        tssa.append(tssa.entry(), new Insn.Template(op, result, args, 0, null, null, null), -1);
    Insn end = model.entry().end();
    var snapshot = Objects.requireNonNull(end.exit().snapshot());
    var entries = List.of(new Snapshot.Entry(1, slot), new Snapshot.Entry(2, value));
    var exit = end.exit().withSnapshot(new Snapshot(entries, null, 0, snapshot.resume()));
    tssa.append(tssa.entry(), end.with(new Insn[0], exit), -1);
    CompiledTrace trace = machine().compile(CompileRequest.root(1, tssa));
    for (long v : values) {
      if (at == 1 || !isDivisionByZero(op, other, v)) {
        set(0, other, v);
        check(tssa, trace);
      }
    }
    machine().links.evict(trace);
  }

  private static boolean isDivisionByZero(TssaOp op, Kind kind, long divisor) {
    return (op == TssaOp.DIV || op == TssaOp.REM) && !kind.isFloat() && divisor == 0;
  }

  /** As the interpreter would: 32 bits are extended by zeros. */
  private void set(int slot, Kind kind, long bits) {
    machine().slot(slot, kind.is64() ? bits : bits & 0xFFFF_FFFFL);
  }

  private void unary(TssaOp op, Kind operand, Kind result) {
    Tssa tssa =
        parse(
            "trace unary\n"
                + slot("v0", operand, 0)
                + ("  v2:" + result + " = " + op + " v0\n")
                + ("  leave" + EXIT + "2=v2 3=v0]\n"));
    CompiledTrace trace = machine().compile(CompileRequest.root(1, tssa));
    for (long value : Corners.of(operand)) {
      set(0, operand, value);
      check(tssa, trace);
    }
    machine().links.evict(trace);
  }

  @Test
  void integersOf32Bits() {
    INTEGER.forEach(op -> binary(op, Kind.I32, Kind.I32, Kind.I32));
  }

  @Test
  void integersOf64Bits() {
    INTEGER.forEach(op -> binary(op, Kind.I64, Kind.I64, Kind.I64));
    binary(TssaOp.MULHI, Kind.I64, Kind.I64, Kind.I64);
    binary(TssaOp.UMULHI, Kind.I64, Kind.I64, Kind.I64);
  }

  @Test
  void shifts() {
    for (TssaOp op : List.of(TssaOp.SHL, TssaOp.SHR, TssaOp.USHR)) {
      binary(op, Kind.I32, Kind.I32, Kind.I32);
      binary(op, Kind.I64, Kind.I32, Kind.I64);
    }
  }

  @Test
  void floatsOf32Bits() {
    FLOAT.forEach(op -> binary(op, Kind.F32, Kind.F32, Kind.F32));
  }

  @Test
  void floatsOf64Bits() {
    FLOAT.forEach(op -> binary(op, Kind.F64, Kind.F64, Kind.F64));
  }

  @Test
  void threeWayComparisons() {
    binary(TssaOp.LCMP, Kind.I64, Kind.I64, Kind.I32);
    for (TssaOp op : List.of(TssaOp.CMPL, TssaOp.CMPG)) {
      binary(op, Kind.F32, Kind.F32, Kind.I32);
      binary(op, Kind.F64, Kind.F64, Kind.I32);
    }
  }

  @Test
  void unaryOperations() {
    for (Kind kind : List.of(Kind.I32, Kind.I64)) {
      for (TssaOp op : List.of(TssaOp.NEG, TssaOp.ABS, TssaOp.BSWAP)) {
        unary(op, kind, kind);
      }
      for (TssaOp op : List.of(TssaOp.BITCOUNT, TssaOp.CLZ, TssaOp.CTZ)) {
        unary(op, kind, Kind.I32);
      }
    }
    for (Kind kind : List.of(Kind.F32, Kind.F64)) {
      for (TssaOp op : List.of(TssaOp.NEG, TssaOp.ABS, TssaOp.SQRT)) {
        unary(op, kind, kind);
      }
    }
    for (TssaOp op : List.of(TssaOp.FLOOR, TssaOp.CEIL, TssaOp.RINT)) {
      unary(op, Kind.F64, Kind.F64);
    }
  }

  @Test
  void conversions() {
    for (TssaOp op : TssaOp.values()) {
      String signature = op.signature();
      if (op.isPure() && signature.length() == 3 && isConversion(op)) {
        unary(op, kind(signature.charAt(0)), kind(signature.charAt(2)));
      }
    }
  }

  private static boolean isConversion(TssaOp op) {
    return op.compareTo(TssaOp.I2L) >= 0 && op.compareTo(TssaOp.I2R) <= 0;
  }

  private static Kind kind(char letter) {
    for (Kind kind : Kind.values()) {
      if (kind.letter() == letter) {
        return kind;
      }
    }
    throw new IllegalArgumentException("kind " + letter);
  }

  @Test
  void conditions() {
    for (Kind kind : List.of(Kind.I32, Kind.I64, Kind.F32, Kind.F64, Kind.REF)) {
      for (Cond cond : Cond.values()) {
        if (cond.fits(kind)) {
          condition(cond, kind);
        }
      }
    }
  }

  /** A condition as a number, as the choice of a value, and as a guard. */
  private void condition(Cond cond, Kind kind) {
    String compared = cond + " v0, v1";
    Tssa tssa =
        parse(
            "trace condition\n"
                + slot("v0", kind, 0)
                + slot("v1", kind, 1)
                + ("  v2:i32 = set " + compared + "\n")
                + ("  v3:i32 = set " + compared + "\n")
                + ("  v4:" + kind + " = select v3, v0, v1\n")
                + ("  v5:i32 = set " + compared + "\n")
                + "  v6:f64 = select v5, 1.5, 2.5\n"
                + ("  v7:i32 = set " + compared + "\n")
                + "  v8:i64 = select v7, 77L, 99L\n"
                + ("  v11:i32 = set " + compared + "\n")
                + "  guard eq v11, 0 else exit 0 yes#1 [t pc 4 fp 0 sp 0 | 2=v2 3=v4 4=v6 5=v8]\n"
                + ("  guard "
                    + compared
                    + " else exit 1 no#2 [t pc 4 fp 0 sp 0 | 2=v2 3=v4 4=v6 5=v8]\n")
                + "  leave exit 2 end#3 [t pc 0x40 fp 0 sp 5]\n");
    CompiledTrace trace = machine().compile(CompileRequest.root(1, tssa));
    long[] values = Corners.of(kind);
    for (long a : values) {
      for (long b : values) {
        set(0, kind, a);
        set(1, kind, b);
        check(tssa, trace);
      }
    }
    machine().links.evict(trace);
    for (long constant : values) {
      conditionWithConstant(cond, kind, constant, values);
    }
  }

  private void conditionWithConstant(Cond cond, Kind kind, long constant, long[] values) {
    if (kind == Kind.REF && constant != 0) {
      return;
    }
    String spelled = spell(kind, constant);
    Tssa tssa =
        parse(
            "trace condition\n"
                + slot("v0", kind, 0)
                + ("  v2:i32 = set " + cond + " v0, " + spelled + "\n")
                + ("  guard " + cond + " v0, " + spelled)
                + (" else exit 0 no#2 [t pc 4 fp 0 sp 0 | 2=v2]\n")
                + ("  guard " + cond + " " + spelled + ", v0")
                + (" else exit 1 no#2 [t pc 4 fp 0 sp 0 | 2=v2]\n")
                + "  leave exit 2 end#3 [t pc 0x40 fp 0 sp 5 | 2=v2]\n");
    CompiledTrace trace = machine().compile(CompileRequest.root(1, tssa));
    for (long a : values) {
      set(0, kind, a);
      check(tssa, trace);
    }
    machine().links.evict(trace);
  }

  private static String spell(Kind kind, long bits) {
    return switch (kind) {
      case I32 -> Integer.toString((int) bits);
      case I64 -> bits + "L";
      case F32 -> "f32:" + Integer.toHexString((int) bits);
      case F64 -> "f64:" + Long.toHexString(bits);
      default -> "null";
    };
  }
}
