package hotpath.gc.harness;

import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.gc.memory.ClassLayout;
import hotpath.gc.plan.PlanKind;
import hotpath.gc.vm.CollectionReason;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Random programs, compared with the shadow heap as they go. */
class RandomMutatorTest {
  private static final int VARIABLES = 12;
  private static final int STEPS = 3000;
  private static final int[] REFERENCE_KINDS = {
    ClassLayout.KIND_SOFT_REFERENCE,
    ClassLayout.KIND_WEAK_REFERENCE,
    ClassLayout.KIND_PHANTOM_REFERENCE,
    ClassLayout.KIND_FINAL_REFERENCE
  };

  @TestFactory
  Stream<DynamicTest> programs() {
    return Variant.all()
        .flatMap(
            variant ->
                LongStream.rangeClosed(1, 5)
                    .mapToObj(
                        seed ->
                            DynamicTest.dynamicTest(
                                variant + " seed " + seed, () -> run(variant, seed))));
  }

  private static void run(Variant variant, long seed) {
    Random random = new Random(seed);
    try (Mutator mutator = new Mutator(variant.options())) {
      for (int step = 0; step < STEPS; step++) {
        try {
          step(mutator, random);
          if (step % 100 == 0) {
            mutator.check();
          }
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError(variant + " seed " + seed + " step " + step, e);
        }
      }
      mutator.check();
      if (variant.plan() == PlanKind.SEMI_SPACE) {
        assertTrue(mutator.collections > 10, "only " + mutator.collections + " collections");
        assertTrue(mutator.cleared > 10, "only " + mutator.cleared + " references cleared");
      }
    }
  }

  private static void step(Mutator mutator, Random random) {
    String variable = any(random);
    int choice = random.nextInt(100);
    if (choice < 35) {
      allocate(mutator, random, variable);
    } else if (choice < 45) {
      allocateReference(mutator, random, variable);
    } else if (choice < 65) {
      useField(mutator, random, variable, true);
    } else if (choice < 80) {
      useField(mutator, random, variable, false);
    } else if (choice < 88) {
      mutator.drop(variable);
    } else if (choice < 91) {
      mutator.setGlobal("g" + random.nextInt(2), variable);
    } else if (choice < 93) {
      mutator.takePending(variable);
    } else if (choice < 95) {
      mutator.switchThread();
    } else if (choice < 96) {
      mutator.switchThreadWithoutWindow();
    } else if (choice < 98) {
      if (mutator.has(variable)) {
        mutator.intern(variable);
      }
    } else {
      mutator.collect(choice == 98 ? CollectionReason.EXPLICIT : CollectionReason.LAST_RESORT);
    }
  }

  private static void allocate(Mutator mutator, Random random, String variable) {
    Shape shape =
        switch (random.nextInt(4)) {
          case 0 -> mutator.vm.shape(ClassLayout.KIND_PRIMITIVE_ARRAY, random.nextInt(4));
          case 1 -> mutator.vm.shape(ClassLayout.KIND_REFERENCE_ARRAY, 2);
          default -> mutator.vm.instances(random.nextInt(5));
        };
    int length = random.nextInt(10) == 0 ? random.nextInt(2000) : random.nextInt(10);
    if (!mutator.allocate(variable, shape, shape.isArray() ? length : 0)) {
      // Full: let go of most, and it must work again.
      for (int i = 0; i < VARIABLES; i++) {
        mutator.drop("v" + i);
      }
    }
  }

  private static void allocateReference(Mutator mutator, Random random, String variable) {
    int kind = REFERENCE_KINDS[random.nextInt(REFERENCE_KINDS.length)];
    if (mutator.allocate(variable, mutator.vm.shape(kind, random.nextInt(2)), 0)) {
      mutator.setReferent(variable, any(random));
    }
  }

  private static void useField(Mutator mutator, Random random, String variable, boolean store) {
    if (!mutator.has(variable)) {
      return;
    }
    int fields = mutator.model(variable).references.length;
    if (fields == 0) {
      return;
    }
    if (store) {
      mutator.store(variable, random.nextInt(fields), any(random));
    } else {
      mutator.load(any(random), variable, random.nextInt(fields));
    }
  }

  private static String any(Random random) {
    return "v" + random.nextInt(VARIABLES);
  }
}
