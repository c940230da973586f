package hotpath.interpreter.link.indy;

import hotpath.interpreter.classfile.ClassFile;
import hotpath.interpreter.classfile.Constant.BootstrapMethod;
import hotpath.interpreter.classfile.Constant.ClassConstant;
import hotpath.interpreter.classfile.Constant.DynamicConstant;
import hotpath.interpreter.classfile.Constant.InvokeDynamicConstant;
import hotpath.interpreter.classfile.Constant.MethodHandleConstant;
import hotpath.interpreter.classfile.Constant.MethodTypeConstant;
import hotpath.interpreter.classfile.MethodDescriptor;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.link.GuestCalls;
import hotpath.interpreter.link.Initialization;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.LinkageFailure;
import hotpath.interpreter.link.Loader;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.link.Resolution;
import hotpath.interpreter.link.SystemDictionary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Links call sites of {@code invokedynamic}: finds what its bootstrap method stands for and makes a
 * class with the static method that the site then calls. Once linked, a site stays so.
 */
public final class CallSites {
  private static final String INVOKE = "java/lang/invoke/";
  private static final String RUNTIME = "java/lang/runtime/";

  // Flags of altMetafactory.
  private static final int SERIALIZABLE = 1;
  private static final int MARKERS = 2;
  private static final int BRIDGES = 4;

  private final SystemDictionary dictionary;
  private final Resolution resolution;
  private final Initialization initialization;
  private final GuestCalls calls;
  private final Map<Site, InstanceKlass> linked = new HashMap<>();
  private final Map<Concat, InstanceKlass> concats = new HashMap<>();
  private int made;

  /** A call site: an instruction of a method. */
  private record Site(Method method, int instruction) {}

  /** What concatenations share one class. */
  private record Concat(String descriptor, String recipe, List<String> constants) {}

  public CallSites(
      SystemDictionary dictionary,
      Resolution resolution,
      Initialization initialization,
      GuestCalls calls) {
    this.dictionary = dictionary;
    this.resolution = resolution;
    this.initialization = initialization;
    this.calls = calls;
  }

  /**
   * The static method that a call site calls, its class initialized.
   *
   * @param instruction index of the instruction in the method
   * @return null if frames were pushed: go on running, and restart the instruction
   */
  public @Nullable Method link(
      GuestThread thread, Method from, int instruction, InvokeDynamicConstant site) {
    Site key = new Site(from, instruction);
    InstanceKlass klass = linked.get(key);
    try {
      if (klass == null) {
        klass = make(thread, from.holder(), site);
        if (klass == null) {
          return null;
        }
        linked.put(key, klass);
      }
    } catch (LinkageFailure failure) {
      calls.raise(thread, failure);
      return null;
    }
    if (!initialization.initialize(thread, klass)) {
      return null;
    }
    for (Method method : klass.methods()) {
      if (method.name().equals(SpunClass.CALL)) {
        return method;
      }
    }
    throw new IllegalStateException(klass + " has no method for its site");
  }

  /** Whether there is a short way to link a call site: without method handles. */
  public static boolean knows(InstanceKlass caller, InvokeDynamicConstant site) {
    BootstrapMethod bootstrap = caller.classFile().bootstrapMethod(site.bootstrapIndex());
    Arguments arguments = new Arguments(caller.classFile(), bootstrap);
    return switch (bootstrap.method().owner() + '.' + bootstrap.method().name()) {
      case INVOKE + "LambdaMetafactory.metafactory",
          INVOKE + "LambdaMetafactory.altMetafactory",
          RUNTIME + "ObjectMethods.bootstrap",
          INVOKE + "StringConcatFactory.makeConcat" ->
          true;
      case INVOKE + "StringConcatFactory.makeConcatWithConstants" -> arguments.areTexts();
      case RUNTIME + "SwitchBootstraps.typeSwitch", RUNTIME + "SwitchBootstraps.enumSwitch" ->
          areLabels(caller.classFile(), arguments);
      default -> false;
    };
  }

