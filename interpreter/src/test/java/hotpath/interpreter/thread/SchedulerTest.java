package hotpath.interpreter.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.gc.memory.ObjectLayout;
import hotpath.gc.plan.HeapOptions;
import hotpath.gc.plan.PlanKind;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.frame.ThreadBlock;
import hotpath.interpreter.frame.ThreadStatus;
import hotpath.interpreter.frame.Turn;
import hotpath.interpreter.frame.Turn.Wake;
import hotpath.interpreter.natives.host.BootClassPath;
import hotpath.interpreter.vm.TestHost;
import hotpath.interpreter.vm.Vm;
import hotpath.interpreter.vm.VmOptions;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Turns, deadlines and locks without guest code: what a program would do is done to the scheduler.
 */
class SchedulerTest {
  private static final long QUANTUM = VmOptions.DEFAULT_QUANTUM;

  private final TestHost host = new TestHost();
  private final Vm vm =
      new Vm(
          VmOptions.of(HeapOptions.of(PlanKind.SEMI_SPACE, 8 << 20)),
          host,
          new BootClassPath(),
          name -> null,
          ".");
  private final Scheduler scheduler = vm.scheduler();
  private final Monitors monitors = vm.monitors();
  private final GuestThread first = vm.mainThread();
  private final GuestThread second = Objects.requireNonNull(vm.threads().create());
  private final GuestThread third = Objects.requireNonNull(vm.threads().create());

  @BeforeEach
  void firstRuns() {
    assertSame(first, scheduler.next());
  }

  @AfterEach
  void close() {
    vm.close();
  }

  private long limit(GuestThread thread) {
    return vm.memory().i64(thread.block() + ThreadBlock.LIMIT);
  }

  private int object() {
    return vm.strings().make("locked");
  }

  private int lockWord(int object) {
    return vm.memory().i32(Integer.toUnsignedLong(object) + ObjectLayout.LOCK);
  }

  @Test
  void threadsHaveTheirTurnsInOrder() {
    scheduler.add(second);
    scheduler.add(third);
    scheduler.yield();
    assertSame(second, scheduler.next());
    assertSame(second, scheduler.next(), "its turn is not over");
    scheduler.sliceEnded();
    assertSame(third, scheduler.next());
    scheduler.sliceEnded();
    assertSame(first, scheduler.next());
  }

  /** Whoever is alone has no limit; where its slices end does not change for that. */
  @Test
  void slicesEndAtFixedDistances() {
    assertEquals(Turn.NEVER, limit(first));
    scheduler.yield();
    assertSame(first, scheduler.next());
    first.charge(2 * QUANTUM + 7);
    assertEquals(Turn.NEVER, limit(first));
    scheduler.add(second);
    assertEquals(3 * QUANTUM, limit(first));
    scheduler.sliceEnded();
    assertSame(second, scheduler.next());
    assertEquals(QUANTUM, limit(second));
    scheduler.block(ThreadStatus.PARKED, Turn.NEVER);
    assertSame(first, scheduler.next());
    assertEquals(Turn.NEVER, limit(first));
    scheduler.wake(second, Wake.EVENT);
    assertEquals(4 * QUANTUM, limit(first));
  }

  @Test
  void deadlinesWakeInTheirOrderAndTheHostRestsUntilThen() {
    scheduler.add(second);
    scheduler.add(third);
    long start = host.nanoTime();
    scheduler.block(ThreadStatus.SLEEPING, scheduler.deadlineIn(300));
    assertSame(second, scheduler.next());
    scheduler.block(ThreadStatus.SLEEPING, scheduler.deadlineIn(100));
    assertSame(third, scheduler.next());
    scheduler.block(ThreadStatus.SLEEPING, scheduler.deadlineIn(200));
    assertSame(second, scheduler.next());
    assertEquals(start + 100, host.nanoTime());
    assertSame(Wake.TIME, second.turn().wake());
    scheduler.block(ThreadStatus.PARKED, Turn.NEVER);
    assertSame(third, scheduler.next());
    scheduler.interrupt(first);
    scheduler.block(ThreadStatus.PARKED, Turn.NEVER);
    assertSame(first, scheduler.next());
    assertSame(Wake.INTERRUPT, first.turn().wake());
    assertEquals(start + 200, host.nanoTime());
    scheduler.block(ThreadStatus.PARKED, Turn.NEVER);
    assertNull(scheduler.next(), "nobody can wake anybody");
  }

  @Test
  void aLockIsAWordAgainWhenNobodyWantsIt() {
    int object = object();
    assertTrue(monitors.enter(first, object));
    assertTrue(monitors.enter(first, object));
    assertEquals(first.lockOwner() | 2, lockWord(object));
    scheduler.add(second);
    scheduler.sliceEnded();
    assertSame(second, scheduler.next());
    assertFalse(monitors.exit(second, object), "not the owner");
    assertFalse(monitors.enter(second, object));
    assertSame(first, scheduler.next());
    assertEquals(0xFFFF, lockWord(object) >>> 16);
    assertTrue(monitors.exit(first, object));
    assertFalse(scheduler.isWaiting(first));
    assertTrue(scheduler.isWaiting(second), "one level is left");
    assertTrue(monitors.exit(first, object));
    assertFalse(scheduler.isWaiting(second));
    scheduler.yield();
    assertSame(second, scheduler.next());
    assertTrue(monitors.enter(second, object));
    assertTrue(monitors.exit(second, object));
    assertEquals(0, lockWord(object));
  }

  /** Who was woken for a lock and found it taken has it next, whoever asks before. */
  @Test
  void nobodyStarvesAtALock() {
    int object = object();
    monitors.enter(first, object);
    scheduler.add(second);
    scheduler.sliceEnded();
    assertSame(second, scheduler.next());
    assertFalse(monitors.enter(second, object));
    assertSame(first, scheduler.next());
    monitors.exit(first, object);
    assertTrue(monitors.enter(first, object), "free for whoever asks first");
    scheduler.sliceEnded();
    assertSame(second, scheduler.next());
    assertFalse(monitors.enter(second, object));
    assertSame(first, scheduler.next());
    monitors.exit(first, object);
    assertFalse(monitors.enter(first, object), "the heir is next");
    assertSame(second, scheduler.next());
    assertTrue(monitors.enter(second, object));
    assertTrue(monitors.isOwner(second, object));
  }

  @Test
  void aNotificationIsNotLostOnWhoseTimeIsOver() {
    int object = object();
    scheduler.add(second);
    scheduler.add(third);
    monitors.enter(first, object);
    monitors.beginWait(first, object, scheduler.deadlineIn(10));
    assertSame(second, scheduler.next());
    monitors.enter(second, object);
    monitors.beginWait(second, object, Turn.NEVER);
    assertSame(third, scheduler.next());
    host.pause(20);
    scheduler.yield();
    assertSame(third, scheduler.next());
    monitors.enter(third, object);
    monitors.notify(object, false);
    monitors.exit(third, object);
    assertFalse(scheduler.isWaiting(second), "first had timed out, so this was for second");
  }

  @Test
  void stacksGrowWithWhatIsOnThem() {
    long before = second.stackBytes();
    second.push(42);
    assertTrue(vm.threads().growStack(second));
    assertEquals(2 * before, second.stackBytes());
    assertEquals(42, second.pop());
    while (vm.threads().growStack(second)) {
      assertTrue(second.stackBytes() <= VmOptions.DEFAULT_STACK_BYTES);
    }
    assertEquals(VmOptions.DEFAULT_STACK_BYTES, second.stackBytes());
  }
}
