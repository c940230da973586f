package hotpath.launcher.mutants;

import hotpath.interpreter.verify.ClassMutator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A program some of whose class files are spoiled. All of it follows from the program and the seed;
 * a mutation does not depend on whether another one was left out, as far as it still applies, so
 * that a failure can be shown with the fewest.
 *
 * @param classes class files by internal name
 * @param mutations what was done, in words
 */
public record Mutant(long seed, Map<String, byte[]> classes, List<String> mutations) {
  /** Most mutants have one: two of them rarely meet, and the first error hides the second. */
  public static final int MOST = 3;

  /** One mutation in so many is of the program's shape; the others are of what a class holds. */
  private static final int SHAPES = 5;

  /** The mutant of a seed: one class file of the program is spoiled. */
  public static Mutant of(long seed, Map<String, byte[]> program, Set<Integer> dropped) {
    List<String> names = names(program);
    String only = names.get(new Random(~seed).nextInt(names.size()));
    return of(seed, program, dropped, List.of(only));
  }

  /**
   * The mutant of a seed in which any class may be spoiled. Of which one an error comes first is
   * then often for the VM to say.
   */
  public static Mutant ofSeveral(long seed, Map<String, byte[]> program, Set<Integer> dropped) {
    return of(seed, program, dropped, names(program));
  }

  private static List<String> names(Map<String, byte[]> program) {
    List<String> names = new ArrayList<>(new TreeMap<>(program).keySet());
    names.remove(Subject.DRIVER);
    return names;
  }

  private static Mutant of(
      long seed, Map<String, byte[]> program, Set<Integer> dropped, List<String> spoiled) {
    Random random = new Random(seed);
    int count = Math.max(1, random.nextInt(2 * MOST) - MOST + 1);
    Map<String, byte[]> classes = new TreeMap<>(program);
    List<String> done = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long own = random.nextLong();
      if (!dropped.contains(i)) {
        List<String> left = new ArrayList<>(spoiled);
        left.retainAll(classes.keySet());
        mutate(classes, left, new Random(own), own, done);
      }
    }
    return new Mutant(seed, classes, done);
  }

  /** Whether more than one thing may be wrong: bytes are changed by twos. */
  public boolean isSpoiledOften() {
    return mutations.size() > 1 || mutations.stream().anyMatch(done -> done.contains("BYTES"));
  }

  private static void mutate(
      Map<String, byte[]> classes,
      List<String> names,
      Random random,
      long seed,
      List<String> done) {
    if (names.isEmpty()) {
      return;
    }
    String name = names.get(random.nextInt(names.size()));
    if (random.nextInt(SHAPES) == 0) {
      ShapeMutation[] kinds = ShapeMutation.values();
      ShapeMutation kind = kinds[random.nextInt(kinds.length)];
      if (kind.apply(classes, name, random)) {
        done.add(kind + " of " + name);
      }
      return;
    }
    ClassMutator.Kind[] kinds = ClassMutator.Kind.values();
    ClassMutator.Kind kind = kinds[random.nextInt(kinds.length)];
    byte[] mutated;
    try {
      mutated = new ClassMutator(seed).mutate(classes.get(name), kind, 0);
    } catch (RuntimeException e) {
      return; // An earlier mutation made of it what neither ASM nor our reader takes.
    }
    if (mutated != null) {
      classes.put(name, mutated);
      done.add(kind + " of " + name);
    }
  }
}
