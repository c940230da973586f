package hotpath.launcher.random;

import java.util.ArrayList;
import java.util.List;

/**
 * Random expressions of a type in one method. None changes a local variable; calls change fields.
 * What can throw is written seldom, and often within a try statement.
 */
final class Expressions {
  private static final String[] COMPARISONS = {"<", "<=", ">", ">=", "==", "!="};

  private final Choices choices;
  private final Scope scope;

  Expressions(Choices choices, Scope scope) {
    this.choices = choices;
    this.scope = scope;
  }

  String of(JavaType type) {
    return of(type, 1 + choices.below(3));
  }

  String of(JavaType type, int depth) {
    if (depth <= 0 || choices.oneIn(5)) {
      return leaf(type);
    }
    return switch (type) {
      case INT -> integer(depth);
      case LONG -> longs(depth);
      case DOUBLE -> floating("double", JavaType.DOUBLE, depth);
      case FLOAT -> floating("float", JavaType.FLOAT, depth);
      case BYTE, SHORT, CHAR -> "(" + type.word + ") (" + of(wider(), depth - 1) + ")";
      case BOOLEAN -> condition(depth);
      case STRING -> string(depth);
      case NODE -> node(depth);
    };
  }

  private JavaType wider() {
    return choices.of(JavaType.INT, JavaType.INT, JavaType.LONG, JavaType.DOUBLE, JavaType.FLOAT);
  }

  private String leaf(JavaType type) {
    List<String> names = scope.readable(type);
    int way = choices.weighted(2, names.isEmpty() ? 0 : 6, 2, 2);
    return switch (way) {
      case 0 -> "(" + choices.of(type.constants) + ")";
      case 1 -> choices.of(names);
      case 2 -> "S" + type.letter();
      default -> field(type);
    };
  }

  private String field(JavaType type) {
    return switch (type) {
      case INT, LONG, DOUBLE, BYTE, CHAR -> nonNull() + "." + type.letter();
      case NODE -> nonNull() + ".next";
      default -> element(type);
    };
  }

  /** An object that is hardly ever null. */
  String nonNull() {
    List<String> names = scope.readable(JavaType.NODE);
    if (names.isEmpty() || choices.oneIn(3)) {
      return "ROOT";
    }
    String name = choices.of(names);
    return scope.mayThrow(choices) ? name : "nn(" + name + ")";
  }

  /** An element of an array, mostly within its bounds. */
  String element(JavaType type) {
    String array = "A" + type.letter();
    return array + "[" + index(array) + "]";
  }

  private String index(String array) {
    if (scope.mayThrow(choices)) {
      return of(JavaType.INT, 1);
    }
    List<String> counters = scope.counters();
    if (!counters.isEmpty() && choices.below(3) > 0) {
      String counter = choices.of(counters);
      return choices.of(
          counter + " & 15", counter + " % " + array + ".length", counter + " + 1 & 7");
    }
    return of(JavaType.INT, 1) + " & " + choices.of("15", "7", array + ".length - 1");
  }

  private String binary(JavaType type, int depth, String operator) {
    return "(" + of(type, depth - 1) + " " + operator + " " + of(type, depth - 1) + ")";
  }

  private String divided(JavaType type, int depth) {
    String divisor = of(type, depth - 1);
    return "("
        + of(type, depth - 1)
        + choices.of(" / ", " % ")
        + (scope.mayThrow(choices) ? divisor : "(" + divisor + " | 1)")
        + ")";
  }

  private String integer(int depth) {
    JavaType other = choices.of(JavaType.NUMBERS);
    return switch (choices.weighted(14, 5, 4, 3, 5, 4, 3, 4, 3, 5, 3, 2, 2)) {
      case 0 -> binary(JavaType.INT, depth, choices.of("+", "-", "*", "&", "|", "^"));
      case 1 -> binary(JavaType.INT, depth, choices.of("<<", ">>", ">>>"));
      case 2 -> divided(JavaType.INT, depth);
      case 3 -> "(" + choices.of("-", "~") + of(JavaType.INT, depth - 1) + ")";
      case 4 -> "(int) " + of(other, depth - 1);
      case 5 ->
          choices.oneIn(3)
              ? "AA[" + of(JavaType.INT, 1) + " & 3][" + index("Ai") + "]"
              : element(JavaType.INT);
      case 6 -> choice(JavaType.INT, depth);
      case 7 -> call(JavaType.INT, depth);
      case 8 -> nonNull() + ".v(" + of(JavaType.INT, depth - 1) + ")";
      case 9 ->
          choices.of("Math.max", "Math.min", "Math.floorMod", "Integer.compare")
              + "("
              + of(JavaType.INT, depth - 1)
              + ", "
              + (scope.mayThrow(choices) ? of(JavaType.INT, depth - 1) : "7")
              + ")";
      case 10 ->
          choices.of(
                  "Math.abs",
                  "Integer.bitCount",
                  "Integer.numberOfLeadingZeros",
                  "Integer.reverseBytes",
                  "Integer.highestOneBit")
              + "("
              + of(JavaType.INT, depth - 1)
              + ")";
      case 11 -> "hash(" + of(JavaType.STRING, depth - 1) + ")";
      default -> "face(" + nonNull() + ").w(" + of(JavaType.LONG, depth - 1) + ")";
    };
  }

