import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Threads that wait for each other in every way there is. */
public final class Deadlock {
  private static final Object LEFT = new Object();
  private static final Object RIGHT = new Object();
  private static final CountDownLatch BOTH = new CountDownLatch(2);

  public static void main(String[] args) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("no hook runs")));
    new Thread(() -> take(LEFT, RIGHT), "left").start();
    new Thread(() -> take(RIGHT, LEFT), "right").start();
    new Thread(Deadlock::waits, "waiter").start();
    System.out.println("started");
    LockSupport.park("a blocker");
  }

  private static void take(Object first, Object second) {
    synchronized (first) {
      BOTH.countDown();
      try {
        BOTH.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      synchronized (second) {
        System.out.println("not reached");
      }
    }
  }

  private static synchronized void waits() {
    try {
      Deadlock.class.wait();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