  private @Nullable InstanceKlass make(
      GuestThread thread, InstanceKlass caller, InvokeDynamicConstant site) throws LinkageFailure {
    BootstrapMethod bootstrap = caller.classFile().bootstrapMethod(site.bootstrapIndex());
    MethodHandleConstant method = bootstrap.method();
    Arguments arguments = new Arguments(caller.classFile(), bootstrap);
    return switch (method.owner() + '.' + method.name()) {
      case INVOKE + "LambdaMetafactory.metafactory" ->
          lambda(thread, caller, site, arguments, false);
      case INVOKE + "LambdaMetafactory.altMetafactory" ->
          lambda(thread, caller, site, arguments, true);
      case INVOKE + "StringConcatFactory.makeConcatWithConstants" ->
          concat(site, arguments.text(0), arguments.texts(1));
      case INVOKE + "StringConcatFactory.makeConcat" -> {
        int count = MethodDescriptor.parse(site.descriptor()).argumentSlots();
        String recipe = String.valueOf(ConcatSpinner.ARGUMENT).repeat(count);
        yield concat(site, recipe, List.of());
      }
      case RUNTIME + "ObjectMethods.bootstrap" -> recordMethod(caller, site, arguments);
      case RUNTIME + "SwitchBootstraps.typeSwitch", RUNTIME + "SwitchBootstraps.enumSwitch" ->
          selector(caller, site, arguments, method.name().equals("enumSwitch"));
      default -> throw new IllegalStateException("no short way to " + method);
    };
  }

  /** Static arguments of a bootstrap method. */
  private record Arguments(ClassFile classFile, BootstrapMethod bootstrap) {
    int count() {
      return bootstrap.argumentIndexes().size();
    }

    Object get(int index) {
      return classFile.constant(bootstrap.argumentIndexes().get(index));
    }

    String text(int index) {
      return (String) get(index);
    }

    /** The arguments from an index on as texts. */
    List<String> texts(int from) {
      List<String> texts = new ArrayList<>();
      for (int i = from; i < count(); i++) {
        Object constant = get(i);
        texts.add(
            constant instanceof ClassConstant type
                ? type.name().replace('/', '.')
                : constant.toString());
      }
      return texts;
    }

    /** Whether each argument is known as a text here. */
    boolean areTexts() {
      for (int i = 0; i < count(); i++) {
        boolean text = get(i) instanceof String || get(i) instanceof ClassConstant;
        if (!text && !(get(i) instanceof Number)) {
          return false;
        }
      }
      return true;
    }

    String methodType(int index) {
      return ((MethodTypeConstant) get(index)).descriptor();
    }

    MethodHandleConstant handle(int index) {
      return (MethodHandleConstant) get(index);
    }
  }

  // ---- Lambdas ----

  private @Nullable InstanceKlass lambda(
      GuestThread thread,
      InstanceKlass caller,
      InvokeDynamicConstant site,
      Arguments arguments,
      boolean alternative)
      throws LinkageFailure {
    List<String> markers = new ArrayList<>();
    List<String> bridges = new ArrayList<>();
    if (alternative) {
      readAlternative(arguments, markers, bridges);
    }
    LambdaSpinner.Lambda lambda =
        new LambdaSpinner.Lambda(
            site.name(),
            site.descriptor(),
            arguments.methodType(0),
            arguments.handle(1),
            arguments.methodType(2),
            markers,
            bridges);
    List<String> interfaces = new ArrayList<>(markers);
    String returned = MethodDescriptor.parse(site.descriptor()).returnType();
    interfaces.addFirst(Conversion.internalName(returned));
    for (String name : interfaces) {
      if (resolution.load(thread, caller.loader(), name) == null) {
        return null;
      }
    }
    String name = className(caller, "$$Lambda");
    return define(caller, LambdaSpinner.spin(name, lambda));
  }

  /** Flags, then counts of marker interfaces and bridges with what they count. */
  private static void readAlternative(
      Arguments arguments, List<String> markers, List<String> bridges) {
    int at = 3;
    int flags = (Integer) arguments.get(at++);
    if ((flags & MARKERS) != 0) {
      int count = (Integer) arguments.get(at++);
      for (int i = 0; i < count; i++) {
        markers.add(((ClassConstant) arguments.get(at++)).name());
      }
    }
    if ((flags & BRIDGES) != 0) {
      int count = (Integer) arguments.get(at++);
      for (int i = 0; i < count; i++) {
        bridges.add(arguments.methodType(at++));
      }
    }
    if ((flags & SERIALIZABLE) != 0 && !markers.contains("java/io/Serializable")) {
      markers.add("java/io/Serializable");
    }
  }

  // ---- Concatenation ----

