import java.util.concurrent.CountDownLatch;

/** Two classes that initialize each other, each in a thread of its own. */
public final class Classes {
  private static final CountDownLatch BOTH = new CountDownLatch(2);

  public static void main(String[] args) {
    new Thread(One::touch, "one").start();
    new Thread(Two::touch, "two").start();
  }

  private static void meet() {
    BOTH.countDown();
    try {
      BOTH.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class One {
    static {
      meet();
      Two.touch();
    }

    static void touch() {}
  }

  private static final class Two {
    static {
      meet();
      One.touch();
    }

    static void touch() {}
  }
}
