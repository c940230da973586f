// test: 12 8

/**
 * Conway's game of life on a torus. Two-dimensional byte arrays, a remainder to wrap around, and
 * rules that branch on what the neighbours happen to be: short loops with a fixed number of
 * iterations (three by three) inside long ones. Those a tracing VM would rather unroll into the
 * outer trace than enter as trees of their own.
 */
public final class Life {
  public static void main(String[] args) {
    int size = args.length > 0 ? Integer.parseInt(args[0]) : 48;
    int generations = args.length > 1 ? Integer.parseInt(args[1]) : 500;
    byte[][] board = seeded(size);
    byte[][] next = new byte[size][size];
    report(0, board);
    for (int generation = 1; generation <= generations; generation++) {
      step(board, next);
      byte[][] old = board;
      board = next;
      next = old;
      if (generation % Math.max(1, generations / 4) == 0) {
        report(generation, board);
      }
    }
    draw(board);
  }

  private static byte[][] seeded(int size) {
    byte[][] board = new byte[size][size];
    int state = 42;
    for (byte[] row : board) {
      for (int x = 0; x < size; x++) {
        state = state * 1103515245 + 12345;
        row[x] = (byte) (state >>> 30 == 0 ? 1 : 0);
      }
    }
    return board;
  }

  private static void step(byte[][] board, byte[][] next) {
    int size = board.length;
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int neighbours = -board[y][x];
        for (int dy = size - 1; dy <= size + 1; dy++) {
          byte[] row = board[(y + dy) % size];
          for (int dx = size - 1; dx <= size + 1; dx++) {
            neighbours += row[(x + dx) % size];
          }
        }
        if (neighbours == 3 || (neighbours == 2 && board[y][x] == 1)) {
          next[y][x] = 1;
        } else {
          next[y][x] = 0;
        }
      }
    }
  }

  private static void report(int generation, byte[][] board) {
    int population = 0;
    for (byte[] row : board) {
      for (byte cell : row) {
        population += cell;
      }
    }
    System.out.print("generation ");
    System.out.print(generation);
    System.out.print(": ");
    System.out.print(population);
    System.out.println(" cells");
  }

  private static void draw(byte[][] board) {
    for (byte[] row : board) {
      StringBuilder line = new StringBuilder();
      for (byte cell : row) {
        line.append(cell == 1 ? 'O' : '.');
      }
      System.out.println(line);
    }
  }
}