  private InstanceKlass concat(InvokeDynamicConstant site, String recipe, List<String> constants)
      throws LinkageFailure {
    String descriptor = ConcatSpinner.generalize(site.descriptor());
    Concat key = new Concat(descriptor, recipe, List.copyOf(constants));
    InstanceKlass klass = concats.get(key);
    if (klass == null) {
      String name = "hotpath/guest/Concat$$" + ++made;
      byte[] bytes = ConcatSpinner.spin(name, descriptor, recipe, constants);
      klass = dictionary.defineForVm(dictionary.boot(), bytes, null);
      concats.put(key, klass);
    }
    return klass;
  }

  // ---- Records ----

  private InstanceKlass recordMethod(
      InstanceKlass caller, InvokeDynamicConstant site, Arguments arguments) throws LinkageFailure {
    String record = ((ClassConstant) arguments.get(0)).name();
    String joined = arguments.text(1);
    List<String> names = joined.isEmpty() ? List.of() : List.of(joined.split(";"));
    List<MethodHandleConstant> getters = new ArrayList<>();
    for (int i = 2; i < arguments.count(); i++) {
      getters.add(arguments.handle(i));
    }
    String name = className(caller, "$$Record");
    RecordSpinner spinner = new RecordSpinner(record, simpleName(caller), names, getters);
    return define(caller, spinner.spin(name, site.name(), site.descriptor()));
  }

  private static String simpleName(InstanceKlass klass) {
    for (ClassFile.InnerClass inner : klass.classFile().innerClasses()) {
      String simple = inner.simpleName();
      if (inner.name().equals(klass.name()) && simple != null) {
        return simple;
      }
    }
    return klass.name().substring(klass.name().lastIndexOf('/') + 1);
  }

  // ---- Switches ----

  private static boolean areLabels(ClassFile classFile, Arguments arguments) {
    for (int i = 0; i < arguments.count(); i++) {
      boolean plain =
          switch (arguments.get(i)) {
            case ClassConstant _, Integer _, String _ -> true;
            case DynamicConstant constant -> enumLabel(classFile, constant) != null;
            default -> false;
          };
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  private InstanceKlass selector(
      InstanceKlass caller, InvokeDynamicConstant site, Arguments arguments, boolean ofEnum)
      throws LinkageFailure {
    String selected = MethodDescriptor.parse(site.descriptor()).arguments().getFirst();
    List<SwitchSpinner.CaseLabel> labels = new ArrayList<>();
    for (int i = 0; i < arguments.count(); i++) {
      labels.add(
          switch (arguments.get(i)) {
            case ClassConstant type -> new SwitchSpinner.CaseLabel.OfType(type.name());
            case Integer value -> new SwitchSpinner.CaseLabel.OfInt(value);
            case String text when ofEnum ->
                new SwitchSpinner.CaseLabel.OfEnum(Conversion.internalName(selected), text);
            case String text -> new SwitchSpinner.CaseLabel.OfString(text);
            case Object other ->
                Objects.requireNonNull(enumLabel(caller.classFile(), (DynamicConstant) other));
          });
    }
    String name = className(caller, "$$Switch");
    String general = "(Ljava/lang/Object;I)I";
    return define(caller, SwitchSpinner.spin(name, general, labels));
  }

  /**
   * The constant of an enum that a dynamic constant stands for by invoking {@code
   * EnumDesc.of(ClassDesc.of(class name), constant name)}; null if it stands for something else.
   */
  private static SwitchSpinner.@Nullable CaseLabel enumLabel(
      ClassFile classFile, DynamicConstant constant) {
    Arguments outer =
        new Arguments(classFile, classFile.bootstrapMethod(constant.bootstrapIndex()));
    boolean described =
        outer.count() == 3
            && outer.get(0) instanceof MethodHandleConstant of
            && of.owner().equals("java/lang/Enum$EnumDesc")
            && outer.get(1) instanceof DynamicConstant;
    if (!described) {
      return null;
    }
    DynamicConstant type = (DynamicConstant) outer.get(1);
    Arguments inner = new Arguments(classFile, classFile.bootstrapMethod(type.bootstrapIndex()));
    return new SwitchSpinner.CaseLabel.OfEnum(inner.text(1).replace('.', '/'), outer.text(2));
  }

  // ---- Classes ----

  private String className(InstanceKlass caller, String kind) {
    return caller.name() + kind + '$' + ++made;
  }

  /** Makes a class that may use whatever {@code caller} may. */
  private InstanceKlass define(InstanceKlass caller, byte[] bytes) throws LinkageFailure {
    Loader loader = caller.loader();
    return dictionary.defineForVm(loader, bytes, caller);
  }
}
