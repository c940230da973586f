import java.util.concurrent.CountDownLatch;

/** How a program ends: each way by its name in the first argument. */
public final class Ends {
  public static void main(String[] args) throws InterruptedException {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> System.out.println("hook, after all"), "hook"));
    switch (args[0]) {
      case "users" -> users();
      case "daemons" -> daemons();
      case "uncaught" -> uncaught();
      case "exit" -> exit();
      case "handlers" -> handlers();
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /** Threads that are no daemons outlive the main one. */
  private static void users() {
    Thread main = Thread.currentThread();
    Thread user =
        new Thread(
            () -> {
              try {
                main.join();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              System.out.println("main is " + main.getState());
              new Thread(() -> System.out.println("and one more")).start();
            });
    user.start();
    System.out.println("main ends");
  }

  /** The program does not wait for daemons, whatever they do. */
  private static void daemons() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      boolean spins = i == 0;
      Thread daemon =
          new Thread(
              () -> {
                started.countDown();
                while (spins) {
                  Thread.onSpinWait();
                }
                try {
                  Thread.sleep(1_000_000);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      daemon.setDaemon(true);
      daemon.start();
    }
    started.await();
    System.out.println("daemons run");
  }

  /** One in another thread does not change the exit code, one in the main thread does. */
  private static void uncaught() throws InterruptedException {
    Thread thread =
        new Thread(
            () -> {
              throw new IllegalStateException("in a thread");
            },
            "thrower");
    thread.start();
    thread.join();
    throw new IllegalArgumentException("in main");
  }

  private static void exit() throws InterruptedException {
    Thread thread = new Thread(() -> System.exit(3));
    thread.start();
    thread.join();
    System.out.println("not reached");
  }

  private static void handlers() throws InterruptedException {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> System.out.println("default: " + thrown.getMessage()));
    Thread own =
        new Thread(
            () -> {
              throw new IllegalStateException("one");
            });
    own.setUncaughtExceptionHandler(
        (thread, thrown) -> System.out.println("own: " + thrown.getMessage()));
    Thread other =
        new Thread(
            () -> {
              throw new IllegalStateException("two");
            });
    Thread failing =
        new Thread(
            () -> {
              throw new IllegalStateException("three");
            });
    failing.setUncaughtExceptionHandler(
        (thread, thrown) -> {
          throw new IllegalStateException("of the handler itself");
        });
    for (Thread each : new Thread[] {own, other, failing}) {
      each.start();
      each.join();
    }
    throw new IllegalStateException("four");
  }
}
