package hotpath.tssa.verify;

import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.TssaOp;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The signature of an operation, taken from the text in {@link TssaOp}, and which kinds its {@code
 * T} and {@code S} can stand for.
 */
public final class Signature {
  private static final Map<TssaOp, Signature> ALL = new EnumMap<>(TssaOp.class);

  static {
    for (TssaOp op : TssaOp.values()) {
      ALL.put(op, new Signature(op));
    }
  }

  private final TssaOp op;

  /** One letter for each operand that must be there. */
  private final String operands;

  /** The letter of an operand that may follow, or 0. */
  private final char optional;

  private final boolean variadic;
  private final char result;

  private Signature(TssaOp op) {
    this.op = op;
    String text = op.signature();
    int colon = text.indexOf(':');
    String left = text.substring(0, colon);
    result = text.charAt(colon + 1);
    variadic = left.equals("*");
    boolean more = left.endsWith("?") && left.length() > 1;
    optional = more ? left.charAt(left.length() - 2) : 0;
    operands = variadic ? "" : more ? left.substring(0, left.length() - 2) : left;
  }

  public static Signature of(TssaOp op) {
    Signature signature = ALL.get(op);
    if (signature == null) {
      throw new IllegalStateException("no signature of " + op);
    }
    return signature;
  }

  /** Says what is wrong with the kinds of {@code insn}, or null. */
  public @Nullable String mismatch(Insn insn) {
    int count = insn.argCount();
    if (!variadic
        && count != operands.length()
        && !(optional != 0 && count == operands.length() + 1)) {
      return "has " + count + " operands";
    }
    String wrong = resultMismatch(insn);
    if (wrong != null || variadic) {
      return wrong;
    }
    Kind shared = null;
    for (int i = 0; i < count; i++) {
      char letter = i < operands.length() ? operands.charAt(i) : optional;
      Kind kind = insn.arg(i).kind();
      if (letter == 'S') {
        if (!allowed(kind) || (shared != null && shared != kind)) {
          return "operand " + i + " is " + kind;
        }
        shared = kind;
      } else if (!fits(letter, kind, insn)) {
        return "operand " + i + " is " + kind;
      }
    }
    if (op.has(TssaOp.Trait.COND) && shared != null && !insn.cond().fits(shared)) {
      return "asks " + insn.cond() + " of " + shared;
    }
    return null;
  }

  private @Nullable String resultMismatch(Insn insn) {
    boolean right =
        switch (result) {
          case 'T' -> allowed(insn.kind());
          case 'm' -> insn.kind() == insn.mem().type().kind();
          default -> insn.kind().letter() == result;
        };
    return right ? null : "yields " + insn.kind();
  }

  private static boolean fits(char letter, Kind kind, Insn insn) {
    return switch (letter) {
      case 'T' -> kind == insn.kind();
      case 'm' -> kind == insn.mem().type().kind();
      case 'b' -> kind == Kind.REF || kind == Kind.ADDR;
      case '?' -> kind != Kind.VOID;
      default -> kind.letter() == letter;
    };
  }

  /** Whether the operation exists for the kind that T or S stands for. */
  private boolean allowed(Kind kind) {
    return switch (op) {
      case ADD, SUB, MUL, DIV, REM, NEG, MIN, MAX, ABS -> isInt(kind) || kind.isFloat();
      case AND, OR, XOR, SHL, SHR, USHR, BITCOUNT, CLZ, CTZ, BSWAP -> isInt(kind);
      case SQRT, CMPL, CMPG -> kind.isFloat();
      case FLOOR, CEIL, RINT -> kind == Kind.F64;
      case CALL, CALLEFFECT -> kind != Kind.ADDR;
      case CONST, SLOT -> kind != Kind.VOID && kind != Kind.ADDR;
      default -> kind != Kind.VOID;
    };
  }

  private static boolean isInt(Kind kind) {
    return kind == Kind.I32 || kind == Kind.I64;
  }
}
