package hotpath.interpreter.link.indy;

import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.classfile.MethodDescriptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes the class that calls of one method of {@code VarHandle} with certain types go to. It asks
 * which class of the library the handle is of, and calls that class's static method: what HotSpot's
 * linker does with method handles.
 *
 * <p>Only classes whose types the arguments can be converted to are asked about, those that need no
 * conversion first; mostly there is one such class.
 */
final class VarHandleSpinner {
  private static final String HANDLE = "Ljava/lang/invoke/VarHandle;";
  private static final String OBJECT = "Ljava/lang/Object;";
  private static final String PACKAGE = "java/lang/invoke/VarHandle";

  private static final List<JavaKind> KINDS =
      List.of(
          JavaKind.REF,
          JavaKind.INT,
          JavaKind.LONG,
          JavaKind.BOOLEAN,
          JavaKind.BYTE,
          JavaKind.CHAR,
          JavaKind.SHORT,
          JavaKind.FLOAT,
          JavaKind.DOUBLE);

  private static final List<String> BOXES_OF_ALL =
      List.of(OBJECT, "Ljava/lang/Number;", "Ljava/lang/Comparable;", "Ljava/io/Serializable;");

  private final AccessMode mode;
  private final MethodDescriptor site;
  private final List<Target> targets = new ArrayList<>();

  /** A class of handles, and the types of its method: coordinates, then values. */
  private record Target(String klass, List<String> arguments, String result, int conversions) {}

  private VarHandleSpinner(AccessMode mode, MethodDescriptor site) {
    this.mode = mode;
    this.site = site;
  }

  /**
   * @param descriptor of the call, without the handle
   */
  static byte[] spin(String className, AccessMode mode, String descriptor) {
    VarHandleSpinner spinner = new VarHandleSpinner(mode, MethodDescriptor.parse(descriptor));
    spinner.findTargets();
    SpunClass spun = new SpunClass(className);
    spun.call('(' + HANDLE + descriptor.substring(1), spinner::body);
    return spun.bytes();
  }

  // ---- Which classes can be meant ----

  private void findTargets() {
    String access = mode.form() == AccessMode.Form.GET ? "ReadOnly" : "ReadWrite";
    for (JavaKind kind : KINDS) {
      if (mode.form().has(kind)) {
        String klass = PACKAGE + plural(kind);
        addTarget(klass + "$FieldInstance" + access, List.of(OBJECT), kind);
        addTarget(klass + "$FieldStatic" + access, List.of(), kind);
        addTarget(klass + "$Array", List.of(OBJECT, "I"), kind);
      }
      if (isViewed(kind) && mode.form().hasView(kind)) {
        String klass = PACKAGE + "ByteArrayAs" + plural(kind);
        addTarget(klass + "$ArrayHandle", List.of(OBJECT, "I"), kind);
        addTarget(klass + "$ByteBufferHandle", List.of(OBJECT, "I"), kind);
      }
    }
    targets.sort(Comparator.comparingInt(Target::conversions));
  }

  private static boolean isViewed(JavaKind kind) {
    return kind.isPrimitive() && kind != JavaKind.BOOLEAN && kind != JavaKind.BYTE;
  }

  private static String plural(JavaKind kind) {
    if (kind == JavaKind.REF) {
      return "References";
    }
    String name = kind.name();
    return name.charAt(0) + name.substring(1).toLowerCase(java.util.Locale.ROOT) + 's';
  }

  private static String descriptor(JavaKind kind) {
    return kind == JavaKind.REF ? OBJECT : String.valueOf(kind.code());
  }

  private void addTarget(String klass, List<String> coordinates, JavaKind kind) {
    List<String> arguments = new ArrayList<>(coordinates);
    for (int i = 0; i < mode.form().valueCount(); i++) {
      arguments.add(descriptor(kind));
    }
    if (arguments.size() != site.arguments().size()) {
      return;
    }
    int conversions = 0;
    for (int i = 0; i < arguments.size(); i++) {
      String from = site.arguments().get(i);
      if (!converts(from, arguments.get(i))) {
        return;
      }
      conversions += JavaKind.of(from) == JavaKind.of(arguments.get(i)) ? 0 : 1;
    }
    String result = descriptor(mode.form().result(kind));
    JavaKind wanted = JavaKind.of(site.returnType());
    boolean fits =
        wanted == JavaKind.VOID
            || (JavaKind.of(result) != JavaKind.VOID && converts(result, site.returnType()));
    if (fits) {
      boolean same = wanted == JavaKind.VOID || wanted == JavaKind.of(result);
      targets.add(new Target(klass, arguments, result, conversions + (same ? 0 : 1)));
    }
  }

  /** Whether {@code MethodHandle.asType} converts. */
  private static boolean converts(String from, String to) {
    JavaKind source = JavaKind.of(from);
    JavaKind target = JavaKind.of(to);
    if (source == JavaKind.REF) {
      return target == JavaKind.REF || isBox(from, target);
    }
    return target == JavaKind.REF ? isBox(to, source) : widens(source, target);
  }

  private static boolean isBox(String type, JavaKind kind) {
    return BOXES_OF_ALL.contains(type) || type.equals('L' + Conversion.boxOf(kind) + ';');
  }

  private static boolean widens(JavaKind from, JavaKind to) {
    return switch (from) {
      case BYTE -> to != JavaKind.BOOLEAN && to != JavaKind.CHAR;
      case SHORT, CHAR -> from == to || isIntOrWider(to);
      case INT -> isIntOrWider(to);
      case LONG -> to == JavaKind.LONG || to == JavaKind.FLOAT || to == JavaKind.DOUBLE;
      case FLOAT -> to == JavaKind.FLOAT || to == JavaKind.DOUBLE;
      default -> from == to;
    };
  }

  private static boolean isIntOrWider(JavaKind kind) {
    return switch (kind) {
      case INT, LONG, FLOAT, DOUBLE -> true;
      default -> false;
    };
  }

  // ---- Code ----

  private void body(MethodVisitor m) {
    Label start = new Label();
    m.visitLabel(start);
    for (Target target : targets) {
      Label next = new Label();
      m.visitVarInsn(Opcodes.ALOAD, 0);
      m.visitTypeInsn(Opcodes.INSTANCEOF, target.klass());
      m.visitJumpInsn(Opcodes.IFEQ, next);
      call(m, target);
      m.visitLabel(next);
    }
    m.visitVarInsn(Opcodes.ALOAD, 0);
    m.visitLdcInsn(mode.methodName());
    m.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "hotpath/guest/VarHandles",
        "direct",
        "(" + HANDLE + "Ljava/lang/String;)" + HANDLE,
        false);
    m.visitVarInsn(Opcodes.ASTORE, 0);
    m.visitJumpInsn(Opcodes.GOTO, start);
  }

  private void call(MethodVisitor m, Target target) {
    m.visitVarInsn(Opcodes.ALOAD, 0);
    int local = 1;
    for (int i = 0; i < target.arguments().size(); i++) {
      JavaKind kind = site.argumentKinds().get(i);
      SpunClass.load(m, kind, local);
      Conversion.convert(m, site.arguments().get(i), target.arguments().get(i));
      local += kind.classFileSlots();
    }
    String types = String.join("", target.arguments());
    m.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        target.klass(),
        mode.methodName(),
        "(" + HANDLE + types + ')' + target.result(),
        false);
    Conversion.convert(m, target.result(), site.returnType());
    SpunClass.ret(m, JavaKind.of(site.returnType()));
  }
}
