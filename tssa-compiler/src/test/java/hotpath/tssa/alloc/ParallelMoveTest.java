package hotpath.tssa.alloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.tssa.lir.Location;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Copies that happen at once against the sequences that they become. */
class ParallelMoveTest {
  private static final int WORD = Location.spill(99);
  private static final int GPRS = 6;

  /** Locations with what they hold: at first their own names. */
  private static final class Machine implements ParallelMove.Sink {
    private final Map<Integer, Integer> held = new HashMap<>();
    private final boolean exchanges;
    private int steps;

    Machine(boolean exchanges) {
      this.exchanges = exchanges;
    }

    int at(int location) {
      return held.getOrDefault(location, location);
    }

    @Override
    public void move(int source, int target, int value) {
      held.put(target, at(source));
      steps++;
    }

    @Override
    public boolean exchange(int a, int b) {
      if (!exchanges || (a < GPRS) != (b < GPRS)) {
        return false;
      }
      int atA = at(a);
      held.put(a, at(b));
      held.put(b, atA);
      steps++;
      return true;
    }
  }

  private static List<Integer> locations() {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < 2 * GPRS; i++) {
      all.add(Location.reg(i));
      all.add(Location.spill(i));
      all.add(Location.frame(i - 3));
    }
    return all;
  }

  @Test
  void randomGroups() {
    for (int seed = 0; seed < 5000; seed++) {
      Random random = new Random(seed);
      List<Integer> targets = locations();
      Collections.shuffle(targets, random);
      List<Integer> pool = targets.subList(0, 2 + random.nextInt(12));
      ParallelMove parallel = new ParallelMove();
      Map<Integer, Integer> expected = new HashMap<>();
      int n = random.nextInt(pool.size());
      for (int i = 0; i < n; i++) {
        int source =
            random.nextInt(6) == 0
                ? Location.of(Location.CONST, i)
                : pool.get(random.nextInt(pool.size()));
        parallel.add(source, pool.get(i), 0);
        expected.put(pool.get(i), source);
      }
      Machine machine = new Machine(random.nextBoolean());
      parallel.resolve(machine, WORD);
      assertTrue(parallel.isEmpty());
      for (int location : pool) {
        int wanted = expected.getOrDefault(location, location);
        assertEquals(wanted, machine.at(location), "seed " + seed);
      }
      assertTrue(machine.steps <= 2 * n, "seed " + seed);
    }
  }

  @Test
  void aRotationOfRegistersNeedsNoMemory() {
    ParallelMove parallel = new ParallelMove();
    for (int i = 0; i < 4; i++) {
      parallel.add(Location.reg(i), Location.reg((i + 1) % 4), 0);
    }
    Machine machine = new Machine(true);
    parallel.resolve(machine, WORD);
    assertEquals(3, machine.steps);
    assertEquals(Location.reg(3), machine.at(Location.reg(0)));
  }
}
