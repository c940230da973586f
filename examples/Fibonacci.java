// test: 12

/**
 * Fibonacci numbers by double recursion, and Takeuchi's function. There is no loop at all: a VM
 * that anchors traces at loop headers only runs this as fast as its interpreter calls and returns.
 * A trace from the method's entry meets its own anchor again one call deeper, which is where it may
 * close; the return to either of two call sites is a guard on the caller.
 */
public final class Fibonacci {
  public static void main(String[] args) {
    int n = args.length > 0 ? Integer.parseInt(args[0]) : 34;
    System.out.print("fib(");
    System.out.print(n);
    System.out.print(") = ");
    System.out.println(fib(n));
    int x = n / 2;
    int y = n / 3;
    int z = n / 6;
    System.out.print("tak(");
    System.out.print(x);
    System.out.print(", ");
    System.out.print(y);
    System.out.print(", ");
    System.out.print(z);
    System.out.print(") = ");
    System.out.println(tak(x, y, z));
  }

  private static int fib(int n) {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
  }

  private static int tak(int x, int y, int z) {
    return y >= x ? z : tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y));
  }
}
