package hotpath.interpreter.engine.portable;

import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.TssaOp;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Which Java bytecode does what an operation of TSSA does; the bytecodes of one kind differ by it.
 */
final class JavaOpcodes {
  private JavaOpcodes() {}

  static Type type(Kind kind) {
    return switch (kind) {
      case I32, REF -> Type.INT_TYPE;
      case I64, ADDR -> Type.LONG_TYPE;
      case F32 -> Type.FLOAT_TYPE;
      case F64 -> Type.DOUBLE_TYPE;
      case VOID -> Type.VOID_TYPE;
    };
  }

  static int arithmetic(TssaOp op) {
    return switch (op) {
      case ADD -> Opcodes.IADD;
      case SUB -> Opcodes.ISUB;
      case MUL -> Opcodes.IMUL;
      case DIV -> Opcodes.IDIV;
      case REM -> Opcodes.IREM;
      case NEG -> Opcodes.INEG;
      case AND -> Opcodes.IAND;
      case OR -> Opcodes.IOR;
      case XOR -> Opcodes.IXOR;
      case SHL -> Opcodes.ISHL;
      case SHR -> Opcodes.ISHR;
      case USHR -> Opcodes.IUSHR;
      default -> throw new IllegalArgumentException(op.toString());
    };
  }

  static int conversion(TssaOp op) {
    return switch (op) {
      case I2L -> Opcodes.I2L;
      case L2I -> Opcodes.L2I;
      case I2B -> Opcodes.I2B;
      case I2C -> Opcodes.I2C;
      case I2S -> Opcodes.I2S;
      case I2F -> Opcodes.I2F;
      case I2D -> Opcodes.I2D;
      case L2F -> Opcodes.L2F;
      case L2D -> Opcodes.L2D;
      case F2I -> Opcodes.F2I;
      case F2L -> Opcodes.F2L;
      case F2D -> Opcodes.F2D;
      case D2I -> Opcodes.D2I;
      case D2L -> Opcodes.D2L;
      case D2F -> Opcodes.D2F;
      default -> throw new IllegalArgumentException(op.toString());
    };
  }

  static int comparison(Insn insn) {
    boolean is32 = insn.arg(0).kind() == Kind.F32;
    return switch (insn.op()) {
      case LCMP -> Opcodes.LCMP;
      case CMPL -> is32 ? Opcodes.FCMPL : Opcodes.DCMPL;
      case CMPG -> is32 ? Opcodes.FCMPG : Opcodes.DCMPG;
      default -> throw new IllegalArgumentException(insn.toString());
    };
  }
}
