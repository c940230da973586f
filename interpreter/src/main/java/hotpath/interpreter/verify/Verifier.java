package hotpath.interpreter.verify;

import hotpath.interpreter.classfile.ClassFile;
import hotpath.interpreter.classfile.ClassFormatException;
import hotpath.interpreter.classfile.MethodCode;
import hotpath.interpreter.classfile.MethodDescriptor;
import hotpath.interpreter.classfile.MethodInfo;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the code of one class (JVMS 4.10), method by method.
 *
 * <p>A verification can stop because it needs a class: loading may run guest code, which must not
 * happen below host frames. The verifier remembers the methods that are done, and goes on with the
 * one that it stopped in when {@link #run} is called again.
 */
public final class Verifier {
  private static final int FIRST_WITH_FRAMES = 50;
  private static final int FIRST_WITHOUT_INFERENCE = 51;

  /** Starts the message for bad code that no rule has found; tests look for it. */
  static final String UNFORESEEN = "Unforeseen: ";

  private final ClassFile classFile;
  private final Types types;
  private final Types inferredTypes;
  private int nextMethod;

  /**
   * Starts a verification.
   *
   * @param self the class under verification; its super classes and interfaces are loaded
   */
  public Verifier(ClassFile classFile, LoadedClass self, ClassHierarchy hierarchy) {
    this.classFile = classFile;
    this.types = new Types(self, hierarchy, false);
    this.inferredTypes = new Types(self, hierarchy, true);
  }

  /** Goes on until the class is accepted or rejected, or another class must be loaded first. */
  public Verdict run() {
    while (nextMethod < classFile.methods().size()) {
      MethodInfo method = classFile.methods().get(nextMethod);
      if (method.hasCode()) {
        @Nullable Verdict stop = verify(method);
        if (stop != null) {
          return stop;
        }
      }
      nextMethod++;
    }
    return new Verdict.Accepted();
  }

  /** Verifies a method; null if it is good. */
  private @Nullable Verdict verify(MethodInfo method) {
    MethodCode code;
    try {
      code = classFile.code(method);
    } catch (ClassFormatException e) {
      return new Verdict.Rejected(e.errorClass(), e.message());
    }
    MethodCheck inference = new TypeInference(code, inferredTypes);
    if (classFile.majorVersion() < FIRST_WITH_FRAMES || code.hasInlinedSubroutines()) {
      return verify(code, inference, null);
    }
    boolean mayFailOver = classFile.majorVersion() < FIRST_WITHOUT_INFERENCE;
    return verify(code, new TypeChecker(code, types), mayFailOver ? inference : null);
  }

  /**
   * Verifies a method; null if it is good.
   *
   * @param second the check that decides where the first one finds a broken rule; a malformed
   *     StackMapTable is final (so it is for HotSpot)
   */
  private static @Nullable Verdict verify(
      MethodCode code, MethodCheck check, @Nullable MethodCheck second) {
    Verdict.Rejected rejected;
    try {
      check.run();
      return null;
    } catch (ClassNeeded needed) {
      return new Verdict.NeedsClass(needed.name());
    } catch (ClassFormatException e) {
      rejected = new Verdict.Rejected(e.errorClass(), e.message());
      if (!e.errorClass().equals(ClassFormatException.VERIFY_ERROR)) {
        return rejected;
      }
    } catch (Rejection rejection) {
      String message;
      if (!rejection.errorClass().equals(ClassFormatException.VERIFY_ERROR)) {
        message = formatMessage(code, rejection);
      } else if (check instanceof TypeInference) {
        message = oldMessage(code, rejection);
      } else {
        message = message(code, check.at(), rejection);
      }
      rejected = new Verdict.Rejected(rejection.errorClass(), message);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | ClassCastException e) {
      // A check is missing. The code is bad all the same, and a host exception must not meet the
      // guest's.
      rejected = new Verdict.Rejected(ClassFormatException.VERIFY_ERROR, UNFORESEEN + e);
    }
    @Nullable Verdict decision = second == null ? rejected : verify(code, second, null);
    return decision instanceof Verdict.Rejected ? rejected : decision;
  }

  private static String formatMessage(MethodCode code, Rejection rejection) {
    String name = code.owner().name().replace('/', '.') + '.' + code.method().name();
    MethodDescriptor descriptor = MethodDescriptor.parse(code.method().descriptor());
    return rejection.headline() + " in method '" + descriptor.readable(name) + "'";
  }

  private static String message(MethodCode code, int at, Rejection rejection) {
    StringBuilder text = new StringBuilder(rejection.headline());
    text.append("\nException Details:\n  Location:\n    ")
        .append(code)
        .append(" @")
        .append(code.bci(at))
        .append(": ")
        .append(code.opcode(at).mnemonic())
        .append("\n  Reason:\n    ")
        .append(rejection.reason().isEmpty() ? "Error exists in the bytecode" : rejection.reason());
    return text.toString();
  }

  /** The style of the verifier for old class files. */
  private static String oldMessage(MethodCode code, Rejection rejection) {
    return "(class: "
        + code.owner().name()
        + ", method: "
        + code.method().name()
        + " signature: "
        + code.method().descriptor()
        + ") "
        + oldHeadline(rejection.headline());
  }

  private static String oldHeadline(String headline) {
    int end = headline.indexOf(" at constant pool entry");
    if (end > 0) {
      return headline.substring(0, end) + " in constant pool";
    }
    if (headline.startsWith("Illegal constant pool index")) {
      return "Illegal constant pool index";
    }
    return switch (headline) {
      case "Operand stack underflow" -> "Unable to pop operand off an empty stack";
      case "Operand stack overflow" -> "Stack size too large";
      case "Local variable table overflow", "get long/double overflows locals" ->
          "Illegal local variable number";
      case "Bad return type",
          "Method expects a return value",
          "Method does not expect a return value" ->
          "Wrong return type in function";
      default -> headline;
    };
  }
}
