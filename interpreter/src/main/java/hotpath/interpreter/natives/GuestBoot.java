package hotpath.interpreter.natives;

import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.vm.Vm;
import java.nio.ByteOrder;

/**
 * Natives of {@code hotpath.guest.Boot}: the steps of the short boot that write what no Java code
 * may.
 */
final class GuestBoot {
  private static final int INIT_LEVEL_BOOTED = 4;
  private static final int PAGE_BYTES = 4096;

  private GuestBoot() {}

  static void register(NativeRows rows) {
    rows.add("makeModules", "()V", GuestBoot::makeModules);
    rows.add("writeUnsafeConstants", "()V", GuestBoot::writeUnsafeConstants);
    rows.add("raiseInitLevel", "()V", GuestBoot::raiseInitLevel);
  }

  /**
   * The library is one open module, java.base; the program's classes wait in an unnamed one until
   * their loader has an object.
   */
  private static void makeModules(NativeCall call) {
    Vm vm = call.vm();
    InstanceKlass moduleKlass = vm.dictionary().bootClass("java/lang/Module");
    InstanceKlass descriptorKlass = vm.dictionary().bootClass("java/lang/module/ModuleDescriptor");
    int name = call.keep(vm.strings().intern("java.base"));
    int descriptor = call.keep(vm.allocator().instance(descriptorKlass));
    call.fields()
        .ref(call.handle(descriptor), LibraryField.MODULE_DESCRIPTOR_NAME, call.handle(name));
    call.fields().bool(call.handle(descriptor), LibraryField.MODULE_DESCRIPTOR_OPEN, true);
    int base = call.keep(vm.allocator().instance(moduleKlass));
    call.fields().ref(call.handle(base), LibraryField.MODULE_NAME, call.handle(name));
    call.fields().ref(call.handle(base), LibraryField.MODULE_DESCRIPTOR, call.handle(descriptor));
    int unnamed = vm.allocator().instance(moduleKlass);
    vm.mirrors().modules(call.handle(base), unnamed);
  }

  private static void writeUnsafeConstants(NativeCall call) {
    boolean bigEndian = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    call.fields().i32(0, LibraryField.UNSAFE_ADDRESS_SIZE, Long.BYTES);
    call.fields().i32(0, LibraryField.UNSAFE_PAGE_SIZE, PAGE_BYTES);
    call.fields().bool(0, LibraryField.UNSAFE_BIG_ENDIAN, bigEndian);
    call.fields().bool(0, LibraryField.UNSAFE_UNALIGNED, true);
  }

  private static void raiseInitLevel(NativeCall call) {
    call.fields().i32(0, LibraryField.VM_INIT_LEVEL, INIT_LEVEL_BOOTED);
  }
}
