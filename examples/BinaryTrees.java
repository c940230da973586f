// test: 4

/**
 * Builds and throws away binary trees of many sizes while one long-lived tree stays. Nearly all the
 * work is allocation and pointer chasing by recursion: it shows what an allocation costs inside and
 * outside of traces, that a full nursery or semi-space leaves the trace through an ordinary exit,
 * and what the collector does with deep structures.
 */
public final class BinaryTrees {
  private static final class Tree {
    final Tree left;
    final Tree right;

    Tree(Tree left, Tree right) {
      this.left = left;
      this.right = right;
    }

    static Tree ofDepth(int depth) {
      return depth == 0 ? new Tree(null, null) : new Tree(ofDepth(depth - 1), ofDepth(depth - 1));
    }

    int nodes() {
      return left == null ? 1 : 1 + left.nodes() + right.nodes();
    }
  }

  public static void main(String[] args) {
    int depth = args.length > 0 ? Integer.parseInt(args[0]) : 17;
    Tree longLived = Tree.ofDepth(depth);
    for (int d = 2; d <= depth; d += 4) {
      int iterations = 1 << (depth - d + 2);
      int nodes = 0;
      for (int i = 0; i < iterations; i++) {
        nodes += Tree.ofDepth(d).nodes();
      }
      System.out.print(iterations);
      System.out.print(" trees of depth ");
      System.out.print(d);
      System.out.print(": ");
      System.out.print(nodes);
      System.out.println(" nodes");
    }
    System.out.print("long-lived tree of depth ");
    System.out.print(depth);
    System.out.print(": ");
    System.out.print(longLived.nodes());
    System.out.println(" nodes");
  }
}
