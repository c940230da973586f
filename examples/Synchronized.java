// test: 50

/**
 * Synchronized methods and blocks with one thread only: locks that are never fought for, but taken
 * a million times, recursively, statically, and given back when an exception passes. In a trace
 * most of them cost a load and a compare, and an enter and exit of the same object without a call
 * between could go altogether; exits in the middle of a block must leave the monitor held.
 */
public final class Synchronized {
  private static long total;

  private final Object lock = new Object();
  private long count;

  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    total = 0;
    Synchronized counter = new Synchronized();
    for (int i = 0; i < rounds; i++) {
      counter.add(i);
      counter.addNested(i, i & 3);
      addTotal(counter.get());
    }
    print("count", counter.get());
    print("total", total);
    print("exceptions", counter.exceptions(rounds / 50));
    print("buffer", buffer(rounds / 5));
    print("illegal", counter.illegal());
  }

  private synchronized void add(int n) {
    count += n;
  }

  private synchronized long get() {
    return count;
  }

  private static synchronized void addTotal(long n) {
    total = 31 * total + n;
  }

  private void addNested(int n, int depth) {
    synchronized (lock) {
      if (depth > 0) {
        synchronized (this) {
          addNested(n, depth - 1);
        }
      } else {
        count = 3 * count + n;
      }
    }
  }

  /** An exception passes two monitors; both are free again afterwards. */
  private long exceptions(int rounds) {
    long caught = 0;
    for (int i = 0; i < rounds; i++) {
      try {
        failing(i);
      } catch (IllegalArgumentException e) {
        caught++;
      }
      synchronized (lock) {
        lock.notifyAll();
      }
    }
    return caught;
  }

  private synchronized void failing(int i) {
    synchronized (lock) {
      if (i % 3 == 0) {
        throw new IllegalArgumentException();
      }
      count++;
    }
  }

  /** StringBuffer: a synchronized method for each character. */
  private static long buffer(int rounds) {
    StringBuffer buffer = new StringBuffer();
    long hash = 0;
    for (int i = 0; i < rounds; i++) {
      buffer.append((char) ('a' + i % 26));
      if (buffer.length() == 8) {
        hash = 31 * hash + buffer.toString().hashCode();
        buffer.setLength(0);
      }
    }
    return hash;
  }

  /** Who does not own a monitor may not notify. */
  private int illegal() {
    int refused = 0;
    try {
      lock.notify();
    } catch (IllegalMonitorStateException e) {
      refused++;
    }
    synchronized (lock) {
      lock.notify();
    }
    try {
      lock.notifyAll();
    } catch (IllegalMonitorStateException e) {
      refused++;
    }
    return refused;
  }

  private static void print(String what, long value) {
    System.out.print(what);
    System.out.print(' ');
    System.out.println(value);
  }
}
