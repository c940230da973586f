package hotpath.launcher.random;

import java.util.List;
import java.util.Set;

/**
 * Random statements of one method. Each has a number; one whose number is dropped is made, so that
 * all others stay as they are, and left out: a program shrinks that way.
 */
final class Statements {
  /** Numbers of statements in one program. */
  static final class Numbers {
    private final Set<Integer> dropped;
    private int next;

    Numbers(Set<Integer> dropped) {
      this.dropped = dropped;
    }

    int count() {
      return next;
    }
  }

  private static final int DEEPEST = 4;

  private final Choices choices;
  private final Scope scope;
  private final Expressions expressions;
  private final Numbers numbers;
  private final JavaType result;
  private int names;

  Statements(Choices choices, Scope scope, Numbers numbers, JavaType result) {
    this.choices = choices;
    this.scope = scope;
    this.numbers = numbers;
    this.result = result;
    expressions = new Expressions(choices, scope);
  }

  String block(int statements, int depth) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < statements; i++) {
      int number = numbers.next++;
      String statement = statement(depth);
      if (!numbers.dropped.contains(number)) {
        text.append(statement);
      }
    }
    return text.toString();
  }

  private static String indent(int depth) {
    return "  ".repeat(depth + 2);
  }

  private String body(int depth) {
    return " {\n" + block(1 + choices.below(3), depth + 1) + indent(depth) + "}";
  }

  private String statement(int depth) {
    scope.statement();
    boolean inner = depth < DEEPEST;
    boolean loop = !scope.labels().isEmpty();
    int many = inner ? 1 : 0;
    return indent(depth)
        + switch (choices.weighted(
            14,
            6,
            4,
            5,
            6,
            8 * many,
            9 * many,
            3 * many,
            4 * many,
            3,
            2,
            loop ? 2 : 0,
            many,
            scope.inTry() ? 1 : 0,
            1)) {
          case 0 -> assignment();
          case 1 -> compound();
          case 2 -> step();
          case 3 -> fieldStore();
          case 4 -> elementStore();
          case 5 -> conditional(depth);
          case 6 -> loop(depth);
          case 7 -> selection(depth);
          case 8 -> attempt(depth);
          case 9 -> callStatement();
          case 10 -> "log(" + expressions.of(choices.of(JavaType.values())) + ");\n";
          case 11 -> jump();
          case 12 -> "synchronized (" + expressions.nonNull() + ")" + body(depth) + "\n";
          case 13 -> thrown();
          default -> array();
        };
  }

  private String assignment() {
    JavaType type = choices.of(JavaType.values());
    List<String> names = scope.writable(type);
    String target = names.isEmpty() ? "S" + type.letter() : choices.of(names);
    return target + " = " + expressions.of(type) + ";\n";
  }

  private String compound() {
    JavaType type = choices.of(JavaType.NUMBERS);
    List<String> names = scope.writable(type);
    String target = names.isEmpty() ? "S" + type.letter() : choices.of(names);
    if (type.isIntegral() && choices.oneIn(3)) {
      String shift = choices.of(" <<= ", " >>= ", " >>>= ");
      return target + shift + expressions.of(JavaType.INT) + ";\n";
    }
    String operator =
        type.isIntegral() ? choices.of("+", "-", "*", "^", "|", "&") : choices.of("+", "-", "*");
    return target + " " + operator + "= " + expressions.of(choices.of(JavaType.INT, type)) + ";\n";
  }

  private String step() {
    JavaType type = choices.of(JavaType.NUMBERS);
    List<String> names = scope.writable(type);
    String target = names.isEmpty() || choices.oneIn(3) ? "S" + type.letter() : choices.of(names);
    return target + choices.of("++", "--") + ";\n";
  }

  private String fieldStore() {
    JavaType type =
        choices.of(
            JavaType.INT,
            JavaType.LONG,
            JavaType.DOUBLE,
            JavaType.BYTE,
            JavaType.CHAR,
            JavaType.NODE);
    String field = type == JavaType.NODE ? "next" : type.letter();
    return expressions.nonNull() + "." + field + " = " + expressions.of(type) + ";\n";
  }

  private String elementStore() {
    JavaType type = choices.of(JavaType.values());
    String value = expressions.of(type);
    return expressions.element(type)
        + (type.isIntegral() && choices.oneIn(3) ? " += " : " = ")
        + value
        + ";\n";
  }

  private String array() {
    JavaType type = choices.of(JavaType.INT, JavaType.LONG, JavaType.DOUBLE, JavaType.NODE);
    String name = "A" + type.letter();
    if (!scope.allocates(choices)) {
      return "AA[" + choices.below(4) + "] = Ai;\n";
    }
    return switch (choices.below(4)) {
      case 0 -> name + " = " + name + ".clone();\n";
      case 1 -> name + " = new " + type.word + "[16];\n";
      case 2 -> "System.arraycopy(" + name + ", 1, " + name + ", 2, 5);\n";
      default -> "AA[" + choices.below(4) + "] = new int[16];\n";
    };
  }

  private String conditional(int depth) {
    String condition = expressions.condition(2);
    String then = body(depth);
    return "if (" + condition + ")" + then + (choices.oneIn(3) ? " else" + body(depth) : "") + "\n";
  }

  private String loop(int depth) {
    int rounds = choices.of(2, 3, 5, 9, 20, 60, 150);
    if (!scope.fits(rounds)) {
      return "Si += " + expressions.of(JavaType.INT) + ";\n";
    }
    String counter = "k" + names;
    String label = "loop" + names++;
    String head =
        switch (choices.below(6)) {
          case 0 ->
              "for (int " + counter + " = " + rounds + "; " + counter + " > 0; " + counter + "--)";
          case 1 ->
              "for (int "
                  + counter
                  + " = 0; "
                  + counter
                  + " < "
                  + rounds * 3
                  + "; "
                  + counter
                  + " += 3)";
          case 2 ->
              "for (int "
                  + counter
                  + " = 0; "
                  + counter
                  + " < "
                  + rounds
                  + " && "
                  + expressions.condition(1)
                  + "; "
                  + counter
                  + "++)";
          default ->
              "for (int " + counter + " = 0; " + counter + " < " + rounds + "; " + counter + "++)";
        };
    scope.enterLoop(counter, label, rounds);
    String body = body(depth);
    scope.leaveLoop(rounds);
    return label + ": " + head + body + "\n";
  }

  private String selection(int depth) {
    boolean dense = choices.oneIn(2);
    StringBuilder text = new StringBuilder("switch (" + expressions.of(JavaType.INT));
    text.append(dense ? " & 7) {\n" : ") {\n");
    int cases = 2 + choices.below(4);
    for (int i = 0; i < cases; i++) {
      String label =
          dense ? String.valueOf(i) : List.of("0", "-1", "7", "1000003", "65535", "31").get(i);
      text.append(indent(depth + 1)).append("case ").append(label).append(":\n");
      text.append(block(1, depth + 2));
      if (choices.below(4) > 0) {
        text.append(indent(depth + 2)).append("break;\n");
      }
    }
    if (choices.oneIn(2)) {
      text.append(indent(depth + 1)).append("default:\n").append(block(1, depth + 2));
    }
    return text.append(indent(depth)).append("}\n").toString();
  }

  private String attempt(int depth) {
    scope.enterTry();
    String body = "try" + body(depth);
    scope.leaveTry();
    String name = "e" + names++;
    String caught =
        " catch ("
            + choices.of(
                "ArithmeticException",
                "ArrayIndexOutOfBoundsException",
                "RuntimeException",
                "RuntimeException",
                "NullPointerException | IllegalStateException")
            + " "
            + name
            + ")"
            + body(depth);
    return body
        + switch (choices.below(5)) {
          case 0 -> " finally" + body(depth) + "\n";
          case 1 -> caught + " finally" + body(depth) + "\n";
          default -> caught + "\n";
        };
  }

  private String callStatement() {
    JavaType type = choices.of(JavaType.values());
    Callee callee = scope.callee(type, choices);
    return callee == null
        ? "S" + type.letter() + " = " + expressions.of(type) + ";\n"
        : expressions.call(callee, 2) + ";\n";
  }

  private String jump() {
    String label = choices.of(scope.labels());
    String jump =
        switch (choices.below(5)) {
          case 0 -> "break";
          case 1 -> "break " + label;
          case 2 -> "continue " + label;
          case 3 -> "return " + expressions.of(result, 1);
          default -> "continue";
        };
    return "if (" + expressions.condition(2) + ") { " + jump + "; }\n";
  }

  private String thrown() {
    return "if ("
        + expressions.condition(2)
        + ") { throw new "
        + choices.of("IllegalStateException(\"thrown\")", "ArithmeticException(\"by hand\")")
        + "; }\n";
  }
}
