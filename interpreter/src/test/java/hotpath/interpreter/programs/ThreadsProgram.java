package hotpath.interpreter.programs;

import java.io.PrintStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Cleaner;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Parked threads, deep stacks, many threads, cleaners, variable handles. */
@SuppressWarnings({"ReferenceEquality", "UnusedVariable"}) // a guest program: on purpose
final class ThreadsProgram {
  private int number = 5;
  private String text = "a";
  private static long total;

  private ThreadsProgram() {}

  public static void main(String[] args) {
    run(System.out);
  }

  static void run(PrintStream out) {
    try {
      parked(out);
      deep(out);
      many(out);
      references(out);
      handles(out);
    } catch (ReflectiveOperationException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void parked(PrintStream out) throws InterruptedException {
    LockSupport.unpark(Thread.currentThread());
    LockSupport.park();
    LockSupport.parkNanos(1_000_000);
    LockSupport.parkUntil(1);
    Thread parked =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                LockSupport.park(out);
              }
              LockSupport.park();
              out.println("parks no more: " + Thread.interrupted());
            });
    parked.start();
    while (LockSupport.getBlocker(parked) == null) {
      Thread.yield();
    }
    out.println(LockSupport.getBlocker(parked) == out);
    LockSupport.unpark(parked);
    parked.interrupt();
    parked.join();
  }

  /** Their stacks move several times. */
  private static void deep(PrintStream out) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    long[] sums = new long[3];
    for (int i = 0; i < sums.length; i++) {
      int number = i;
      Thread thread =
          new Thread(() -> sums[number] = depth(2000 * (number + 1), new int[] {number}));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    out.println(sums[0] + " " + sums[1] + " " + sums[2]);
  }

  private static long depth(int n, int[] each) {
    return n == 0 ? each[0] : 1 + depth(n - 1, new int[] {each[0]});
  }

  private static void many(PrintStream out) throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(200);
    for (int i = 0; i < 200; i++) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  start.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                end.countDown();
              });
    }
    start.countDown();
    end.await();
    out.println("all of them");
  }

  private static void references(PrintStream out) throws InterruptedException {
    ReferenceQueue<Object> queue = new ReferenceQueue<>();
    WeakReference<Object> reference = new WeakReference<>(new Object(), queue);
    CountDownLatch cleaned = new CountDownLatch(1);
    Cleaner.create().register(new Object(), cleaned::countDown);
    System.gc();
    cleaned.await();
    out.println(queue.remove() == reference);
  }

  private static void handles(PrintStream out) throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    ThreadsProgram object = new ThreadsProgram();
    VarHandle number = lookup.findVarHandle(ThreadsProgram.class, "number", int.class);
    number.getAndAdd(object, 3);
    long old = (int) number.getAndBitwiseOr(object, 16);
    out.println(old + " " + number.get(object) + " " + number.compareAndSet(object, 24, (byte) 7));
    Object boxed = number.getVolatile(object);
    out.println(boxed);
    VarHandle text = lookup.findVarHandle(ThreadsProgram.class, "text", String.class);
    String before = (String) text.getAndSet(object, "b");
    out.println(before + text.getAcquire(object) + text.compareAndExchange(object, "x", "y"));
    VarHandle total = lookup.findStaticVarHandle(ThreadsProgram.class, "total", long.class);
    total.set(7);
    out.println((long) total.getAndAdd(5) + " " + (long) total.get());
    VarHandle ints = MethodHandles.arrayElementVarHandle(int[].class);
    int[] array = {1, 2, 3};
    ints.setRelease(array, 1, 9);
    out.println(array[1] + " " + (int) ints.getAndSet(array, 2, 8) + " " + array[2]);
    VarHandle view = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    byte[] bytes = new byte[16];
    view.set(bytes, 8, 0x0102030405060708L);
    out.println(bytes[8] + " " + bytes[15] + " " + (long) view.get(bytes, 1));
    refused(out, () -> ints.get(array, 3));
    refused(out, () -> text.set((Object) array, "z"));
    refused(out, () -> number.get((ThreadsProgram) null));
    try {
      lookup.findVarHandle(ThreadsProgram.class, "nothing", int.class);
    } catch (NoSuchFieldException e) {
      out.println(e.getMessage());
    }
  }

  private static void refused(PrintStream out, Runnable access) {
    try {
      access.run();
    } catch (RuntimeException e) {
      out.println(e);
    }
  }
}
