package hotpath.dump;

import hotpath.interpreter.link.Method;
import hotpath.interpreter.predecode.PreparedMethod;
import hotpath.interpreter.vm.Vm;
import hotpath.platform.CodePosition;
import org.jspecify.annotations.Nullable;

/** What offsets in a guest's memory are called in its program. */
public final class GuestNames {
  private final Vm vm;

  public GuestNames(Vm vm) {
    this.vm = vm;
  }

  /** Where a code word comes from; words of the VM's own have no class. */
  public CodePosition position(long pc) {
    PreparedMethod method = vm.codeMap().find(pc);
    return method == null ? new CodePosition("", "stub", "", 0, -1) : position(method, pc);
  }

  CodePosition position(PreparedMethod prepared, long pc) {
    Method method = prepared.method();
    int bci = prepared.bciAt(pc);
    return new CodePosition(
        method.holder().externalName(),
        method.name(),
        method.signature(),
        bci,
        prepared.code().lineOfBci(bci));
  }

  /** The class with a descriptor at an offset; "null" for 0, which is null's class. */
  String className(long descriptor) {
    return descriptor == 0 ? "null" : vm.klasses().at(descriptor).externalName();
  }

  /** The method with a descriptor at an offset; nothing for 0. */
  @Nullable String methodName(long descriptor) {
    return descriptor == 0 ? null : vm.methods().at(descriptor).toString();
  }
}
