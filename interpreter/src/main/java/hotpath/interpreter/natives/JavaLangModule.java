package hotpath.interpreter.natives;

import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.link.Loader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Natives and replaced methods around modules: the library is one module that everybody reads, and
 * exports and opens what its modules export and open to everybody; what they do for each other is
 * within it. Other modules are open. So the tables are not needed that phase 2 of the boot would
 * make. Security properties are here for the same reason: what would read them is left out.
 */
final class JavaLangModule {
  private static final NativeMethod YES = call -> call.returnBoolean(true);

  private JavaLangModule() {}

  static void register(NativeRows rows) {
    String ofPackage = "(Ljava/lang/String;)Z";
    String toModule = "(Ljava/lang/String;Ljava/lang/Module;)Z";
    rows.replace("isExported", ofPackage, JavaLangModule::isExported);
    rows.replace("isExported", toModule, JavaLangModule::isExported);
    rows.replace("isOpen", ofPackage, JavaLangModule::isOpen);
    rows.replace("isOpen", toModule, JavaLangModule::isOpen);
    rows.replace("isReflectivelyExported", toModule, JavaLangModule::isExported);
    rows.replace("isReflectivelyOpened", toModule, JavaLangModule::isOpen);
    rows.replace("canRead", "(Ljava/lang/Module;)Z", YES);
    rows.replace("canUse", "(Ljava/lang/Class;)Z", YES);
    rows.add(
        "defineModule0",
        "(Ljava/lang/Module;ZLjava/lang/String;Ljava/lang/String;" + "[Ljava/lang/Object;)V",
        JavaLangModule::defineModule);
    rows.add("addReads0", "(Ljava/lang/Module;Ljava/lang/Module;)V", NativeRows.NOTHING);
    rows.add(
        "addExports0",
        "(Ljava/lang/Module;Ljava/lang/String;Ljava/lang/Module;)V",
        NativeRows.NOTHING);
    rows.add("addExportsToAll0", "(Ljava/lang/Module;Ljava/lang/String;)V", NativeRows.NOTHING);
    rows.add(
        "addExportsToAllUnnamed0", "(Ljava/lang/Module;Ljava/lang/String;)V", NativeRows.NOTHING);
  }

  /** Of a module made at run time: the packages in argument 4 are its own. */
  private static void defineModule(NativeCall call) {
    int module = call.ref(0);
    int loaderObject = call.fields().ref(module, LibraryField.MODULE_LOADER);
    if (module == call.vm().mirrors().baseModule() || call.ref(4) == 0) {
      return;
    }
    String name = call.vm().strings().read(call.fields().ref(module, LibraryField.MODULE_NAME));
    Loader loader = call.vm().loaders().of(loaderObject);
    Loader.NamedModule named = new Loader.NamedModule(name, loader.references().add(call.ref(0)));
    int count = call.lengthOf(call.ref(4));
    for (int i = 0; i < count; i++) {
      String packageName = call.vm().strings().read(call.element(call.ref(4), i));
      loader.module(packageName.replace('.', '/'), named);
    }
  }

  private static void isExported(NativeCall call) {
    answer(call, call.vm().classPath().boot()::exports);
  }

  private static void isOpen(NativeCall call) {
    answer(call, call.vm().classPath().boot()::opens);
  }

  /**
   * Whether module 0 lets module 2, if there is one, into package 1.
   *
   * @param rule of the library for packages
   */
  private static void answer(NativeCall call, Predicate<String> rule) {
    boolean two = call.method().argumentSlots() == 3;
    String name = call.string(1);
    if (name == null || (two && call.ref(2) == 0)) {
      call.throwNullPointer();
      return;
    }
    boolean within = two && call.ref(2) == call.ref(0);
    boolean library = call.ref(0) == call.vm().mirrors().baseModule();
    call.returnBoolean(within || !library || rule.test(name));
  }

  static void registerLayer(NativeRows rows) {
    rows.replace("boot", "()Ljava/lang/ModuleLayer;", "Modules", "bootLayer");
    rows.replace("findModule", "(Ljava/lang/String;)Ljava/util/Optional;", "Modules", "findModule");
  }

  static void registerServices(NativeRows rows) {
    rows.replace(
        "iteratorFor", "(Ljava/lang/ClassLoader;)Ljava/util/Iterator;", "Services", "providers");
  }

  /** Of {@code hotpath.guest.Services}. */
  static void registerProviders(NativeRows rows) {
    rows.add("service", "(Ljava/lang/Object;)Ljava/lang/String;", JavaLangModule::service);
    rows.add(
        "providerNames",
        "(Ljava/lang/String;)[Ljava/lang/String;",
        call ->
            returnStrings(
                call,
                call.vm().classPath().boot().providers(Objects.requireNonNull(call.string(0)))));
  }

  private static void service(NativeCall call) {
    int loader = call.fields().ref(call.ref(0), LibraryField.SERVICE_LOOKUP_LOADER);
    call.returnRef(call.fields().ref(loader, LibraryField.SERVICE_LOADER_NAME));
  }

  static void registerModules(NativeRows rows) {
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
    returnStrings(call, new ArrayList<>(new TreeSet<>(call.vm().classPath().boot().packages())));
  }

  private static void returnStrings(NativeCall call, List<String> names) {
    int array = call.newArray("java/lang/String", names.size());
    for (int i = 0; i < names.size(); i++) {
      int name = call.vm().strings().make(names.get(i));
      call.setElement(call.handle(array), i, name);
    }
    call.returnRef(call.handle(array));
  }

  static void registerSecurity(NativeRows rows) {
    rows.replace("initialize", "()V", "SecurityProperties", "initialize");
  }

  static void registerSecurityProperties(NativeRows rows) {
    rows.add("read", "()[Ljava/lang/String;", JavaLangModule::securityProperties);
    rows.add("set", "(Ljava/util/Properties;)V", JavaLangModule::setSecurityProperties);
  }

  private static void securityProperties(NativeCall call) {
    List<String> flat = new ArrayList<>();
    call.vm()
        .classPath()
        .boot()
        .securityProperties()
        .forEach(
            (name, value) -> {
              flat.add(name);
              flat.add(value);
            });
    returnStrings(call, flat);
  }

  private static void setSecurityProperties(NativeCall call) {
    call.fields().ref(0, LibraryField.SECURITY_PROPERTIES, call.ref(0));
    call.fields().ref(0, LibraryField.SECURITY_INITIAL_PROPERTIES, call.ref(0));
  }
}
