/** Says for each of its classes whether assertions are on, then fails one. */
class Asserting {
  private static class Inner {
    static boolean on() {
      boolean on = false;
      assert on = true;
      return on;
    }
  }

  private interface Named {
    private static boolean on() {
      boolean on = false;
      assert on = true;
      return on;
    }
  }

  public static void main(String[] arguments) {
    System.out.println("Inner " + Inner.on() + ", Named " + Named.on());
    System.out.println(Asserting.class.desiredAssertionStatus());
    try {
      assert arguments.length > 5 : arguments.length;
    } catch (AssertionError error) {
      System.out.println(error);
    }
    assert arguments.length > 5 : "too few arguments";
    System.out.println("not asserted");
  }
}
