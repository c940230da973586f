package hotpath.interpreter.classfile;

import java.util.ArrayList;
import java.util.List;

/**
 * A parsed method descriptor.
 *
 * <p>Two ways of counting meet here: {@link #argumentSlots()} is the VM's (a long is one slot),
 * {@link #classFileArgumentSlots()} the class file's (a long is two). Neither counts the receiver.
 */
public final class MethodDescriptor {
  private final String text;
  private final List<String> arguments;
  private final List<JavaKind> kinds;
  private final String returnType;
  private final int classFileSlots;

  private MethodDescriptor(String text) {
    this.text = text;
    List<String> types = new ArrayList<>();
    List<JavaKind> typeKinds = new ArrayList<>();
    int slots = 0;
    int at = 1;
    while (text.charAt(at) != ')') {
      int end = endOfType(text, at);
      types.add(text.substring(at, end));
      JavaKind kind = JavaKind.of(text.charAt(at));
      typeKinds.add(kind);
      slots += kind.classFileSlots();
      at = end;
    }
    this.arguments = List.copyOf(types);
    this.kinds = List.copyOf(typeKinds);
    this.returnType = text.substring(at + 1);
    this.classFileSlots = slots;
  }

  /** Parses a well-formed descriptor such as {@code (IJ[Ljava/lang/String;)V}. */
  public static MethodDescriptor parse(String descriptor) {
    return new MethodDescriptor(descriptor);
  }

  private static int endOfType(String text, int start) {
    int at = start;
    while (text.charAt(at) == '[') {
      at++;
    }
    return text.charAt(at) == 'L' ? text.indexOf(';', at) + 1 : at + 1;
  }

  /** The descriptors of the arguments. */
  public List<String> arguments() {
    return arguments;
  }

  /** The kinds of the arguments as declared (a byte is a byte). */
  public List<JavaKind> argumentKinds() {
    return kinds;
  }

  /** Slots of the arguments in the VM, where every value takes one. */
  public int argumentSlots() {
    return kinds.size();
  }

  /** Slots of the arguments in the class file's numbering, where long and double take two. */
  public int classFileArgumentSlots() {
    return classFileSlots;
  }

  /** Descriptor of the result, {@code V} for none. */
  public String returnType() {
    return returnType;
  }

  public JavaKind returnKind() {
    return JavaKind.of(returnType);
  }

  /** {@code void p.A.run(int, java.lang.String)} of a method with that name. */
  public String readable(String name) {
    return readableType(returnType()) + ' ' + name + readableArguments();
  }

  /** {@code (int, java.lang.String)}. */
  public String readableArguments() {
    StringBuilder text = new StringBuilder("(");
    for (int i = 0; i < arguments().size(); i++) {
      text.append(i == 0 ? "" : ", ").append(readableType(arguments().get(i)));
    }
    return text.append(')').toString();
  }

  /** The type of a field as the language writes it: {@code int[]} for {@code [I}. */
  public static String readableType(String descriptor) {
    int dimensions = 0;
    while (descriptor.charAt(dimensions) == '[') {
      dimensions++;
    }
    String element =
        switch (descriptor.charAt(dimensions)) {
          case 'L' ->
              descriptor.substring(dimensions + 1, descriptor.length() - 1).replace('/', '.');
          case 'Z' -> "boolean";
          case 'B' -> "byte";
          case 'C' -> "char";
          case 'S' -> "short";
          case 'I' -> "int";
          case 'J' -> "long";
          case 'F' -> "float";
          case 'D' -> "double";
          default -> "void";
        };
    return element + "[]".repeat(dimensions);
  }

  @Override
  public String toString() {
    return text;
  }
}
