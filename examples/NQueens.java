// test: 5

/**
 * All ways to put n queens on a board so that none attacks another, by recursion with backtracking.
 * The only loop calls itself from its body: following calls, a recording would unroll the search
 * until it is too long. How well a tracing VM does here depends on its rules for recursion (anchors
 * at hot method entries, a limit of unrolled levels) and on how soon it stops trying in vain.
 */
public final class NQueens {
  private final int n;
  private final boolean[] column;
  private final boolean[] rising;
  private final boolean[] falling;
  private final int[] position;
  private int[] first;
  private int solutions;

  private NQueens(int n) {
    this.n = n;
    column = new boolean[n];
    rising = new boolean[2 * n - 1];
    falling = new boolean[2 * n - 1];
    position = new int[n];
    first = new int[0];
  }

  public static void main(String[] args) {
    int n = args.length > 0 ? Integer.parseInt(args[0]) : 12;
    NQueens board = new NQueens(n);
    board.place(0);
    System.out.print(board.solutions);
    System.out.print(" solutions for ");
    System.out.print(n);
    System.out.println(" queens; the first:");
    board.draw();
  }

  private void place(int row) {
    if (row == n) {
      if (solutions++ == 0) {
        first = position.clone();
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      if (!column[i] && !rising[row + i] && !falling[row - i + n - 1]) {
        position[row] = i;
        set(row, i, true);
        place(row + 1);
        set(row, i, false);
      }
    }
  }

  private void set(int row, int i, boolean taken) {
    column[i] = taken;
    rising[row + i] = taken;
    falling[row - i + n - 1] = taken;
  }

  private void draw() {
    for (int queen : first) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < n; i++) {
        line.append(i == queen ? " Q" : " .");
      }
      System.out.println(line);
    }
  }
}
