import java.io.OutputStream;
import java.io.PrintStream;

/**
 * An example's main method as a kernel. What it prints goes through a PrintStream as always, and
 * ends in a digest instead of a file.
 *
 * <p>The classes are named here, in a switch, because a guest that is measured should not depend on
 * reflection; a test compares the switch with examples/examples.txt.
 */
final class Example extends Kernel {
  private final String name;
  private final String[] args;
  private final Digest digest = new Digest();
  private final PrintStream out = new PrintStream(digest);

  Example(String name, String[] args) {
    this.name = name;
    this.args = args;
  }

  @Override
  void prepare() {
    digest.hash = 0;
  }

  @Override
  void run() {
    PrintStream standard = System.out;
    System.setOut(out);
    try {
      main(name, args);
    } finally {
      out.flush();
      System.setOut(standard);
    }
  }

  @Override
  long check() {
    return digest.hash;
  }

  private static void main(String name, String[] args) {
    switch (name) {
      case "Identities" -> Identities.main(args);
      case "Conditions" -> Conditions.main(args);
      case "ArrayCopies" -> ArrayCopies.main(args);
      case "BinaryTrees" -> BinaryTrees.main(args);
      case "Bits" -> Bits.main(args);
      case "Collatz" -> Collatz.main(args);
      case "Exceptions" -> Exceptions.main(args);
      case "Fannkuch" -> Fannkuch.main(args);
      case "Fibonacci" -> Fibonacci.main(args);
      case "Floats" -> Floats.main(args);
      case "Formatting" -> Formatting.main(args);
      case "Hello" -> Hello.main(args);
      case "Handles" -> Handles.main(args);
      case "Heat" -> Heat.main(args);
      case "Interfaces" -> Interfaces.main(args);
      case "JsonParser" -> JsonParser.main(args);
      case "Life" -> Life.main(args);
      case "LongMath" -> LongMath.main(args);
      case "Mandelbrot" -> Mandelbrot.main(args);
      case "MatrixMultiply" -> MatrixMultiply.main(args);
      case "NBody" -> NBody.main(args);
      case "NQueens" -> NQueens.main(args);
      case "PrimePipeline" -> PrimePipeline.main(args);
      case "Rewind" -> Rewind.main(args);
      case "Shapes" -> Shapes.main(args);
      case "Sieve" -> Sieve.main(args);
      case "StringBuilding" -> StringBuilding.main(args);
      case "Switches" -> Switches.main(args);
      case "Synchronized" -> Synchronized.main(args);
      case "Transfers" -> Transfers.main(args);
      case "WordCount" -> WordCount.main(args);
      default -> throw new IllegalArgumentException(name);
    }
  }

  private static final class Digest extends OutputStream {
    long hash;

    @Override
    public void write(int b) {
      hash = 31 * hash + (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      long h = hash;
      for (int i = offset; i < offset + length; i++) {
        h = 31 * h + bytes[i];
      }
      hash = h;
    }
  }
}
