// test: 400

/**
 * A small stack machine that runs a program of its own: an interpreter in the interpreter. Its loop
 * has one switch with a dozen targets, so traces that follow the bytecode loop see a different path
 * each time around, where what repeats is the path of the program below. Dense, sparse, string and
 * enum switches (table, search, hash and array lookup) each get a loop of their own too.
 */
public final class Switches {
  private enum Op {
    PUSH,
    LOAD,
    STORE,
    ADD,
    SUB,
    MUL,
    REM,
    JUMP,
    JUMP_IF_ZERO,
    PRINT,
    HALT
  }

  private static final String[] WORDS = {
    "red", "green", "blue", "Aa", "BB", "yellow", "black", "white", ""
  };

  /**
   * Sums i * i % 1009 for i from the argument down to 1; an instruction is an Op and an operand.
   */
  private static final int[] PROGRAM = {
    op(Op.LOAD), 0, // 0
    op(Op.JUMP_IF_ZERO), 30, // 2
    op(Op.LOAD), 1, // 4
    op(Op.LOAD), 0, // 6
    op(Op.LOAD), 0, // 8
    op(Op.MUL), 0, // 10
    op(Op.PUSH), 1009, // 12
    op(Op.REM), 0, // 14
    op(Op.ADD), 0, // 16
    op(Op.STORE), 1, // 18
    op(Op.LOAD), 0, // 20
    op(Op.PUSH), 1, // 22
    op(Op.SUB), 0, // 24
    op(Op.STORE), 0, // 26
    op(Op.JUMP), 0, // 28
    op(Op.LOAD), 1, // 30
    op(Op.PRINT), 0, // 32
    op(Op.HALT), 0 // 34
  };

  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 1_200_000;
    interpret(PROGRAM, Math.min(rounds, 100_000));
    print("dense", dense(rounds));
    print("sparse", sparse(rounds));
    print("words", words(rounds));
    print("enums", enums(rounds));
  }

  private static int op(Op op) {
    return op.ordinal();
  }

  private static void interpret(int[] program, int argument) {
    Op[] ops = Op.values();
    int[] stack = new int[8];
    int[] variables = {argument, 0};
    int sp = 0;
    int pc = 0;
    while (true) {
      Op op = ops[program[pc]];
      int operand = program[pc + 1];
      pc += 2;
      switch (op) {
        case PUSH -> stack[sp++] = operand;
        case LOAD -> stack[sp++] = variables[operand];
        case STORE -> variables[operand] = stack[--sp];
        case ADD -> {
          sp--;
          stack[sp - 1] += stack[sp];
        }
        case SUB -> {
          sp--;
          stack[sp - 1] -= stack[sp];
        }
        case MUL -> {
          sp--;
          stack[sp - 1] *= stack[sp];
        }
        case REM -> {
          sp--;
          stack[sp - 1] %= stack[sp];
        }
        case JUMP -> pc = operand;
        case JUMP_IF_ZERO -> {
          if (stack[--sp] == 0) {
            pc = operand;
          }
        }
        case PRINT -> print("program", stack[--sp]);
        case HALT -> {
          return;
        }
      }
    }
  }

  @SuppressWarnings("fallthrough")
  private static int dense(int rounds) {
    int state = 1;
    int sum = 0;
    for (int i = 0; i < rounds; i++) {
      state = state * 1664525 + 1013904223;
      switch (state >>> 29) {
        case 0:
          sum += 3;
          break;
        case 1:
          sum ^= i;
          break;
        case 2:
          sum -= 5;
        // fall through
        case 3:
          sum = -sum;
          break;
        case 5:
          sum <<= 1;
          break;
        case 6:
          continue;
        default:
          sum++;
      }
      sum ^= 0x55;
    }
    return sum;
  }

  private static int sparse(int rounds) {
    int sum = 0;
    for (int i = 0; i < rounds; i++) {
      sum +=
          switch (i * 37 % 1000) {
            case -1_000_000 -> 1;
            case 0, 37 -> 2;
            case 74 -> i;
            case 111 -> -i;
            case 500 -> 7;
            case 999 -> 11;
            case Integer.MAX_VALUE -> 13;
            default -> i & 3;
          };
    }
    return sum;
  }

  private static int words(int rounds) {
    int sum = 0;
    for (int i = 0; i < rounds / 2; i++) {
      String word = WORDS[i % WORDS.length];
      sum +=
          switch (word) {
            case "red" -> 1;
            case "green" -> 20;
            case "blue" -> 300;
            case "Aa" -> 4000; // the same hash code as BB
            case "BB" -> 50000;
            case "" -> -i;
            default -> word.length();
          };
    }
    return sum;
  }

  private static int enums(int rounds) {
    Op[] ops = Op.values();
    int sum = 0;
    for (int i = 0; i < rounds; i++) {
      sum +=
          switch (ops[i % ops.length]) {
            case PUSH, LOAD -> 1;
            case STORE -> -2;
            case ADD, SUB, MUL, REM -> i;
            case JUMP -> sum >> 1;
            case JUMP_IF_ZERO -> 5;
            case PRINT, HALT -> -i;
          };
    }
    return sum;
  }

  private static void print(String what, int value) {
    System.out.print(what);
    System.out.print(' ');
    System.out.println(value);
  }
}
