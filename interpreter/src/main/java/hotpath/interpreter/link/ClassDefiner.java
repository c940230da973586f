package hotpath.interpreter.link;

import hotpath.gc.memory.ClassLayout;
import hotpath.gc.memory.MetadataSpace;
import hotpath.interpreter.classfile.ClassFile;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a class from its class file once its super types are loaded: the checks of JVMS 5.3.5, the
 * places of fields, tables of methods, descriptors. A class that fails a check leaves nothing
 * behind but used ids.
 */
final class ClassDefiner {
  private final KlassTable klasses;
  private final MethodTable methods;
  private final MetadataSpace metadata;
  private final DescriptorWriter writer;

  ClassDefiner(
      KlassTable klasses, MethodTable methods, MetadataSpace metadata, DescriptorWriter writer) {
    this.klasses = klasses;
    this.methods = methods;
    this.metadata = metadata;
    this.writer = writer;
  }

  /**
   * Puts other methods in the place of some. Both calls concern one class; only the first may
   * define classes.
   */
  interface Replacer {
    void prepare(ClassFile classFile) throws LinkageFailure;

    void replaceMethods(InstanceKlass klass);
  }

  InstanceKlass define(
      ClassFile classFile,
      Loader loader,
      @Nullable InstanceKlass superKlass,
      List<InstanceKlass> interfaces,
      @Nullable Hiding hiding,
      Replacer replacer)
      throws LinkageFailure {
    replacer.prepare(classFile);
    InstanceKlass klass =
        new InstanceKlass(
            klasses.nextId(), classFile, loader, superKlass, interfaces, methods, hiding);
    if (superKlass != null) {
      checkSuper(klass, superKlass);
    }
    for (InstanceKlass each : interfaces) {
      checkInterface(klass, each);
    }
    klass.layout(
        FieldLayout.place(klass, superKlass, InjectedFields.bytesBehind(klass.name(), loader)));
    List<Method> made = Vtable.build(klass, methods);
    replacer.replaceMethods(klass);
    placeStatics(klass);
    writer.reserve(
        klass, klass.layout().referenceOffsets().length, DescriptorWriter.dispatched(klass).length);
    List<Method> all = new ArrayList<>(Arrays.asList(klass.methods()));
    all.addAll(made);
    writer.writeMethods(all);
    writer.write(klass, kind(klass));
    klasses.add(klass);
    return klass;
  }

  private void placeStatics(InstanceKlass klass) {
    FieldLayout layout = klass.layout();
    if (layout.staticBytes() == 0) {
      return;
    }
    long area = metadata.allocate(layout.staticBytes(), 8);
    klass.staticArea(area);
    for (Field field : klass.fields()) {
      if (field.isStatic()) {
        field.place(area + field.offset());
      }
    }
    for (int offset : layout.staticReferences()) {
      if (klass.loader().kind() == Loader.Kind.GUEST) {
        klass.loader().addStatic(area + offset);
      } else {
        klasses.addStaticReference(area + offset);
      }
    }
  }

  private static int kind(InstanceKlass klass) {
    for (InstanceKlass k = klass; k != null; k = k.superKlass()) {
      if (k.loader().isBoot()) {
        switch (k.name()) {
          case "java/lang/ref/SoftReference" -> {
            return ClassLayout.KIND_SOFT_REFERENCE;
          }
          case "java/lang/ref/WeakReference" -> {
            return ClassLayout.KIND_WEAK_REFERENCE;
          }
          case "java/lang/ref/PhantomReference" -> {
            return ClassLayout.KIND_PHANTOM_REFERENCE;
          }
          case "java/lang/ref/FinalReference" -> {
            return ClassLayout.KIND_FINAL_REFERENCE;
          }
          default -> {}
        }
      }
    }
    return ClassLayout.KIND_INSTANCE;
  }

  private static void checkSuper(InstanceKlass klass, InstanceKlass above) throws LinkageFailure {
    if (above.isInterface()) {
      throw incompatible(
          "class "
              + klass.externalName()
              + " has interface "
              + above.externalName()
              + " as super class");
    }
    if (Modifier.isFinal(above.access())) {
      throw incompatible(
          "class "
              + klass.externalName()
              + " cannot inherit from final class "
              + above.externalName());
    }
    checkSealed(klass, above, "cannot inherit from sealed class ");
    if (!Access.toClass(klass, above)) {
      throw new LinkageFailure(
          "java/lang/IllegalAccessError",
          "class "
              + klass.externalName()
              + " cannot access its superclass "
              + above.externalName()
              + " ("
              + Messages.inModules(klass, above)
              + ")");
    }
  }

  /** What a class that implements a class comes to. */
  static LinkageFailure notAnInterface(String name, InstanceKlass above) {
    return incompatible(
        "class "
            + name.replace('/', '.')
            + " can not implement "
            + above.externalName()
            + ", because it is not an interface ("
            + Messages.inModule(above)
            + ")");
  }

  private static void checkInterface(InstanceKlass klass, InstanceKlass above)
      throws LinkageFailure {
    checkSealed(klass, above, "cannot implement sealed interface ");
    if (!Access.toClass(klass, above)) {
      throw new LinkageFailure(
          "java/lang/IllegalAccessError",
          "class "
              + klass.externalName()
              + " cannot access its superinterface "
              + above.externalName()
              + " ("
              + Messages.inModules(klass, above)
              + ")");
    }
  }

  private static void checkSealed(InstanceKlass klass, InstanceKlass above, String text)
      throws LinkageFailure {
    if (above.classFile().isSealed()
        && !above.classFile().permittedSubclasses().contains(klass.name())) {
      throw incompatible(
          (klass.isInterface() ? "interface " : "class ")
              + klass.externalName()
              + ' '
              + text
              + above.externalName());
    }
  }

  private static LinkageFailure incompatible(String message) {
    return new LinkageFailure("java/lang/IncompatibleClassChangeError", message);
  }
}
