package hotpath.interpreter.link;

import hotpath.interpreter.classfile.ClassFile;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A class or interface that a class file defines. {@link ClassDefiner} makes it complete before
 * anybody else sees it: super types loaded, fields placed, tables of methods built, descriptors
 * written.
 */
public final class InstanceKlass extends Klass {
  private static final String GUEST_PACKAGE = "hotpath/guest";

  private final ClassFile classFile;
  private final String packageName;
  private final List<InstanceKlass> interfaces;
  private final List<InstanceKlass> allInterfaces;
  private final Method[] methods;
  private final MethodIndex methodIndex;
  private final Field[] fields;
  private FieldLayout layout = FieldLayout.EMPTY;
  private Method[] vtable = {};
  private List<Method> mirandas = List.of();
  private Map<Method, Method> refusals = Map.of();
  private long staticArea;
  private boolean verified;
  private final @Nullable Hiding hiding;

  InstanceKlass(
      int id,
      ClassFile classFile,
      Loader loader,
      @Nullable InstanceKlass superKlass,
      List<InstanceKlass> interfaces,
      MethodTable methodTable,
      @Nullable Hiding hiding) {
    super(id, classFile.name(), loader, superKlass);
    this.classFile = classFile;
    this.hiding = hiding;
    this.packageName = super.packageName();
    this.interfaces = List.copyOf(interfaces);
    this.allInterfaces = closure(superKlass, interfaces);
    this.methods = new Method[classFile.methods().size()];
    for (int i = 0; i < methods.length; i++) {
      methods[i] =
          methodTable.add(this, classFile.methods().get(i), i, Method.Origin.DECLARED, null);
    }
    this.methodIndex = new MethodIndex(methods);
    this.fields = new Field[classFile.fields().size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = new Field(this, classFile.fields().get(i), i);
    }
  }

  /**
   * Super interfaces in the order of first mention, those of the super class first; an interface
   * itself comes last.
   */
  private List<InstanceKlass> closure(
      @Nullable InstanceKlass superKlass, List<InstanceKlass> direct) {
    List<InstanceKlass> all = new ArrayList<>();
    if (superKlass != null) {
      all.addAll(superKlass.allInterfaces());
    }
    for (InstanceKlass each : direct) {
      for (InstanceKlass above : each.allInterfaces()) {
        if (!all.contains(above)) {
          all.add(above);
        }
      }
    }
    if (isInterface()) {
      all.add(this);
    }
    return List.copyOf(all);
  }

  public ClassFile classFile() {
    return classFile;
  }

  @Override
  public String packageName() {
    return packageName;
  }

  /** Whether the class is one of {@code hotpath.guest}, whose frames nobody is to see. */
  public boolean isGuestSupport() {
    return packageName.equals(GUEST_PACKAGE) && loader().isBoot();
  }

  /** Access flags of the class file. */
  public int access() {
    return classFile.accessFlags();
  }

  @Override
  public boolean isInterface() {
    return Modifier.isInterface(access());
  }

  public boolean isAbstract() {
    return Modifier.isAbstract(access());
  }

  /** The interfaces that the class file names. */
  public List<InstanceKlass> interfaces() {
    return interfaces;
  }

  @Override
  public List<InstanceKlass> allInterfaces() {
    return allInterfaces;
  }

  @Override
  public String typeDescriptor() {
    return 'L' + name() + ';';
  }

  @Override
  public boolean isSubtypeOf(Klass target) {
    return target instanceof InstanceKlass plain
        && (plain.isInterface()
            ? allInterfaces.contains(plain) || plain == this
            : isSubclassOf(plain));
  }

  /** Declared methods in the order of the class file; not to be changed. */
  public Method[] methods() {
    return methods;
  }

  /** Declared fields in the order of the class file; not to be changed. */
  public Field[] fields() {
    return fields;
  }

  /** The method of this name and descriptor that the class itself declares. */
  public @Nullable Method declaredMethod(String name, String signature) {
    return methodIndex.find(name, signature);
  }

  /** The field of this name and descriptor that the class itself declares. */
  public @Nullable Field declaredField(String name, String descriptor) {
    for (Field field : fields) {
      if (field.name().equals(name) && field.descriptor().equals(descriptor)) {
        return field;
      }
    }
    return null;
  }

  /** {@code <clinit>}, if there is one that the version's rules recognize. */
  public @Nullable Method classInitializer() {
    Method method = declaredMethod("<clinit>", "()V");
    return method != null && (method.isStatic() || classFile.majorVersion() < 51) ? method : null;
  }

  /** Whether initialization of an implementing class initializes this interface (JVMS 5.5). */
  boolean declaresDefaultMethods() {
    for (Method method : methods) {
      if (!method.isStatic() && !Modifier.isAbstract(method.access())) {
        return true;
      }
    }
    return false;
  }

  FieldLayout layout() {
    return layout;
  }

  void layout(FieldLayout computed) {
    layout = computed;
  }

  /** Bytes of an instance, header included; a multiple of 8. */
  public int instanceBytes() {
    return layout.instanceBytes();
  }

  /** Region offset of the static fields. */
  public long staticArea() {
    return staticArea;
  }

  void staticArea(long offset) {
    staticArea = offset;
  }

  /** Methods by vtable index, before {@link Method#target}; not to be changed. */
  public Method[] vtable() {
    return vtable;
  }

  void vtable(Method[] built, List<Method> madeMirandas) {
    vtable = built;
    mirandas = madeMirandas;
  }

  /** Methods that only stand for interface methods in this class's vtable. */
  List<Method> mirandas() {
    return mirandas;
  }

  void refusals(Map<Method, Method> made) {
    refusals = Map.copyOf(made);
  }

  /** What throws where a call through an interface would select a method that is not public. */
  @Nullable Method refusal(Method hidden) {
    return refusals.get(hidden);
  }

  /** The class by whose rights this one accesses others: itself, but for one that has a host. */
  InstanceKlass accessor() {
    InstanceKlass host = host();
    return host == null ? this : host;
  }

  /** The class for whose code this hidden one was made and which it may do for; null for none. */
  public @Nullable InstanceKlass host() {
    return hiding == null ? null : hiding.host();
  }

  /** Whether no name leads to the class, as to those of {@code Lookup.defineHiddenClass}. */
  public boolean isHidden() {
    return hiding != null;
  }

  /** Whether the VM wrote the class. */
  public boolean isOfVm() {
    return hiding != null && hiding.ofVm();
  }

  /** Whether a name in the class file means the class itself, which nobody else can find. */
  boolean calls(String internalName) {
    return hiding != null && internalName.equals(name());
  }

  @Override
  public String externalName() {
    String plain = super.externalName();
    return hiding == null ? plain : plain + String.format("/0x%016x", id());
  }

  boolean isVerified() {
    return verified;
  }

  void markVerified() {
    verified = true;
  }
}
