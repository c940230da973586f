import java.util.concurrent.CountDownLatch;

/**
 * Class initialization by several threads: one does it, the others wait wherever they come from.
 */
public final class Initialization {
  private static volatile Slow early;
  private static volatile boolean failing;

  public static void main(String[] args) throws InterruptedException {
    CountDownLatch seen = new CountDownLatch(1);
    Thread[] threads = new Thread[4];
    int[] results = new int[threads.length];
    for (int i = 0; i < threads.length; i++) {
      int number = i;
      threads[i] = new Thread(() -> results[number] = Slow.value());
    }
    Thread backDoor =
        new Thread(
            () -> {
              while (early == null) {
                Thread.onSpinWait();
              }
              // Nothing but the static field asks whether the class is ready.
              System.out.println("by an instance " + early.read());
              seen.countDown();
            });
    backDoor.start();
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    seen.await();
    for (int result : results) {
      System.out.println(result);
    }
    for (int i = 0; i < 2; i++) {
      Thread fails = new Thread(Initialization::use, "user " + i);
      fails.start();
      fails.join();
    }
  }

  private static void use() {
    try {
      System.out.println(Broken.value);
    } catch (ExceptionInInitializerError e) {
      System.out.println(e.getCause().getMessage());
    } catch (NoClassDefFoundError e) {
      System.out.println(e.getMessage());
    }
  }

  private static final class Slow {
    private static int value;

    static {
      Slow first = new Slow();
      first.read();
      early = first;
      for (int i = 0; i < 3000; i++) {
        value += first.read() >= 0 ? 1 : 0;
      }
      value = 42;
    }

    static int value() {
      return value;
    }

    int read() {
      return value;
    }
  }

  private static final class Broken {
    static int value = fail();

    private static int fail() {
      throw new IllegalStateException("broken");
    }
  }
}
