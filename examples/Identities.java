// test: 400

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Maps and sets of objects that have no hashCode of their own, and of classes and enum constants.
 * Their hash is a number that the VM makes when it is first asked for, by a native method, in the
 * middle of every lookup. It differs from VM to VM, so nothing here prints one.
 */
public final class Identities {
  /** Keeps Object's equals and hashCode. */
  private static final class Node {
    final int number;

    Node(int number) {
      this.number = number;
    }
  }

  /** Has its own, and asks for the other one too. */
  private static final class Named {
    final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Named && ((Named) other).name.equals(name);
    }

    @Override
    public int hashCode() {
      return name.hashCode() + 0 * super.hashCode();
    }
  }

  private enum Color {
    RED,
    GREEN,
    BLUE
  }

  private Identities() {}

  private static long maps(int rounds) {
    Node[] nodes = new Node[64];
    Map<Object, Integer> counts = new HashMap<>();
    Map<Node, Node> next = new IdentityHashMap<>();
    long sum = 0;
    for (int i = 0; i < rounds; i++) {
      int at = i * 7 & 63;
      Node node = nodes[at];
      if (node == null || i % 100 == 99) {
        node = new Node(i);
        nodes[at] = node;
        next.put(node, nodes[at ^ 1]);
      }
      Integer count = counts.get(node);
      counts.put(node, count == null ? 1 : count + 1);
      Node other = next.get(node);
      sum = sum * 3 + counts.get(node) + (other == null ? 0 : other.number);
    }
    return sum + counts.size() * 1000L + next.size();
  }

  private static int mixed(int rounds) {
    Object[] keys = {
      new Named("a"), Color.RED, String.class, new Node(1), "text", 17, Color.BLUE, new Named("a")
    };
    Set<Object> seen = new HashSet<>();
    int fresh = 0;
    int nulls = 0;
    for (int i = 0; i < rounds; i++) {
      if (seen.add(keys[i & 7])) {
        fresh++;
      }
      Object maybe = i % 3 == 0 ? null : keys[i & 7];
      if (System.identityHashCode(maybe) == 0) {
        nulls++;
      }
      if (i % 50 == 0) {
        seen.remove(keys[i % 8]);
      }
    }
    return fresh * 10 + nulls + seen.size();
  }

  /** A new object each time, so the VM has to make the hash each time. */
  private static int made(int rounds) {
    int same = 0;
    for (int i = 0; i < rounds; i++) {
      Object object = new Object();
      if (object.hashCode() == System.identityHashCode(object)) {
        same++;
      }
    }
    return same;
  }

  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 500_000;
    System.out.println(maps(rounds));
    System.out.println(mixed(rounds));
    System.out.println(made(rounds));
    Object missing = args.length > 1 ? args : null;
    try {
      System.out.println(missing.hashCode());
    } catch (NullPointerException e) {
      System.out.println("no object");
    }
  }
}
