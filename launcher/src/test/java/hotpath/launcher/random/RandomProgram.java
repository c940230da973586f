package hotpath.launcher.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A random Java program: all of its text follows from the seed. It ends, prints one checksum a line
 * and nothing that differs from run to run, and catches what it throws.
 *
 * @param statements how many it was made of, dropped or not
 */
public record RandomProgram(long seed, String name, String text, int statements) {
  private static final String FRAME =
      """
      /** Random program %s. */
      public final class %s {
        static int Si; static long Sl; static double Sd; static float Sf; static byte Sb;
        static short Ss; static char Sc; static boolean Sz; static String St; static Node So;
        static int[] Ai = new int[16]; static long[] Al = new long[16];
        static double[] Ad = new double[16]; static float[] Af = new float[16];
        static byte[] Ab = new byte[16]; static short[] As = new short[16];
        static char[] Ac = new char[16]; static boolean[] Az = new boolean[16];
        static String[] At = new String[16]; static Node[] Ao = new Node[16];
        static int[][] AA = new int[4][16];
        static final Node ROOT = new Left(1, new Right(2, new Deep(3, null)));
        static final StringBuilder OUT = new StringBuilder();
        static long logged;

        interface Face {
          int w(long l);
          default int u(int x) { return x + 1; }
        }
        static abstract class Node {
          int i; long l; double d; byte b; char c; Node next;
          Node(int i, Node next) { this.i = i; this.next = next; }
          abstract int v(int x);
        }
      %s
        static Node nn(Node o) { return o == null ? ROOT : o; }
        static Face face(Node o) { return o instanceof Face f ? f : (Face) ROOT; }
        static int hash(String t) { return t == null ? 3 : t.hashCode() + t.length(); }
        static String cut(String t) { return t.length() > 40 ? t.substring(t.length() - 20) : t; }
        static void log(int x) { logged = logged * 31 + x; }
        static void log(long x) { logged = logged * 37 + x; }
        static void log(double x) { logged = logged * 41 + Double.doubleToLongBits(x); }
        static void log(float x) { logged = logged * 43 + Float.floatToIntBits(x); }
        static void log(boolean x) { logged = logged * 2 + (x ? 1 : 0); }
        static void log(String x) { logged = logged * 47 + hash(x); }
        static void log(Node x) { logged = logged * 53 + (x == null ? 7 : x.i + x.l + x.b + x.c); }

        static void state() {
          log(Si); log(Sl); log(Sd); log(Sf); log(Sb); log(Ss); log(Sc); log(Sz); log(St); log(So);
          for (int k = 0; k < 16; k++) {
            log(Ai[k]); log(Al[k]); log(Ad[k]); log(Af[k]); log(Ab[k]); log(As[k]); log(Ac[k]);
            log(Az[k]); log(At[k]); log(Ao[k]); log(AA[k & 3][k]);
          }
          OUT.append(logged).append('\\n');
        }
        static void failed(Throwable e) {
          OUT.append(e.getClass().getName());
          if (!(e instanceof NullPointerException)) { OUT.append(": ").append(e.getMessage()); }
          OUT.append('\\n');
        }

      %s
        public static String run() {
      %s    return OUT.toString();
        }
        public static void main(String[] arguments) {
          System.out.print(run());
        }
      }
      """;

  /** The program of a seed. */
  public static RandomProgram of(long seed) {
    return of(seed, Set.of());
  }

  /**
   * The program of a seed without some of its statements.
   *
   * @param dropped their numbers
   */
  public static RandomProgram of(long seed, Set<Integer> dropped) {
    Choices choices = new Choices(seed);
    Statements.Numbers numbers = new Statements.Numbers(dropped);
    String name = "Random" + Long.toString(seed, 36).replace('-', 'm');
    String classes =
        node("Left", "Node implements Face", choices)
            + node("Right", "Node", choices)
            + node("Deep", "Left", choices);
    List<Callee> callees = new ArrayList<>();
    StringBuilder methods = new StringBuilder();
    int count = 2 + choices.below(5);
    for (int i = 0; i < count; i++) {
      methods.append(method(i, callees, choices, numbers));
    }
    StringBuilder calls = new StringBuilder();
    Expressions arguments = new Expressions(choices, new Scope(List.of()));
    int rounds = 3 + choices.below(4);
    for (int i = 0; i < rounds; i++) {
      calls.append("    try { log(");
      calls.append(arguments.call(callees.get(Math.max(0, callees.size() - 1 - i / 2)), 2));
      calls.append("); } catch (RuntimeException e) { failed(e); }\n    state();\n");
    }
    String text = FRAME.formatted(Long.toString(seed), name, classes, methods, calls);
    return new RandomProgram(seed, name, text, numbers.count());
  }

