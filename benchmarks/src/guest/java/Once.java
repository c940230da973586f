/** Runs a kernel once, for its cold time: {@code java Once FFT}. */
public final class Once {
  private Once() {}

  public static void main(String[] args) {
    Kernel kernel = Kernel.named(args[0], new String[0]);
    kernel.prepare();
    kernel.run();
    System.out.print("check ");
    System.out.println(Long.toHexString(kernel.check()));
  }
}
