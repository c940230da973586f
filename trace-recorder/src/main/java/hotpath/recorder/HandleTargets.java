package hotpath.recorder;

import hotpath.gc.memory.GuestMemory;
import hotpath.interpreter.link.InjectedFields;
import hotpath.interpreter.link.MethodDescriptorLayout;

/**
 * Where calls by method handles go, as the interpreter will find it: methods are named by the
 * region offsets of their descriptors, 0 for what leads to none.
 */
final class HandleTargets {
  private final GuestMemory memory;

  HandleTargets(GuestMemory memory) {
    this.memory = memory;
  }

  /** What a handle's form is entered by. */
  long entry(int handle) {
    int form = memory.ref(Integer.toUnsignedLong(handle) + InjectedFields.HANDLE_FORM);
    return target(memory.ref(Integer.toUnsignedLong(form) + InjectedFields.FORM_ENTRY));
  }

  /** The method that a member name stands for. */
  long target(int member) {
    return memory.u32(Integer.toUnsignedLong(member) + InjectedFields.MEMBER_TARGET);
  }

  int vtableIndex(long method) {
    return memory.i32(method + MethodDescriptorLayout.VTABLE_INDEX);
  }

  int holder(long method) {
    return memory.i32(method + MethodDescriptorLayout.HOLDER);
  }

  int interfaceIndex(long method) {
    return memory.i32(method + MethodDescriptorLayout.INTERFACE_INDEX);
  }
}
