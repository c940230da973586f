package hotpath.backend.x86;

import hotpath.platform.HostEnvironment;
import hotpath.platform.memory.CodeMemory;
import hotpath.platform.memory.NativeEntry;
import org.jspecify.annotations.Nullable;

/** What the processor that this process runs on can do, asked of itself. */
final class X86Host {
  private static final int FEATURES = 1;
  private static final int EXTENDED_FEATURES = 7;
  private static final int AMD_FEATURES = 0x8000_0001;

  private X86Host() {}

  /** Null if the host is no x86-64, or one without SSE4.1. */
  static @Nullable CpuFeatures features() {
    String architecture = HostEnvironment.property("os.arch");
    if (!"amd64".equals(architecture) && !"x86_64".equals(architecture)) {
      return null;
    }
    X86Assembler assembler = new X86Assembler(CpuFeatures.BASELINE);
    assembler.emit(X86Op.PUSH, Gpr.RBX);
    assembler.emit(X86Op.MOV, Size.D, Gpr.RAX, Gpr.RDI);
    assembler.emit(X86Op.MOV, Size.D, Gpr.RCX, Gpr.RSI);
    assembler.emit(X86Op.CPUID);
    // ecx:ebx
    assembler.emit(X86Op.SHL, Size.Q, Gpr.RCX, Operand.imm(32));
    assembler.emit(X86Op.MOV, Size.D, Gpr.RAX, Gpr.RBX);
    assembler.emit(X86Op.OR, Size.Q, Gpr.RAX, Gpr.RCX);
    assembler.emit(X86Op.POP, Gpr.RBX);
    assembler.emit(X86Op.RET);
    byte[] code = assembler.finish().bytes();
    try (CodeMemory memory = new CodeMemory(code.length)) {
      memory.write(0, code);
      long entry = memory.executableAddress();
      int leaf1Ecx = (int) (NativeEntry.enter(entry, FEATURES, 0) >>> 32);
      int leaf7Ebx = (int) NativeEntry.enter(entry, EXTENDED_FEATURES, 0);
      int extendedEcx = (int) (NativeEntry.enter(entry, AMD_FEATURES, 0) >>> 32);
      return CpuFeatures.ofCpuid(leaf1Ecx, leaf7Ebx, extendedEcx);
    } catch (UnsupportedOperationException tooOld) {
      return null;
    }
  }
}
