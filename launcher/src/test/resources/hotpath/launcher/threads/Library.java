import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.stream.IntStream;

/** What java.util.concurrent is used for, with results that do not depend on who is first. */
public final class Library {
  private volatile int field;

  public static void main(String[] args) throws Exception {
    executors();
    locks();
    counters();
    futures();
    forkJoin();
    meetings();
    queues();
    timers();
    locals();
    scopedValues();
    virtualThreads();
  }

  private static void executors() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(3);
    List<Future<Integer>> squares = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      int n = i;
      squares.add(pool.submit(() -> n * n));
    }
    int sum = 0;
    for (Future<Integer> each : squares) {
      sum += each.get();
    }
    Future<?> failing =
        pool.submit(
            () -> {
              throw new IllegalStateException("in the pool");
            });
    try {
      failing.get();
    } catch (ExecutionException e) {
      System.out.println(e.getCause());
    }
    pool.shutdown();
    System.out.println("executor " + sum + " " + pool.awaitTermination(1, TimeUnit.MINUTES));
    ScheduledExecutorService scheduled = Executors.newScheduledThreadPool(1);
    CountDownLatch ticks = new CountDownLatch(3);
    scheduled.scheduleAtFixedRate(ticks::countDown, 1, 1, TimeUnit.MILLISECONDS);
    ticks.await();
    System.out.println(scheduled.schedule(() -> "scheduled", 2, TimeUnit.MILLISECONDS).get());
    scheduled.shutdownNow();
  }

  private static void locks() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock(true);
    Condition changed = lock.newCondition();
    int[] value = {0};
    Thread follower =
        new Thread(
            () -> {
              lock.lock();
              try {
                while (value[0] == 0) {
                  changed.awaitUninterruptibly();
                }
                value[0]++;
              } finally {
                lock.unlock();
              }
            });
    follower.start();
    lock.lock();
    value[0] = 1;
    changed.signalAll();
    lock.unlock();
    follower.join();
    ReentrantReadWriteLock both = new ReentrantReadWriteLock();
    both.readLock().lock();
    boolean refused = both.writeLock().tryLock(1, TimeUnit.MILLISECONDS);
    both.readLock().unlock();
    StampedLock stamped = new StampedLock();
    long stamp = stamped.tryOptimisticRead();
    stamped.unlockWrite(stamped.writeLock());
    System.out.println("locks " + value[0] + " " + refused + " " + stamped.validate(stamp));
  }

  private static void counters() throws InterruptedException {
    AtomicInteger plain = new AtomicInteger();
    AtomicReference<String> text = new AtomicReference<>("");
    AtomicIntegerArray array = new AtomicIntegerArray(4);
    AtomicIntegerFieldUpdater<Library> updater =
        AtomicIntegerFieldUpdater.newUpdater(Library.class, "field");
    LongAdder adder = new LongAdder();
    Library object = new Library();
    ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();
    Thread[] threads = new Thread[4];
    for (int t = 0; t < threads.length; t++) {
      int n = t;
      threads[t] =
          new Thread(
              () -> {
                for (int k = 0; k < 400; k++) {
                  plain.incrementAndGet();
                  array.getAndAdd(k & 3, k);
                  updater.incrementAndGet(object);
                  adder.add(n);
                  map.merge(k % 100, n + 1, Integer::sum);
                }
                text.updateAndGet(old -> old + "x");
              });
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println(plain + " " + text + " " + array + " " + object.field + " " + adder);
    System.out.println("map " + map.size() + " " + map.reduceValues(1, Integer::sum));
  }

  private static void futures() throws Exception {
    CompletableFuture<Integer> product =
        CompletableFuture.supplyAsync(() -> 20)
            .thenApplyAsync(x -> x + 1)
            .thenCombine(CompletableFuture.supplyAsync(() -> 2), (x, y) -> x * y);
    CompletableFuture<String> failed =
        CompletableFuture.<String>supplyAsync(
                () -> {
                  throw new IllegalStateException("async");
                })
            .exceptionally(e -> e.getCause().getMessage());
    CompletableFuture<String> late =
        new CompletableFuture<String>().completeOnTimeout("late", 2, TimeUnit.MILLISECONDS);
    System.out.println("futures " + product.get() + " " + failed.get() + " " + late.get());
  }

  private static final class Fibonacci extends RecursiveTask<Integer> {
    private static final long serialVersionUID = 1;
    private final int n;

    Fibonacci(int n) {
      this.n = n;
    }

    @Override
    protected Integer compute() {
      if (n < 2) {
        return n;
      }
      Fibonacci left = new Fibonacci(n - 1);
      left.fork();
      return new Fibonacci(n - 2).compute() + left.join();
    }
  }

  private static void forkJoin() throws InterruptedException {
    ForkJoinPool pool = new ForkJoinPool(3);
    int own = pool.invoke(new Fibonacci(12));
    pool.shutdown();
    System.out.println(pool.awaitTermination(1, TimeUnit.MINUTES));
    int common = ForkJoinPool.commonPool().invoke(new Fibonacci(11));
    long sum = IntStream.range(0, 3000).parallel().filter(x -> x % 3 == 0).asLongStream().sum();
    System.out.println("forks " + own + " " + common + " " + sum);
  }

  private static void meetings() throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(2, () -> System.out.println("barrier"));
    Exchanger<String> exchanger = new Exchanger<>();
    Phaser phaser = new Phaser(2);
    Semaphore semaphore = new Semaphore(1);
    semaphore.acquire();
    Thread other =
        new Thread(
            () -> {
              try {
                barrier.await();
                System.out.println(exchanger.exchange("from other").length());
                phaser.arriveAndAwaitAdvance();
                semaphore.release();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    other.start();
    barrier.await();
    exchanger.exchange("to the other");
    System.out.println("phase " + phaser.arriveAndAwaitAdvance());
    semaphore.acquire();
    System.out.println(semaphore.tryAcquire(1, TimeUnit.MILLISECONDS));
    other.join();
  }

  private static void queues() throws InterruptedException {
    List<BlockingQueue<Integer>> queues =
        List.of(
            new ArrayBlockingQueue<>(2),
            new LinkedBlockingQueue<>(2),
            new SynchronousQueue<>(),
            new LinkedTransferQueue<>());
    for (BlockingQueue<Integer> queue : queues) {
      Thread producer =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < 20; i++) {
                    queue.put(i);
                  }
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      producer.start();
      int sum = 0;
      for (int i = 0; i < 20; i++) {
        sum += queue.take();
      }
      producer.join();
      System.out.println(sum + " " + queue.poll(1, TimeUnit.MILLISECONDS));
    }
  }

  private static void timers() throws InterruptedException {
    Timer timer = new Timer(true);
    CountDownLatch ticks = new CountDownLatch(3);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            ticks.countDown();
          }
        },
        1,
        1);
    ticks.await();
    timer.cancel();
    System.out.println("timer");
  }

  private static void locals() throws InterruptedException {
    ThreadLocal<Integer> local = ThreadLocal.withInitial(() -> 5);
    InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
    inherited.set("inherited");
    local.set(6);
    Thread child = new Thread(() -> System.out.println(local.get() + " " + inherited.get()));
    child.start();
    child.join();
    System.out.println(local.get());
  }

  private static final ScopedValue<String> SCOPED = ScopedValue.newInstance();

  private static void scopedValues() throws InterruptedException {
    ScopedValue.where(SCOPED, "outer")
        .run(
            () -> {
              ScopedValue.where(SCOPED, "inner").run(() -> System.out.println(SCOPED.get()));
              System.out.println(SCOPED.get());
            });
    Thread other = new Thread(() -> System.out.println("bound: " + SCOPED.isBound()));
    other.start();
    other.join();
  }

  private static void virtualThreads() throws Exception {
    Thread.ofVirtual()
        .name("light")
        .start(() -> System.out.println(Thread.currentThread().getName()))
        .join();
    int sum = 0;
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        int n = i;
        results.add(
            pool.submit(
                () -> {
                  Thread.sleep(1);
                  return Thread.currentThread().isVirtual() ? n : -1;
                }));
      }
      for (Future<Integer> each : results) {
        sum += each.get();
      }
    }
    System.out.println("virtual " + sum);
  }
}
