package hotpath.interpreter.meaning;

import static hotpath.interpreter.meaning.Handler.AALOAD;
import static hotpath.interpreter.meaning.Handler.ACONST_NULL;
import static hotpath.interpreter.meaning.Handler.ALOAD;
import static hotpath.interpreter.meaning.Handler.ARETURN;
import static hotpath.interpreter.meaning.Handler.ARRAYLENGTH;
import static hotpath.interpreter.meaning.Handler.ASTORE;
import static hotpath.interpreter.meaning.Handler.BALOAD;
import static hotpath.interpreter.meaning.Handler.BASTORE;
import static hotpath.interpreter.meaning.Handler.DADD;
import static hotpath.interpreter.meaning.Handler.DALOAD;
import static hotpath.interpreter.meaning.Handler.DCMPG;
import static hotpath.interpreter.meaning.Handler.DCONST;
import static hotpath.interpreter.meaning.Handler.DDIV;
import static hotpath.interpreter.meaning.Handler.DLOAD;
import static hotpath.interpreter.meaning.Handler.DMUL;
import static hotpath.interpreter.meaning.Handler.DSTORE;
import static hotpath.interpreter.meaning.Handler.DSUB;
import static hotpath.interpreter.meaning.Handler.DUP;
import static hotpath.interpreter.meaning.Handler.FADD;
import static hotpath.interpreter.meaning.Handler.FDIV;
import static hotpath.interpreter.meaning.Handler.FLOAD;
import static hotpath.interpreter.meaning.Handler.FMUL;
import static hotpath.interpreter.meaning.Handler.FSTORE;
import static hotpath.interpreter.meaning.Handler.GETFIELD_F64;
import static hotpath.interpreter.meaning.Handler.GETFIELD_I32;
import static hotpath.interpreter.meaning.Handler.GETFIELD_I8;
import static hotpath.interpreter.meaning.Handler.GETFIELD_REF;
import static hotpath.interpreter.meaning.Handler.GETSTATIC_I8;
import static hotpath.interpreter.meaning.Handler.GOTO;
import static hotpath.interpreter.meaning.Handler.I2B;
import static hotpath.interpreter.meaning.Handler.I2D;
import static hotpath.interpreter.meaning.Handler.I2F;
import static hotpath.interpreter.meaning.Handler.I2L;
import static hotpath.interpreter.meaning.Handler.I2S;
import static hotpath.interpreter.meaning.Handler.IADD;
import static hotpath.interpreter.meaning.Handler.IALOAD;
import static hotpath.interpreter.meaning.Handler.IAND;
import static hotpath.interpreter.meaning.Handler.IASTORE;
import static hotpath.interpreter.meaning.Handler.ICONST;
import static hotpath.interpreter.meaning.Handler.IFEQ;
import static hotpath.interpreter.meaning.Handler.IFGE;
import static hotpath.interpreter.meaning.Handler.IFGT;
import static hotpath.interpreter.meaning.Handler.IFLE;
import static hotpath.interpreter.meaning.Handler.IFLT;
import static hotpath.interpreter.meaning.Handler.IFNE;
import static hotpath.interpreter.meaning.Handler.IFNONNULL;
import static hotpath.interpreter.meaning.Handler.IF_ICMPEQ;
import static hotpath.interpreter.meaning.Handler.IF_ICMPGE;
import static hotpath.interpreter.meaning.Handler.IF_ICMPGT;
import static hotpath.interpreter.meaning.Handler.IINC;
import static hotpath.interpreter.meaning.Handler.ILOAD;
import static hotpath.interpreter.meaning.Handler.IMUL;
import static hotpath.interpreter.meaning.Handler.INVOKENONVIRTUAL;
import static hotpath.interpreter.meaning.Handler.INVOKESTATIC;
import static hotpath.interpreter.meaning.Handler.INVOKEVIRTUAL;
import static hotpath.interpreter.meaning.Handler.IOR;
import static hotpath.interpreter.meaning.Handler.IREM;
import static hotpath.interpreter.meaning.Handler.IRETURN;
import static hotpath.interpreter.meaning.Handler.ISHL;
import static hotpath.interpreter.meaning.Handler.ISTORE;
import static hotpath.interpreter.meaning.Handler.ISUB;
import static hotpath.interpreter.meaning.Handler.IUSHR;
import static hotpath.interpreter.meaning.Handler.IXOR;
import static hotpath.interpreter.meaning.Handler.L2I;
import static hotpath.interpreter.meaning.Handler.LADD;
import static hotpath.interpreter.meaning.Handler.LAND;
import static hotpath.interpreter.meaning.Handler.LCMP;
import static hotpath.interpreter.meaning.Handler.LCONST;
import static hotpath.interpreter.meaning.Handler.LLOAD;
import static hotpath.interpreter.meaning.Handler.LMUL;
import static hotpath.interpreter.meaning.Handler.LREM;
import static hotpath.interpreter.meaning.Handler.LSHL;
import static hotpath.interpreter.meaning.Handler.LSHR;
import static hotpath.interpreter.meaning.Handler.LSTORE;
import static hotpath.interpreter.meaning.Handler.LUSHR;
import static hotpath.interpreter.meaning.Handler.PUTFIELD_I32;
import static hotpath.interpreter.meaning.Handler.PUTFIELD_REF;
import static hotpath.interpreter.meaning.Handler.PUTSTATIC_REF;
import static hotpath.interpreter.meaning.Handler.RETURN;
import static hotpath.interpreter.meaning.Handler.SASTORE;

