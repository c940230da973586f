package hotpath.interpreter.engine;

import hotpath.gc.memory.GuestMemory;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.frame.ThreadBlock;
import hotpath.interpreter.meaning.LeafRoutine;
import hotpath.interpreter.meaning.LeafRoutines;
import hotpath.platform.memory.NativeEntry;
import hotpath.platform.memory.Upcalls;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.EnumSet;
import java.util.Set;

/**
 * The addresses through which compiled code calls leaf routines: upcall stubs, made when somebody
 * needs one, since each costs milliseconds.
 */
public final class LeafStubs implements AutoCloseable {
  private static final int VERSION_WORD = ThreadBlock.LEAF_TABLE_WORDS - 1;

  private final GuestMemory memory;
  private final Upcalls upcalls = new Upcalls();
  private final long[] addresses = new long[LeafRoutine.values().length];
  private long version;

  public LeafStubs(GuestMemory memory) {
    this.memory = memory;
  }

  /** Makes the stubs that {@code code} calls. */
  public void require(Tssa code) {
    called(code).forEach(this::require);
  }

  /** The routines that {@code code} calls. */
  public static Set<LeafRoutine> called(Tssa code) {
    Set<LeafRoutine> called = EnumSet.noneOf(LeafRoutine.class);
    code.forEach(
        insn -> {
          if (insn.op().has(TssaOp.Trait.CALL)) {
            called.add(LeafRoutine.values()[(int) insn.imm()]);
          } else if (insn.op() == TssaOp.COPY) {
            called.add(LeafRoutine.COPY);
          } else if (insn.op() == TssaOp.REM && insn.kind().isFloat()) {
            called.add(insn.kind() == Kind.F32 ? LeafRoutine.FREM : LeafRoutine.DREM);
          }
        });
    return called;
  }

  /** Makes the stub of a routine. */
  public void require(LeafRoutine routine) {
    if (addresses[routine.number()] == 0) {
      addresses[routine.number()] = make(routine);
      version++;
    }
  }

  private long make(LeafRoutine routine) {
    if (routine == LeafRoutine.COPY) {
      return NativeEntry.hostFunction("memmove");
    }
    Class<?>[] types = new Class<?>[routine.arguments().size() + 1];
    types[0] = long.class;
    for (int i = 1; i < types.length; i++) {
      types[i] = javaType(routine.arguments().get(i - 1));
    }
    MethodType type = MethodType.methodType(javaType(routine.result()), types);
    try {
      MethodHandle target =
          MethodHandles.lookup().findStatic(LeafRoutines.class, routine.javaName(), type);
      return upcalls.address(MethodHandles.insertArguments(target, 0, memory.base()));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new IllegalStateException("leaf routine " + routine + " has no definition", e);
    }
  }

  private static Class<?> javaType(Kind kind) {
    return switch (kind) {
      case VOID -> void.class;
      case I32, REF -> int.class;
      case I64, ADDR -> long.class;
      case F32 -> float.class;
      case F64 -> double.class;
    };
  }

  /**
   * Writes the addresses to a thread's table, if there are new ones. The table's last word says
   * which addresses it has; a new thread's is 0.
   */
  public void install(GuestThread thread) {
    long table = thread.block() + ThreadBlock.LEAF_TABLE;
    long installed = table + 8L * VERSION_WORD;
    if (memory.i64(installed) != version) {
      for (int i = 0; i < addresses.length; i++) {
        memory.i64(table + 8L * i, addresses[i]);
      }
      memory.i64(installed, version);
    }
  }

  @Override
  public void close() {
    upcalls.close();
  }
}
