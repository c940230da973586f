// test:

/**
 * The smallest program. Nothing in it is hot: what runs is the start of the class library, so its
 * whole-process time is the cost of starting the VM.
 */
public final class Hello {
  public static void main(String[] args) {
    System.out.println("Hello, trace!");
  }
}
