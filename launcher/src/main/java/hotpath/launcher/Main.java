package hotpath.launcher;

/** The {@code hotpath} command. A placeholder until the options and the VM can be wired. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.err.println("usage: hotpath [options] <main class> [arguments]");
    System.exit(2);
  }
}