  private String longs(int depth) {
    return switch (choices.weighted(12, 5, 4, 3, 5, 4, 3, 4, 3)) {
      case 0 -> binary(JavaType.LONG, depth, choices.of("+", "-", "*", "&", "|", "^"));
      case 1 ->
          "("
              + of(JavaType.LONG, depth - 1)
              + choices.of(" << ", " >> ", " >>> ")
              + of(JavaType.INT, depth - 1)
              + ")";
      case 2 -> divided(JavaType.LONG, depth);
      case 3 -> "(" + choices.of("-", "~") + of(JavaType.LONG, depth - 1) + ")";
      case 4 -> "(long) " + of(choices.of(JavaType.NUMBERS), depth - 1);
      case 5 -> element(JavaType.LONG);
      case 6 -> choice(JavaType.LONG, depth);
      case 7 -> call(JavaType.LONG, depth);
      default ->
          "("
              + choices.of("Math.abs", "Long.rotateLeft(5, 3) + Long.reverse", "Long.hashCode")
              + "("
              + of(JavaType.LONG, depth - 1)
              + "))";
    };
  }

  private String floating(String word, JavaType type, int depth) {
    return switch (choices.weighted(12, 2, 4, 3, 3, 3, 3)) {
      case 0 -> binary(type, depth, choices.of("+", "-", "*", "/"));
      case 1 -> binary(type, depth, "%");
      case 2 -> "(" + word + ") " + of(choices.of(JavaType.NUMBERS), depth - 1);
      case 3 -> type == JavaType.DOUBLE ? element(type) : "(-" + of(type, depth - 1) + ")";
      case 4 -> choice(type, depth);
      case 5 -> call(type, depth);
      default ->
          "("
              + word
              + ") "
              + choices.of("Math.sqrt", "Math.abs", "Math.floor", "Math.rint")
              + "("
              + of(type, depth - 1)
              + ")";
    };
  }

  String condition(int depth) {
    return switch (choices.weighted(12, 4, 3, 3, 3, 2)) {
      case 0 -> {
        JavaType type = choices.of(JavaType.NUMBERS);
        yield "("
            + of(type, depth - 1)
            + " "
            + choices.of(COMPARISONS)
            + " "
            + of(type, depth - 1)
            + ")";
      }
      case 1 -> {
        List<String> counters = scope.counters();
        String number = counters.isEmpty() ? of(JavaType.INT, 1) : choices.of(counters);
        yield "((" + number + " & " + choices.of("1", "3", "7", "31") + ") == 0)";
      }
      case 2 -> binary(JavaType.BOOLEAN, depth, choices.of("&&", "||", "^", "&"));
      case 3 -> "(!" + of(JavaType.BOOLEAN, depth - 1) + ")";
      case 4 ->
          "("
              + of(JavaType.NODE, depth - 1)
              + choices.of(" == null", " != ROOT", " instanceof Left", " instanceof Face")
              + ")";
      default -> "(" + of(JavaType.STRING, depth - 1) + " == null)";
    };
  }

  private String choice(JavaType type, int depth) {
    return "("
        + condition(depth - 1)
        + " ? "
        + of(type, depth - 1)
        + " : "
        + of(type, depth - 1)
        + ")";
  }

  private String string(int depth) {
    return switch (choices.weighted(3, 3, 2, 2)) {
      case 0 -> "cut(" + of(JavaType.STRING, depth - 1) + " + " + of(printable(), depth - 1) + ")";
      case 1 -> "String.valueOf(" + of(printable(), depth - 1) + ")";
      case 2 -> choice(JavaType.STRING, depth);
      default -> call(JavaType.STRING, depth);
    };
  }

  /** Types whose text is cheap to make. */
  private JavaType printable() {
    return choices.of(JavaType.INT, JavaType.LONG, JavaType.CHAR, JavaType.BOOLEAN);
  }

  private String node(int depth) {
    return switch (choices.weighted(4, 4, 2, 2, 2)) {
      case 0 ->
          scope.allocates(choices)
              ? "((Node) new "
                  + choices.of("Left", "Right", "Deep")
                  + "("
                  + of(JavaType.INT, depth - 1)
                  + ", "
                  + of(JavaType.NODE, depth - 1)
                  + "))"
              : leaf(JavaType.NODE);
      case 1 -> nonNull() + ".next";
      case 2 -> choice(JavaType.NODE, depth);
      case 3 -> element(JavaType.NODE);
      default -> call(JavaType.NODE, depth);
    };
  }

  private String call(JavaType type, int depth) {
    Callee callee = scope.callee(type, choices);
    return callee == null ? leaf(type) : call(callee, depth);
  }

  String call(Callee callee, int depth) {
    List<String> arguments = new ArrayList<>();
    for (JavaType parameter : callee.parameters()) {
      arguments.add(of(parameter, depth - 1));
    }
    scope.called(callee);
    return callee.call() + String.join(", ", arguments) + ")";
  }
}