  /** A class of nodes: what its two methods do differs from that of the others. */
  private static String node(String name, String parent, Choices choices) {
    Scope scope = new Scope(List.of());
    scope.declare(JavaType.INT, "i");
    scope.declare(JavaType.LONG, "l");
    scope.declare(JavaType.DOUBLE, "d");
    scope.declare(JavaType.BYTE, "b");
    scope.declare(JavaType.CHAR, "c");
    Simple simple = new Simple(choices, scope);
    return """
      static class %s extends %s {
        %s(int i, Node next) { super(i, next); }
        int v(int x) { %s return x %s %s; }
        public int w(long l) { %s return (int) l %s %s; }
      }
    """
        .formatted(
            name,
            parent,
            name,
            simple.store(),
            choices.of("+", "-", "*", "^"),
            simple.value(),
            simple.store(),
            choices.of("+", "-", "*", "^"),
            simple.value());
  }

  /** What methods of nodes do: nothing that calls a method of a node. */
  private record Simple(Choices choices, Scope scope) {
    String store() {
      return choices.of(
          "",
          "i += 3;",
          "l ^= i;",
          "d = d * 0.5 + i;",
          "if ((i & 3) == 0) { b++; }",
          "c += b;",
          "for (int k = 0; k < (i & 3); k++) { l += k; }");
    }

    String value() {
      JavaType type =
          choices.of(JavaType.INT, JavaType.LONG, JavaType.DOUBLE, JavaType.BYTE, JavaType.CHAR);
      return "(int) " + choices.of(scope.readable(type));
    }
  }

  private static String method(
      int index, List<Callee> callees, Choices choices, Statements.Numbers numbers) {
    Signature signature = Signature.of(index, choices);
    List<Callee> visible = new ArrayList<>(callees);
    if (signature.recursive) { // costs little here: what all its calls cost is said below
      visible.add(signature.callee("depth - 1", 40));
    }
    Scope scope = new Scope(visible);
    signature.declare(scope);
    Expressions expressions = new Expressions(choices, scope);
    StringBuilder text = new StringBuilder();
    int locals = 2 + choices.below(7);
    for (int i = 0; i < locals; i++) {
      JavaType type = choices.of(JavaType.values());
      String local = type.letter() + i;
      text.append("    ").append(type.word).append(' ').append(local).append(" = ");
      text.append(expressions.of(type, 1)).append(";\n");
      scope.declare(type, local);
    }
    Statements statements = new Statements(choices, scope, numbers, signature.result);
    text.append(statements.block(3 + choices.below(6), 0));
    text.append("    return ").append(expressions.of(signature.result)).append(";\n  }\n\n");
    long calls = signature.recursive ? Math.max(5, 20_000 / (scope.cost() + 1)) : 1;
    String depth = signature.name + "depth(" + choices.of("2", "5", "9") + ")";
    callees.add(signature.callee(depth, scope.cost() * calls + 1));
    return signature.head(calls) + text;
  }

  /**
   * What a method looks like from outside. Calls of itself in one call from outside are counted.
   */
  private record Signature(
      String name, boolean recursive, JavaType result, List<JavaType> parameters) {
    static Signature of(int index, Choices choices) {
      List<JavaType> parameters = new ArrayList<>();
      int count = choices.below(4);
      for (int i = 0; i < count; i++) {
        parameters.add(choices.of(JavaType.values()));
      }
      return new Signature(
          "m" + index, choices.oneIn(4), choices.of(JavaType.values()), parameters);
    }

    private String first(String depth) {
      return !recursive ? "" : parameters.isEmpty() ? depth : depth + ", ";
    }

    Callee callee(String depth, long cost) {
      return new Callee(name + "(" + first(depth), result, parameters, cost);
    }

    void declare(Scope scope) {
      for (int i = 0; i < parameters.size(); i++) {
        scope.declare(parameters.get(i), "p" + i);
      }
    }

    String head(long calls) {
      StringBuilder text = new StringBuilder();
      if (recursive) {
        text.append("  static int %scalls;\n".formatted(name));
        text.append(
            "  static int %sdepth(int depth) { %scalls = %d; return depth; }\n"
                .formatted(name, name, calls));
      }
      text.append("  static %s %s(".formatted(result.word, name)).append(first("int depth"));
      for (int i = 0; i < parameters.size(); i++) {
        text.append(i > 0 ? ", " : "").append(parameters.get(i).word).append(" p").append(i);
      }
      text.append(") {\n");
      if (recursive) {
        text.append("    if (depth <= 0 || --%scalls < 0) { return ".formatted(name));
        text.append(result.constants.getFirst()).append("; }\n");
      }
      return text.toString();
    }
  }
}
