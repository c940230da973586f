package hotpath.interpreter.natives;

import hotpath.interpreter.link.LibraryField;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Natives and replaced methods around modules: the library is one open module that everybody reads,
 * without the tables that phase 2 of the boot would make. Security properties are here for the same
 * reason: what would read them is left out.
 */
final class JavaLangModule {
  private static final NativeMethod YES = call -> call.returnBoolean(true);

  private JavaLangModule() {}

  static void register(NativeRows rows) {
    String ofPackage = "(Ljava/lang/String;)Z";
    String toModule = "(Ljava/lang/String;Ljava/lang/Module;)Z";
    rows.replace("isExported", ofPackage, YES);
    rows.replace("isExported", toModule, YES);
    rows.replace("isOpen", ofPackage, YES);
    rows.replace("isOpen", toModule, YES);
    rows.replace("isReflectivelyExported", toModule, YES);
    rows.replace("isReflectivelyOpened", toModule, YES);
    rows.replace("canRead", "(Ljava/lang/Module;)Z", YES);
    rows.replace("canUse", "(Ljava/lang/Class;)Z", YES);
    rows.add(
        "defineModule0",
        "(Ljava/lang/Module;ZLjava/lang/String;Ljava/lang/String;" + "[Ljava/lang/Object;)V",
        NativeRows.NOTHING);
    rows.add("addReads0", "(Ljava/lang/Module;Ljava/lang/Module;)V", NativeRows.NOTHING);
    rows.add(
        "addExports0",
        "(Ljava/lang/Module;Ljava/lang/String;Ljava/lang/Module;)V",
        NativeRows.NOTHING);
    rows.add("addExportsToAll0", "(Ljava/lang/Module;Ljava/lang/String;)V", NativeRows.NOTHING);
    rows.add(
        "addExportsToAllUnnamed0", "(Ljava/lang/Module;Ljava/lang/String;)V", NativeRows.NOTHING);
  }

  static void registerLayer(NativeRows rows) {
    rows.replace("boot", "()Ljava/lang/ModuleLayer;", "Modules", "bootLayer");
    rows.replace("findModule", "(Ljava/lang/String;)Ljava/util/Optional;", "Modules", "findModule");
  }

  /** Services of modules are not found; those of the class path are. */
  static void registerServices(NativeRows rows) {
    rows.replace("<init>", "(Ljava/util/ServiceLoader;)V", NativeRows.NOTHING);
    rows.replace("hasNext", "()Z", call -> call.returnBoolean(false));
  }

  static void registerResources(NativeRows rows) {
    rows.add("resource", "(Ljava/lang/String;)[B", JavaLangModule::resource);
    rows.add("libraryPackages", "()[Ljava/lang/String;", JavaLangModule::libraryPackages);
    rows.add(
        "packagesField",
        "(Ljava/lang/module/ModuleDescriptor;)Ljava/util/Set;",
        call ->
            call.returnRef(
                call.fields().ref(call.ref(0), LibraryField.MODULE_DESCRIPTOR_PACKAGES)));
    rows.add(
        "setPackagesField",
        "(Ljava/lang/module/ModuleDescriptor;Ljava/util/Set;)V",
        call ->
            call.fields().ref(call.ref(0), LibraryField.MODULE_DESCRIPTOR_PACKAGES, call.ref(1)));
  }

  static void registerDescriptor(NativeRows rows) {
    rows.replace("packages", "()Ljava/util/Set;", "Modules", "packages");
  }

  /** Sorted: the order of the host's own set is nobody's business. */
  private static void libraryPackages(NativeCall call) {
    List<String> names = new ArrayList<>(new TreeSet<>(call.vm().classPath().boot().packages()));
    int array = call.newArray("java/lang/String", names.size());
    for (int i = 0; i < names.size(); i++) {
      int name = call.vm().strings().make(names.get(i));
      call.setElement(call.handle(array), i, name);
    }
    call.returnRef(call.handle(array));
  }

  private static void resource(NativeCall call) {
    String name = Objects.requireNonNull(call.string(0));
    ClassAttributes.returnBytes(call, call.vm().classPath().boot().resource(name));
  }

  static void registerSecurity(NativeRows rows) {
    rows.replace("initialize", "()V", "SecurityProperties", "initialize");
  }

  static void registerSecurityProperties(NativeRows rows) {
    rows.add("set", "(Ljava/util/Properties;)V", JavaLangModule::setSecurityProperties);
  }

  private static void setSecurityProperties(NativeCall call) {
    call.fields().ref(0, LibraryField.SECURITY_PROPERTIES, call.ref(0));
    call.fields().ref(0, LibraryField.SECURITY_INITIAL_PROPERTIES, call.ref(0));
  }
}
