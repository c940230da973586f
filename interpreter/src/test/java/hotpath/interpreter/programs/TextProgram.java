package hotpath.interpreter.programs;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Strings, numbers as text, formatting, regular expressions. */
@SuppressWarnings({
  "ReferenceEquality",
  "NarrowingCompoundAssignment"
}) // a guest program: on purpose
final class TextProgram {
  private TextProgram() {}

  public static void main(String[] args) {
    run(System.out);
  }

  static void run(PrintStream out) {
    out.println("caf\u00e9 \u4e2d\u6587 \ud83d\ude00".length() + " " + "x\u4e2dy".indexOf('y'));
    out.println("Gr\u00fc\u00dfe \u4e2d\u6587");
    String text = "The quick brown fox";
    out.println(text.toUpperCase(Locale.ROOT) + text.replace("quick", "slow") + text.hashCode());
    out.println(Arrays.toString(text.split(" ")) + Arrays.toString("a1b22c".split("[0-9]+")));
    out.println(new StringBuilder(text).reverse().insert(3, 4.5).append('c').deleteCharAt(0));
    out.println(3.14159 + " " + 1e10 + " " + 0.1f + " " + (0.1 + 0.2) + " " + Double.MIN_VALUE);
    out.println(Double.parseDouble("1.5e-7") + " " + Long.parseLong("-123456789012"));
    out.println(Integer.toHexString(-1) + " " + Long.toString(255, 2) + " " + (byte) 300);
    out.println(Math.sqrt(2) + " " + Math.sin(1) + " " + Math.pow(2, 0.5) + " " + Math.round(2.5));
    out.println(
        Math.floorMod(-7, 3) + " " + -7 % 3 + " " + -7 / 3 + " " + (1L << 40) + " " + (5 >>> 1));
    out.println(
        String.format(
            Locale.ROOT,
            "%d %5.2f %s %x %,d %08d|%-5s|%c %b %e %o",
            42,
            3.14159,
            "str",
            255,
            1234567,
            99,
            "ab",
            'c',
            true,
            12345.678,
            8));
    out.println("a,b;c".matches("[a-z],.*") + " " + "x1y2".replaceAll("[0-9]", "#"));
    out.println(String.join("-", List.of("p", "q")) + " ".repeat(2) + "  trim ".strip() + "|");
    out.println("interned".intern() == "inter".concat("ned").intern());
    char c = 'z';
    c += 1;
    out.println(c + " " + (int) c + " " + (char) (c - 1) + Character.isLetter('\u00e9'));
  }
}
