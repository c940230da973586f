package hotpath.backend.ppc;

import static hotpath.backend.ppc.Operand.imm;

import hotpath.platform.HostEnvironment;
import hotpath.platform.memory.CodeMemory;
import hotpath.platform.memory.NativeEntry;
import hotpath.tssa.backend.Label;

/**
 * The processor that this process runs on, and the care for its instruction cache: code that was
 * written is stored from the data cache, line by line, and what the instruction cache holds of the
 * place is dropped (Power ISA, book II, 3.3 and 5.1). The routine that does it is itself written
 * once, into pages that never ran before, which the kernel makes coherent when it maps them.
 */
final class PpcHost {
  /** Lines of POWER8 and later have 128 bytes. */
  private static final int LINE = 128;

  private static final boolean IS_PPC = "ppc64le".equals(HostEnvironment.property("os.arch"));

  private PpcHost() {}

  /** Debian's and all other 64-bit little-endian systems ask for POWER8 at least. */
  static boolean isThis() {
    return IS_PPC;
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
    if (IS_PPC && bytes > 0) {
      long start = address & -LINE;
      NativeEntry.enter(Routine.ADDRESS, start, address + bytes);
    }
  }

  /** r3 is the start, at a line, r4 the end. */
  static byte[] flushRoutine() {
    PpcAssembler assembler = new PpcAssembler(false);
    assembler.emit(PpcOp.MR, Gpr.R5, Gpr.R3);
    forEachLine(assembler, PpcOp.DCBST, Gpr.R5);
    assembler.emit(PpcOp.SYNC);
    forEachLine(assembler, PpcOp.ICBI, Gpr.R3);
    assembler.emit(PpcOp.SYNC);
    assembler.emit(PpcOp.ISYNC);
    assembler.emit(PpcOp.BLR);
    return assembler.finish().bytes();
  }

  private static void forEachLine(PpcAssembler assembler, PpcOp op, Gpr line) {
    Label next = new Label();
    assembler.bind(next);
    assembler.emit(op, line);
    assembler.emit(PpcOp.ADDI, line, line, imm(LINE));
    assembler.emit(PpcOp.CMPLD, line, Gpr.R4);
    assembler.jump(Cond.LT, next);
  }
}
