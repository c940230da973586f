// test: 30

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Money moved between accounts by the threads of an executor, each account with a lock: what
 * java.util.concurrent is made of (compare-and-set, park and unpark, volatile fields, variable
 * handles) in loops that compile as a whole, since no other thread runs in between.
 */
public final class Transfers {
  private static final int ACCOUNTS = 16;
  private static final int WORKERS = 4;

  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 60_000;
    Account[] accounts = new Account[ACCOUNTS];
    for (int i = 0; i < ACCOUNTS; i++) {
      accounts[i] = new Account(1000);
    }
    AtomicLong moved = new AtomicLong();
    ConcurrentHashMap<Integer, Integer> visits = new ConcurrentHashMap<>();
    ExecutorService pool = Executors.newFixedThreadPool(WORKERS);
    List<Future<Integer>> results = new ArrayList<>();
    for (int w = 0; w < WORKERS; w++) {
      results.add(pool.submit(new Worker(w, rounds, accounts, moved, visits)));
    }
    int transfers = 0;
    for (Future<Integer> each : results) {
      transfers += get(each);
    }
    pool.shutdown();
    long sum = 0;
    for (Account account : accounts) {
      sum += account.balance;
    }
    int visited = 0;
    for (int count : visits.values()) {
      visited += count;
    }
    print("transfers", transfers);
    print("sum", sum);
    print("moved", moved.get());
    print("visits", visited);
  }

  private static int get(Future<Integer> result) {
    try {
      return result.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void print(String what, long value) {
    System.out.print(what);
    System.out.print(' ');
    System.out.println(value);
  }

  private static final class Account {
    private final ReentrantLock lock = new ReentrantLock();
    private long balance;

    Account(long balance) {
      this.balance = balance;
    }
  }

  private static final class Worker implements Callable<Integer> {
    private final int number;
    private final int rounds;
    private final Account[] accounts;
    private final AtomicLong moved;
    private final ConcurrentHashMap<Integer, Integer> visits;

    Worker(
        int number,
        int rounds,
        Account[] accounts,
        AtomicLong moved,
        ConcurrentHashMap<Integer, Integer> visits) {
      this.number = number;
      this.rounds = rounds;
      this.accounts = accounts;
      this.moved = moved;
      this.visits = visits;
    }

    @Override
    public Integer call() {
      int random = 12345 + number;
      int done = 0;
      for (int i = 0; i < rounds; i++) {
        random = random * 1103515245 + 12345;
        int from = (random >>> 16) % ACCOUNTS;
        int to = (random >>> 20) % ACCOUNTS;
        if (from != to) {
          transfer(accounts[Math.min(from, to)], accounts[Math.max(from, to)], i % 7);
          done++;
        }
        if (i % 10 == 0) {
          visit(from);
        }
      }
      return done;
    }

    /** Both locks, always in the same order. */
    private void transfer(Account low, Account high, long amount) {
      low.lock.lock();
      try {
        high.lock.lock();
        try {
          low.balance -= amount;
          high.balance += amount;
        } finally {
          high.lock.unlock();
        }
      } finally {
        low.lock.unlock();
      }
      moved.addAndGet(amount);
    }

    private void visit(int account) {
      while (true) {
        Integer old = visits.putIfAbsent(account, 1);
        if (old == null || visits.replace(account, old, old + 1)) {
          return;
        }
      }
    }
  }
}
