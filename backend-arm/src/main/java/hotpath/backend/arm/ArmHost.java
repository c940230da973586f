package hotpath.backend.arm;

import static hotpath.backend.arm.Operand.imm;

import hotpath.backend.arm.ArmAssembler.Reach;
import hotpath.platform.HostEnvironment;
import hotpath.platform.memory.CodeMemory;
import hotpath.platform.memory.NativeEntry;
import hotpath.tssa.backend.Label;

/**
 * The processor that this process runs on, and the care for its instruction cache: code that was
 * written is cleaned out of the data cache, line by line, and what the instruction cache holds of
 * the place is dropped (Arm ARM, B2.4.4). The routine that does it is itself written once, into
 * pages that never ran before, which the kernel makes coherent when it maps them.
 */
final class ArmHost {
  /** No processor has shorter lines, and a longer one is cleaned twice without harm. */
  private static final int LINE = 16;

  private static final boolean IS_ARM = "aarch64".equals(HostEnvironment.property("os.arch"));

  private ArmHost() {}

  static boolean isThis() {
    return IS_ARM;
  }

  /** Made on the first use, for the whole life of the process. */
  private static final class Routine {
    static final long ADDRESS = install();

    private static long install() {
      byte[] code = flushRoutine();
      CodeMemory memory = new CodeMemory(code.length);
      memory.write(0, code);
      return memory.executableAddress();
    }
  }

  /** Makes written code visible to the fetch of instructions; nothing on another processor. */
  static void flush(long address, long bytes) {
    if (IS_ARM && bytes > 0) {
      long start = address & -LINE;
      NativeEntry.enter(Routine.ADDRESS, start, address + bytes);
    }
  }

  /** x0 is the start, at a line, x1 the end. */
  static byte[] flushRoutine() {
    ArmAssembler assembler = new ArmAssembler(Reach.NEAR);
    assembler.emit(ArmOp.MOV, Size.X, Gpr.X2, Gpr.X0);
    forEachLine(assembler, ArmOp.DC_CVAU, Gpr.X2);
    assembler.emit(ArmOp.DSB_ISH);
    forEachLine(assembler, ArmOp.IC_IVAU, Gpr.X0);
    assembler.emit(ArmOp.DSB_ISH);
    assembler.emit(ArmOp.ISB);
    assembler.emit(ArmOp.RET);
    return assembler.finish().bytes();
  }

  private static void forEachLine(ArmAssembler assembler, ArmOp op, Gpr line) {
    Label next = new Label();
    assembler.bind(next);
    assembler.emit(op, line);
    assembler.emit(ArmOp.ADD_I, Size.X, line, line, imm(LINE));
    assembler.emit(ArmOp.CMP, Size.X, line, Gpr.X1);
    assembler.jump(Cond.LO, next);
  }
}