import hotpath.interpreter.meaning.Handler.Form;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs of words that one handler executes: the one table of them. The threaded engine executes
 * these where a method runs often ({@link hotpath.interpreter.predecode.Fusion}); their code is the
 * meanings of the words, one behind the other.
 *
 * <p>The rows are chosen by what they would have saved in a set of programs and printed by {@code
 * SuperinstructionsTest}, in the order of what each brings: see docs/superinstructions.md.
 */
public enum Superinstruction {
  // Chosen
  ALOAD_ILOAD(ALOAD, ILOAD),
  ILOAD_ILOAD(ILOAD, ILOAD),
  ILOAD_ICONST(ILOAD, ICONST),
  IINC_GOTO_BACK(IINC, GOTO),
  ALOAD_GETFIELD_REF(ALOAD, GETFIELD_REF),
  ALOAD_GETFIELD_I32(ALOAD, GETFIELD_I32),
  ALOAD_ALOAD(ALOAD, ALOAD),
  ILOAD_ILOAD_IF_ICMPGE(ILOAD, ILOAD, IF_ICMPGE),
  IADD_ISTORE_IINC_GOTO_BACK(IADD, ISTORE, IINC, GOTO),
  ICONST_ILOAD_IMUL_ALOAD_ILOAD(ICONST, ILOAD, IMUL, ALOAD, ILOAD),
  ALOAD_INVOKENONVIRTUAL(ALOAD, INVOKENONVIRTUAL),
  LLOAD_LCONST_LAND_LCONST_LCMP(LLOAD, LCONST, LAND, LCONST, LCMP),
  ISTORE_ILOAD(ISTORE, ILOAD),
  LLOAD_LCONST_LCMP_IFEQ(LLOAD, LCONST, LCMP, IFEQ),
  ALOAD_ILOAD_AALOAD_ILOAD_DALOAD(ALOAD, ILOAD, AALOAD, ILOAD, DALOAD),
  ILOAD_I2S_SASTORE_IINC_GOTO_BACK(ILOAD, I2S, SASTORE, IINC, GOTO),
  ICONST_IADD(ICONST, IADD),
  ASTORE_ALOAD(ASTORE, ALOAD),
  ILOAD_ALOAD(ILOAD, ALOAD),
  ILOAD_ICONST_ISUB_INVOKESTATIC(ILOAD, ICONST, ISUB, INVOKESTATIC),
  I2L_LADD_LSTORE(I2L, LADD, LSTORE),
  DLOAD_DADD_DSTORE_DLOAD_DLOAD(DLOAD, DADD, DSTORE, DLOAD, DLOAD),
  ILOAD_ICONST_IAND_IRETURN(ILOAD, ICONST, IAND, IRETURN),
  ISTORE_ALOAD(ISTORE, ALOAD),
  DUP_GETFIELD_F64_DLOAD_ALOAD_GETFIELD_F64(DUP, GETFIELD_F64, DLOAD, ALOAD, GETFIELD_F64),
  ICONST_BASTORE_IINC_GOTO_BACK(ICONST, BASTORE, IINC, GOTO),
  LLOAD_ICONST_LSHR_LSTORE(LLOAD, ICONST, LSHR, LSTORE),
  LLOAD_LLOAD_LMUL_LLOAD_LREM(LLOAD, LLOAD, LMUL, LLOAD, LREM),
  ILOAD_ILOAD_IF_ICMPGT(ILOAD, ILOAD, IF_ICMPGT),
  ILOAD_ILOAD_ICONST_IADD_IF_ICMPGT(ILOAD, ILOAD, ICONST, IADD, IF_ICMPGT),
  LLOAD_ILOAD_I2L_LADD_LSTORE(LLOAD, ILOAD, I2L, LADD, LSTORE),
  DMUL_DADD_DSTORE_IINC_GOTO_BACK(DMUL, DADD, DSTORE, IINC, GOTO),
  ALOAD_ILOAD_IINC(ALOAD, ILOAD, IINC),
  ALOAD_ILOAD_ILOAD(ALOAD, ILOAD, ILOAD),
  ICONST_IAND(ICONST, IAND),
  ALOAD_GETFIELD_REF_ILOAD(ALOAD, GETFIELD_REF, ILOAD),
  IALOAD_I2L_LCONST_LAND(IALOAD, I2L, LCONST, LAND),
  PUTFIELD_REF_ALOAD_ALOAD_PUTFIELD_REF_RETURN(PUTFIELD_REF, ALOAD, ALOAD, PUTFIELD_REF, RETURN),
  BALOAD_IADD_ISTORE_IINC_GOTO_BACK(BALOAD, IADD, ISTORE, IINC, GOTO),
  DCONST_ILOAD_I2D_ILOAD_I2D(DCONST, ILOAD, I2D, ILOAD, I2D),
  ILOAD_I2F_ILOAD_I2F_FMUL(ILOAD, I2F, ILOAD, I2F, FMUL),
  DMUL_DDIV_DADD_DSTORE_FLOAD(DMUL, DDIV, DADD, DSTORE, FLOAD),
  FDIV_FADD_FSTORE_IINC_GOTO_BACK(FDIV, FADD, FSTORE, IINC, GOTO),
  DLOAD_DMUL(DLOAD, DMUL),
  BALOAD_ICONST_IAND(BALOAD, ICONST, IAND),
  AALOAD_ASTORE_ALOAD_ILOAD_ICONST(AALOAD, ASTORE, ALOAD, ILOAD, ICONST),
  ILOAD_IREM_BALOAD_IADD_ISTORE(ILOAD, IREM, BALOAD, IADD, ISTORE),
  ILOAD_IALOAD_AALOAD_ASTORE_ALOAD(ILOAD, IALOAD, AALOAD, ASTORE, ALOAD),
  IADD_IALOAD_ISTORE_IINC_ALOAD(IADD, IALOAD, ISTORE, IINC, ALOAD),
  ALOAD_GETFIELD_I8(ALOAD, GETFIELD_I8),
  DUP_ASTORE(DUP, ASTORE),
  LSTORE_LLOAD_ICONST_LSHR_LSTORE(LSTORE, LLOAD, ICONST, LSHR, LSTORE),
  ALOAD_ILOAD_BALOAD_ICONST_IAND(ALOAD, ILOAD, BALOAD, ICONST, IAND),
  ICONST_ISUB(ICONST, ISUB),
  DLOAD_DLOAD_DADD_DCONST_DCMPG(DLOAD, DLOAD, DADD, DCONST, DCMPG),
  ILOAD_IRETURN(ILOAD, IRETURN),
  ALOAD_GETFIELD_REF_DUP_ASTORE(ALOAD, GETFIELD_REF, DUP, ASTORE),
  GETSTATIC_I8_IFEQ(GETSTATIC_I8, IFEQ),
  ALOAD_GETFIELD_I32_ALOAD_GETFIELD_I32(ALOAD, GETFIELD_I32, ALOAD, GETFIELD_I32),
  PUTFIELD_I32_ALOAD(PUTFIELD_I32, ALOAD),
  DCONST_DLOAD_DMUL_DLOAD_DMUL(DCONST, DLOAD, DMUL, DLOAD, DMUL),
  DLOAD_DLOAD_DMUL_DSTORE_IINC(DLOAD, DLOAD, DMUL, DSTORE, IINC),
  DSTORE_DLOAD_DLOAD_DMUL_DSTORE(DSTORE, DLOAD, DLOAD, DMUL, DSTORE),
  DSUB_DLOAD_DADD_DSTORE_DLOAD(DSUB, DLOAD, DADD, DSTORE, DLOAD),
  ILOAD_ALOAD_GETFIELD_I32_IF_ICMPGE(ILOAD, ALOAD, GETFIELD_I32, IF_ICMPGE),
  ILOAD_ICONST_IF_ICMPGE(ILOAD, ICONST, IF_ICMPGE),
  DUP_GETFIELD_I32_ICONST_IADD_PUTFIELD_I32(DUP, GETFIELD_I32, ICONST, IADD, PUTFIELD_I32),
  IASTORE_ALOAD_ILOAD_ILOAD_IASTORE(IASTORE, ALOAD, ILOAD, ILOAD, IASTORE),
  ISTORE_ALOAD_ILOAD(ISTORE, ALOAD, ILOAD),
  ILOAD_ILOAD_IADD_ILOAD(ILOAD, ILOAD, IADD, ILOAD),
  IALOAD_ISTORE_ALOAD_ILOAD_ALOAD(IALOAD, ISTORE, ALOAD, ILOAD, ALOAD),
  ILOAD_ALOAD_ILOAD_ILOAD_IADD(ILOAD, ALOAD, ILOAD, ILOAD, IADD),
  LLOAD_ILOAD_I2L_LCMP_IFGT(LLOAD, ILOAD, I2L, LCMP, IFGT),
  LLOAD_L2I_ICONST_BASTORE_LLOAD(LLOAD, L2I, ICONST, BASTORE, LLOAD),
  ILOAD_I2L_LADD(ILOAD, I2L, LADD),
  ALOAD_LLOAD_L2I_ICONST_BASTORE(ALOAD, LLOAD, L2I, ICONST, BASTORE),
  ISTORE_ILOAD_ICONST(ISTORE, ILOAD, ICONST),
  ISTORE_ILOAD_ILOAD(ISTORE, ILOAD, ILOAD),
  IADD_I2L_LADD_LSTORE(IADD, I2L, LADD, LSTORE),
  ICONST_ISHL_ILOAD_ICONST_IUSHR(ICONST, ISHL, ILOAD, ICONST, IUSHR),
  BALOAD_INVOKESTATIC(BALOAD, INVOKESTATIC),
  ICONST_GOTO(ICONST, GOTO),
  ICONST_ISTORE(ICONST, ISTORE),
  LLOAD_ALOAD(LLOAD, ALOAD),
  ILOAD_INVOKESTATIC(ILOAD, INVOKESTATIC),
  ALOAD_GETFIELD_REF_ILOAD_BALOAD_IFNE(ALOAD, GETFIELD_REF, ILOAD, BALOAD, IFNE),
  ALOAD_ILOAD_BALOAD_IFGE(ALOAD, ILOAD, BALOAD, IFGE),
  ALOAD_ILOAD_ICONST_IADD(ALOAD, ILOAD, ICONST, IADD),
  LLOAD_L2I_IASTORE_LLOAD_ICONST(LLOAD, L2I, IASTORE, LLOAD, ICONST),
  ALOAD_GETFIELD_REF_ARRAYLENGTH(ALOAD, GETFIELD_REF, ARRAYLENGTH),
  GETFIELD_F64_ALOAD_GETFIELD_F64_DSUB_DSTORE(GETFIELD_F64, ALOAD, GETFIELD_F64, DSUB, DSTORE),
  LLOAD_LADD_LSTORE_ALOAD_ILOAD(LLOAD, LADD, LSTORE, ALOAD, ILOAD),
  DMUL_DLOAD_DMUL(DMUL, DLOAD, DMUL),
  ALOAD_ALOAD_ILOAD(ALOAD, ALOAD, ILOAD),
  ALOAD_DUP_GETFIELD_I32(ALOAD, DUP, GETFIELD_I32),
  IMUL_ICONST_IADD(IMUL, ICONST, IADD),
  ICONST_IMUL_ICONST_IADD(ICONST, IMUL, ICONST, IADD),
  ALOAD_ILOAD_AALOAD_ASTORE(ALOAD, ILOAD, AALOAD, ASTORE),
  ILOAD_IFLT(ILOAD, IFLT),
  ILOAD_IFNE(ILOAD, IFNE),
  GETFIELD_I32_ICONST_IMUL_ICONST_IADD(GETFIELD_I32, ICONST, IMUL, ICONST, IADD),
  ALOAD_ICONST(ALOAD, ICONST),
  ALOAD_ARETURN(ALOAD, ARETURN),
  LLOAD_LCMP_IFLE(LLOAD, LCMP, IFLE),
  ILOAD_ALOAD_ARRAYLENGTH(ILOAD, ALOAD, ARRAYLENGTH),
  ALOAD_ILOAD_IALOAD_ISTORE(ALOAD, ILOAD, IALOAD, ISTORE),
  ALOAD_ILOAD_ALOAD_ILOAD(ALOAD, ILOAD, ALOAD, ILOAD),
  ILOAD_ICONST_IREM_IFNE(ILOAD, ICONST, IREM, IFNE),
  ICONST_IAND_IOR_ISTORE_ILOAD(ICONST, IAND, IOR, ISTORE, ILOAD),
  LSTORE_LLOAD_LLOAD_LCMP_IFLE(LSTORE, LLOAD, LLOAD, LCMP, IFLE),
  ALOAD_INVOKESTATIC(ALOAD, INVOKESTATIC),
  DUP_ISTORE(DUP, ISTORE),
  ICONST_IRETURN(ICONST, IRETURN),
  LLOAD_LMUL_LCONST_LADD_LSTORE(LLOAD, LMUL, LCONST, LADD, LSTORE),
  LCONST_LLOAD_LMUL_LCONST_LADD(LCONST, LLOAD, LMUL, LCONST, LADD),
  IINC_IINC_GOTO_BACK(IINC, IINC, GOTO),
  ALOAD_ARRAYLENGTH(ALOAD, ARRAYLENGTH),
  GETFIELD_I32_ISTORE_ALOAD_GETFIELD_REF_ASTORE(GETFIELD_I32, ISTORE, ALOAD, GETFIELD_REF, ASTORE),
  ILOAD_I2L_ILOAD_LSHL_LSTORE(ILOAD, I2L, ILOAD, LSHL, LSTORE),
  IOR_I2B_ISTORE_ALOAD_ILOAD(IOR, I2B, ISTORE, ALOAD, ILOAD),
  ALOAD_ILOAD_ICONST_ISUB(ALOAD, ILOAD, ICONST, ISUB),
  ILOAD_ILOAD_ICONST_IMUL_IF_ICMPGE(ILOAD, ILOAD, ICONST, IMUL, IF_ICMPGE),
  ALOAD_GETFIELD_I32_IRETURN(ALOAD, GETFIELD_I32, IRETURN),
  IXOR_ISTORE_ILOAD_ILOAD_ICONST(IXOR, ISTORE, ILOAD, ILOAD, ICONST),
  ALOAD_INVOKEVIRTUAL(ALOAD, INVOKEVIRTUAL),
  LUSHR_LSTORE_IINC_GOTO_BACK(LUSHR, LSTORE, IINC, GOTO),
  ISHL_ISTORE_ALOAD_ILOAD_IINC(ISHL, ISTORE, ALOAD, ILOAD, IINC),
  ILOAD_ISUB_ALOAD_GETFIELD_I32_IADD(ILOAD, ISUB, ALOAD, GETFIELD_I32, IADD),
  IADD_ISTORE_ILOAD(IADD, ISTORE, ILOAD),
  LADD_LLOAD_LADD_LSTORE(LADD, LLOAD, LADD, LSTORE),
  LLOAD_LMUL_ALOAD_ILOAD(LLOAD, LMUL, ALOAD, ILOAD),
  DUP_ILOAD_ICONST_ISUB_INVOKESTATIC(DUP, ILOAD, ICONST, ISUB, INVOKESTATIC),
  ILOAD_BASTORE_ALOAD_GETFIELD_REF_ILOAD(ILOAD, BASTORE, ALOAD, GETFIELD_REF, ILOAD),
  ALOAD_ILOAD_IINC_ALOAD_ILOAD(ALOAD, ILOAD, IINC, ALOAD, ILOAD),
  ICONST_ISUB_ISTORE_ILOAD_ILOAD(ICONST, ISUB, ISTORE, ILOAD, ILOAD),
  ALOAD_IFNONNULL(ALOAD, IFNONNULL),
  GETFIELD_I32_ICONST_IUSHR_IRETURN(GETFIELD_I32, ICONST, IUSHR, IRETURN),
  ALOAD_GETFIELD_REF_ALOAD_GETFIELD_I32(ALOAD, GETFIELD_REF, ALOAD, GETFIELD_I32),
  ALOAD_GETFIELD_I8_GOTO(ALOAD, GETFIELD_I8, GOTO),
  ILOAD_GOTO(ILOAD, GOTO),
  ICONST_ALOAD_ILOAD_ILOAD_ISHL(ICONST, ALOAD, ILOAD, ILOAD, ISHL),
  ALOAD_ILOAD_PUTFIELD_I32_ALOAD(ALOAD, ILOAD, PUTFIELD_I32, ALOAD),
  ALOAD_GETFIELD_REF_ARRAYLENGTH_ALOAD_INVOKENONVIRTUAL(
      ALOAD, GETFIELD_REF, ARRAYLENGTH, ALOAD, INVOKENONVIRTUAL),
  DUP_ACONST_NULL_ACONST_NULL_INVOKENONVIRTUAL(DUP, ACONST_NULL, ACONST_NULL, INVOKENONVIRTUAL),
  BALOAD_ALOAD_ILOAD_BALOAD_IF_ICMPEQ(BALOAD, ALOAD, ILOAD, BALOAD, IF_ICMPEQ),
  IMUL_IRETURN(IMUL, IRETURN),
  ALOAD_ALOAD_INVOKENONVIRTUAL(ALOAD, ALOAD, INVOKENONVIRTUAL),
  ISUB_ISTORE(ISUB, ISTORE),
  ARRAYLENGTH_I2L_LCMP_IFGT(ARRAYLENGTH, I2L, LCMP, IFGT),
  ALOAD_ILOAD_INVOKENONVIRTUAL(ALOAD, ILOAD, INVOKENONVIRTUAL);

