package hotpath.launcher.mutants;

import hotpath.launcher.random.RandomProgram;

/**
 * What is spoiled: a random program, and a class that runs it and prints what comes of it. That one
 * is not spoiled, so that both sides say in the same words what was thrown.
 */
public final class Subject {
  /** The class that prints. */
  public static final String DRIVER = "Driver";

  private Subject() {}

  /** The source; its first class is the driver. */
  public static String text(long seed) {
    RandomProgram program = RandomProgram.of(seed);
    return DRIVER_TEXT.formatted(program.name(), program.name())
        + program.text().replace("public final class", "final class");
  }

  private static final String DRIVER_TEXT =
      """
      public class Driver {
        public static void main(String[] arguments) {
          try {
            System.out.print(%s.run());
          } catch (Throwable thrown) {
            say(thrown);
            try {
              System.out.print(%s.OUT);
            } catch (Throwable later) {
              say(later);
            }
          }
        }
        static void say(Throwable thrown) {
          Throwable each = thrown;
          for (int i = 0; i < 5 && each != null; i++, each = each.getCause()) {
            String message = String.valueOf(each.getMessage());
            int line = message.indexOf('\\n');
            message = line < 0 ? message : message.substring(0, line);
            System.out.println("thrown " + each.getClass().getName() + ": " + message);
          }
        }
      }
      """;
}
