// test: 30

/**
 * Prime numbers by a chain of threads: each has a prime, drops its multiples and hands the rest to
 * the next over a channel with room for a few numbers. Nearly all that the threads do is wait for
 * each other: a tracing VM sees short loops that leave for the scheduler, in which locks are mostly
 * free and now and then fought for.
 */
public final class PrimePipeline {
  /** Behind the last number. */
  private static final int END = 0;

  public static void main(String[] args) {
    int limit = args.length > 0 ? Integer.parseInt(args[0]) : 1500;
    Channel channel = new Channel();
    new Source(limit, channel).start();
    int primes = 0;
    long sum = 0;
    for (int prime = channel.take(); prime != END; prime = channel.take()) {
      primes++;
      sum += prime;
      Channel next = new Channel();
      new Filter(prime, channel, next).start();
      channel = next;
    }
    print("primes", primes);
    print("sum", sum);
  }

  private static void print(String what, long value) {
    System.out.print(what);
    System.out.print(' ');
    System.out.println(value);
  }

  /** A bounded queue of numbers. */
  private static final class Channel {
    private final int[] items = new int[8];
    private int head;
    private int size;

    synchronized void put(int item) {
      while (size == items.length) {
        waitHere();
      }
      items[(head + size) % items.length] = item;
      size++;
      notifyAll();
    }

    synchronized int take() {
      while (size == 0) {
        waitHere();
      }
      int item = items[head];
      head = (head + 1) % items.length;
      size--;
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

  private static final class Source extends Thread {
    private final int limit;
    private final Channel out;

    Source(int limit, Channel out) {
      this.limit = limit;
      this.out = out;
    }

    @Override
    public void run() {
      for (int i = 2; i < limit; i++) {
        out.put(i);
      }
      out.put(END);
    }
  }

  private static final class Filter extends Thread {
    private final int prime;
    private final Channel in;
    private final Channel out;

    Filter(int prime, Channel in, Channel out) {
      this.prime = prime;
      this.in = in;
      this.out = out;
    }

    @Override
    public void run() {
      for (int item = in.take(); item != END; item = in.take()) {
        if (item % prime != 0) {
          out.put(item);
        }
      }
      out.put(END);
    }
  }
}