  // End

  /** Words that one may cover at most. */
  public static final int MOST_WORDS = 5;

  private static final Superinstruction[] ALL = values();

  private final List<Integer> numbers;

  Superinstruction(Handler... parts) {
    Integer[] all = new Integer[parts.length];
    for (int i = 0; i < all.length; i++) {
      boolean isBack = i == all.length - 1 && name().endsWith("_BACK");
      all[i] = isBack ? HandlerNumber.of(parts[i], Form.COUNTING) : HandlerNumber.of(parts[i]);
    }
    numbers = List.of(all);
  }

  static Superinstruction at(int ordinal) {
    return ALL[ordinal];
  }

  /** The one for a sequence of handler numbers, or null. */
  public static @Nullable Superinstruction find(List<Integer> numbers) {
    return BySequence.ALL.get(numbers);
  }

  /** Made when somebody fuses for the first time. */
  private static final class BySequence {
    static final Map<List<Integer>, Superinstruction> ALL =
        Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(s -> s.numbers, s -> s));
  }

  /** The handler numbers of the words that it covers. */
  public List<Integer> numbers() {
    return numbers;
  }

  /** {@code iload iload if_icmplt.counting}. */
  public String text() {
    return numbers().stream().map(HandlerNumber::name).collect(Collectors.joining(" "));
  }

  /** Whether a word may be covered, other than as the last one. */
  public static boolean mayGoOn(Handler handler) {
    return mayEnd(handler) && !handler.isBranch() && !handler.isCall() && !handler.isReturn();
  }

  /**
   * Whether a word may be the last one. Not those that allocate or call leaf routines, whose exits
   * are inside of an operation.
   */
  public static boolean mayEnd(Handler handler) {
    return switch (handler) {
      case FREM, DREM, AASTORE -> false;
      case INVOKESTATIC, INVOKENONVIRTUAL, INVOKEVIRTUAL -> true;
      default ->
          handler.isBranch()
              || handler.isReturn()
              || (handler.compareTo(ACONST_NULL) >= 0 && handler.compareTo(PUTSTATIC_REF) <= 0);
    };
  }
}
