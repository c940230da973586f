import java.util.ArrayDeque;
import java.util.Queue;

/** synchronized, wait and notify: contended, recursive, with time limits, interrupted. */
public final class Monitors {
  private static final Object LOCK = new Object();
  private static int counter;
  private static volatile int phase;
  private static volatile boolean released;

  public static void main(String[] args) throws InterruptedException {
    count();
    pass();
    handOver();
    timeouts();
    interrupts();
    exceptions();
  }

  private static void count() throws InterruptedException {
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          new Thread(
              () -> {
                for (int k = 0; k < 500; k++) {
                  increment(k % 3);
                }
              });
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println("counter " + counter);
  }

  private static void increment(int depth) {
    synchronized (LOCK) {
      if (depth > 0) {
        increment(depth - 1);
      } else {
        int old = counter;
        for (int i = 0; i < 20; i++) {
          old += i - i;
        }
        counter = old + 1;
      }
    }
  }

  /** Producers and consumers with a buffer of three. */
  private static void pass() throws InterruptedException {
    Buffer buffer = new Buffer();
    long[] sums = new long[2];
    Thread[] threads = new Thread[4];
    for (int i = 0; i < 2; i++) {
      int number = i;
      threads[i] =
          new Thread(
              () -> {
                for (int k = 0; k < 100; k++) {
                  buffer.put(number * 1000 + k);
                }
              });
      threads[i + 2] =
          new Thread(
              () -> {
                for (int k = 0; k < 100; k++) {
                  sums[number] += buffer.take();
                }
              });
    }
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println("passed " + (sums[0] + sums[1]));
  }

  private static final class Buffer {
    private final Queue<Integer> items = new ArrayDeque<>();

    synchronized void put(int item) {
      while (items.size() == 3) {
        waitHere();
      }
      items.add(item);
      notifyAll();
    }

    synchronized int take() {
      while (items.isEmpty()) {
        waitHere();
      }
      int item = items.remove();
      notifyAll();
      return item;
    }

    private void waitHere() {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Two threads by turns, each level of the monitor given up while it waits. */
  private static void handOver() throws InterruptedException {
    StringBuilder log = new StringBuilder();
    int[] turn = {0};
    Thread[] threads = new Thread[3];
    for (int i = 0; i < threads.length; i++) {
      int number = i;
      threads[i] =
          new Thread(
              () -> {
                for (int k = 0; k < 5; k++) {
                  synchronized (log) {
                    synchronized (log) {
                      while (turn[0] % 3 != number) {
                        try {
                          log.wait();
                        } catch (InterruptedException e) {
                          throw new IllegalStateException(e);
                        }
                      }
                      log.append(number);
                      turn[0]++;
                      log.notifyAll();
                    }
                  }
                }
              });
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println(log);
  }

  private static void timeouts() throws InterruptedException {
    synchronized (LOCK) {
      LOCK.wait(3);
      LOCK.wait(0, 5);
    }
    Thread slow =
        new Thread(
            () -> {
              while (!released) {
                Thread.yield();
              }
            });
    slow.start();
    slow.join(1);
    System.out.println("joined in time: " + !slow.isAlive());
    released = true;
    slow.join();
    System.out.println(slow.isAlive() + " " + slow.getState());
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      System.out.println("sleep: " + e.getMessage());
    }
  }

  /**
   * An interrupt may come before what it ends: so the phase is what to wait for, not a state. And
   * java's may wake a wait that begins after it was delivered: so a wait is in a loop.
   */
  private static void interrupts() throws InterruptedException {
    Thread waiter =
        new Thread(
            () -> {
              phase = 1;
              sleep(1_000_000);
              phase = 2;
              synchronized (LOCK) {
                try {
                  while (phase == 2) {
                    LOCK.wait();
                  }
                } catch (InterruptedException e) {
                  String owner = Thread.holdsLock(LOCK) ? "owner" : "not owner";
                  System.out.println("wait: " + e.getMessage() + ", " + owner);
                }
              }
              Thread.currentThread().interrupt();
              sleep(1_000_000);
              System.out.println("interrupted: " + Thread.currentThread().isInterrupted());
            });
    waiter.start();
    for (int i = 1; i <= 2; i++) {
      while (phase < i) {
        Thread.yield();
      }
      waiter.interrupt();
    }
    waiter.join();
  }

  private static void exceptions() {
    try {
      LOCK.notify();
    } catch (IllegalMonitorStateException e) {
      System.out.println(e.getMessage());
    }
    try {
      LOCK.wait();
    } catch (IllegalMonitorStateException | InterruptedException e) {
      System.out.println(e.getMessage());
    }
    Thread done = new Thread(() -> {});
    done.start();
    try {
      done.start();
    } catch (IllegalThreadStateException e) {
      System.out.println("started twice");
    }
  }
}
