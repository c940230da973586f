// test: 30

/**
 * Exceptions thrown and caught in a loop: by the program and by the VM itself, in the same frame
 * and from several frames below, through finally blocks and out of handlers. A trace does not have
 * to be fast here, but it has to leave at the right instruction with all its inlined frames
 * rebuilt, and the recorder must not give up a loop for good because now and then one is thrown. A
 * preallocated exception shows the cheap kind (no stack trace), in which a throw can become a jump.
 */
public final class Exceptions {
  private static final class Rejected extends Exception {
    private static final long serialVersionUID = 1;

    final int number;

    Rejected(int number) {
      super("rejected");
      this.number = number;
    }
  }

  /** Costs no more than any other object: no stack trace is taken. */
  private static final class Signal extends RuntimeException {
    private static final long serialVersionUID = 1;

    int value;

    Signal() {
      super("signal", null, false, false);
    }
  }

  private int cleanups;

  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    Exceptions exceptions = new Exceptions();
    exceptions.checked(rounds);
    exceptions.signals(rounds);
    exceptions.ofTheVm(rounds);
    exceptions.messages();
    exceptions.overflow();
  }

  private void checked(int rounds) {
    long sum = 0;
    int caught = 0;
    for (int i = 0; i < rounds; i++) {
      try {
        sum += outer(i);
      } catch (Rejected e) {
        caught++;
        sum -= e.number;
      }
    }
    print("checked", caught, sum);
    print("finally", cleanups, 0);
  }

  private int outer(int i) throws Rejected {
    try {
      return middle(i) + 1;
    } finally {
      cleanups++;
    }
  }

  private int middle(int i) throws Rejected {
    int result = 1;
    try {
      result = inner(i);
    } catch (IllegalStateException e) {
      throw new Rejected(i / 2);
    }
    return result;
  }

  private int inner(int i) throws Rejected {
    if (i % 5 == 0) {
      throw new Rejected(i);
    }
    if (i % 7 == 0) {
      throw new IllegalStateException("seven");
    }
    return i;
  }

  private void signals(int rounds) {
    Signal signal = new Signal();
    long sum = 0;
    int caught = 0;
    for (int i = 0; i < rounds * 10; i++) {
      try {
        sum += unless(signal, i);
      } catch (Signal s) {
        caught++;
        sum ^= s.value;
      }
    }
    print("signals", caught, sum);
  }

  private static int unless(Signal signal, int i) {
    if (i % 3 == 0) {
      signal.value = i;
      throw signal;
    }
    return i;
  }

  /** One of each kind in turn; which one is counted by its handler. */
  private void ofTheVm(int rounds) {
    int[] counts = new int[7];
    int[] array = new int[3];
    Object[] strings = new String[1];
    for (int i = 0; i < rounds; i++) {
      try {
        switch (i % 8) {
          case 0 -> array[i % 6 + 3]++;
          case 1 -> array[0] += i / array[1];
          case 2 -> strings[0] = Integer.valueOf(i);
          case 3 -> strings[0] = ((Object) array).equals(array) ? none().toString() : "";
          case 4 -> array = new int[array.length - 4];
          case 5 -> strings[0] = (String) box(i);
          default -> array[2] += Integer.parseInt(i % 16 == 6 ? "12" : "1x");
        }
      } catch (ArrayIndexOutOfBoundsException e) {
        counts[0]++;
      } catch (ArithmeticException e) {
        counts[1]++;
      } catch (ArrayStoreException e) {
        counts[2]++;
      } catch (NullPointerException e) {
        counts[3]++;
      } catch (NegativeArraySizeException e) {
        counts[4]++;
      } catch (ClassCastException e) {
        counts[5]++;
      } catch (NumberFormatException e) {
        counts[6]++;
      }
    }
    for (int i = 0; i < counts.length; i++) {
      print("kind", i, counts[i]);
    }
    print("result", array[0], array[2]);
  }

  private static Object none() {
    return null;
  }

  private static Object box(int i) {
    return i;
  }

  private void messages() {
    try {
      int[] array = new int[3];
      array[array.length + 2] = 1;
    } catch (IndexOutOfBoundsException e) {
      System.out.println(e.getMessage());
    }
    try {
      System.out.println(1 / (cleanups - cleanups));
    } catch (ArithmeticException e) {
      System.out.println(e);
    }
    try {
      System.out.println("trace".substring(6));
    } catch (StringIndexOutOfBoundsException e) {
      System.out.println(e.getMessage());
    }
    try {
      try {
        middle(7);
      } finally {
        System.out.println("finally");
      }
    } catch (Rejected e) {
      StackTraceElement[] frames = e.getStackTrace();
      System.out.print(frames[0].getMethodName());
      System.out.print(" called by ");
      System.out.println(frames[1].getMethodName());
    }
  }

  /** The stack ends at some depth, the program goes on. */
  private void overflow() {
    try {
      System.out.println(endless(0));
    } catch (StackOverflowError e) {
      System.out.println("stack overflow");
    }
  }

  private static int endless(int depth) {
    return endless(depth + 1) + 1;
  }

  private static void print(String what, int count, long sum) {
    System.out.print(what);
    System.out.print(' ');
    System.out.print(count);
    System.out.print(' ');
    System.out.println(sum);
  }
}
