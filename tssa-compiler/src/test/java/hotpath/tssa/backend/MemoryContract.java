package hotpath.tssa.backend;

import hotpath.tssa.eval.Corners;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.MemType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loads and stores of all types through all forms of addresses, and what is folded into them. */
public abstract class MemoryContract extends BackendContract {
  private static final String END = "  leave exit 0 end [t pc 0x40 fp 0 sp 5 | ";

  /** Ways to name the place DATA + 64; v0 is a ref to DATA, v1 the index 3 or 6. */
  private static final List<String> PLACES =
      List.of(
          "v0+64",
          "v8+64",
          "v9",
          "v0+v2<<3+16",
          "v8+v2<<3+16",
          "v8+v2<<2+40",
          "v8+v3<<1+52",
          "v10+16",
          "v11",
          "v12+40",
          "v0+8<<3",
          "v13-8",
          "v14+4",
          "null+" + (TraceMachine.DATA + 64));

  private static final String NAMES =
      """
        v0:ref = slot 0
        v2:i32 = slot 1
        v3:i32 = slot 2
        v8:addr = address v0
        v9:addr = plus v8, 64L
        v4:i64 = u2l v2
        v5:i64 = shl v4, 3
        v10:addr = plus v8, v5
        v6:i32 = r2i v0
        v7:i32 = add v6, 64
        v11:addr = region v7
        v15:i64 = i2l v3
        v16:i64 = shl v15, 2
        v12:addr = plus v8, v16
        v17:addr = region %d
        v13:addr = plus v17, 72L
        v18:ref = i2r v7
        v14:addr = plus v8, 60L
      """
          .formatted(TraceMachine.DATA);

  private void run(String body) {
    machine().slot(0, TraceMachine.DATA);
    machine().slot(1, 6);
    machine().slot(2, 6);
    String padded = NAMES.replaceAll("(?m)^ *", "  ");
    check("trace memory\n" + padded + body);
  }

  private void data(long bits) {
    machine().memory().putLong(machine().base() + TraceMachine.DATA + 64, bits);
  }

  @Test
  void loads() {
    for (MemType type : MemType.values()) {
      for (String place : PLACES) {
        for (long bits : new long[] {0x80, 0x7FFF_8000_1234_5678L, 0xFFFF_FFFF_8000_0081L}) {
          data(bits);
          run(
              "  v20:"
                  + type.kind()
                  + " = load."
                  + type
                  + " "
                  + place
                  + " @a*\n"
                  + END
                  + "3=v20]\n");
        }
      }
    }
  }

  @Test
  void storesOfValues() {
    for (MemType type : MemType.values()) {
      for (String place : PLACES) {
        data(0x0123_4567_89AB_CDEFL);
        Kind kind = type.kind();
        long[] corners = Corners.of(kind);
        machine().slot(4, corners[corners.length - 1] & (kind.is64() ? -1 : 0xFFFF_FFFFL));
        run(
            "  v20:"
                + kind
                + " = slot 4\n  store."
                + type
                + " "
                + place
                + " @a*, v20\n"
                + END
                + "]\n");
      }
    }
  }

  /** Upward, downward and onto itself, of all lengths up to some words; values live across it. */
  @Test
  void copies() {
    for (int length = 0; length < 40; length++) {
      for (int to : new int[] {16, 64, 66, 72, 120}) {
        for (int i = 0; i < 20; i++) {
          machine()
              .memory()
              .putLong(machine().base() + TraceMachine.DATA + 8L * i, i * 0x0102_0408_1020_4081L);
        }
        machine().slot(3, length);
        run(
            """
              v19:i32 = slot 3
              v20:i64 = i2l v19
              v21:addr = plus v8, %dL
              v22:addr = plus v8, 64L
              copy @a* v21, v22, v20
              v23:i64 = load.i64 v0+%d @a*
              v24:i32 = add v2, v3
            """
                    .formatted(to, to)
                    .replaceAll("(?m)^ *", "  ")
                + END
                + "3=v20 4=v23 5=v24 6=v18]\n");
      }
    }
  }

  @Test
  void storesOfConstants() {
    for (MemType type : MemType.values()) {
      if (type.kind() == Kind.REF) {
        data(-1);
        run("  store." + type + " v0+64 @a*, null\n" + END + "]\n");
        continue;
      }
      for (long bits : Corners.of(type.kind())) {
        data(0x0123_4567_89AB_CDEFL);
        String constant =
            switch (type.kind()) {
              case I32 -> Integer.toString((int) bits);
              case I64 -> bits + "L";
              case F32 -> "f32:" + Integer.toHexString((int) bits);
              default -> "f64:" + Long.toHexString(bits);
            };
        run("  store." + type + " v8+v2<<3+16 @a*, " + constant + "\n" + END + "]\n");
      }
    }
  }

  @Test
  void narrowedStores() {
    data(-1);
    machine().slot(4, 0x1234_5678_9ABC_DEF0L);
    run(
        "  v20:i64 = slot 4\n  v21:i32 = l2i v20\n  v22:i32 = i2b v21\n  store.i8 v0+64 @a*, v22\n"
            + "  v23:i32 = l2i v20\n  store.i32 v0+68 @a*, v23\n"
            + "  v24:i32 = l2i v20\n  v25:i32 = i2c v24\n  store.u16 v0+72 @a*, v25\n"
            + END
            + "]\n");
  }

  @Test
  void updatesInPlace() {
    for (MemType type : List.of(MemType.I32, MemType.I64)) {
      Kind kind = type.kind();
      for (String op : List.of("add", "sub", "and", "or", "xor")) {
        for (String other : List.of("v20", kind == Kind.I32 ? "-7" : "-7L")) {
          data(0xFFFF_FFF0_7FFF_FFFEL);
          machine().slot(4, 0x1234_5678L);
          String load = "  v21:" + kind + " = load." + type + " v8+v2<<3+16 @a*\n";
          String compute = "  v22:" + kind + " = " + op + " v21, " + other + "\n";
          String store = "  store." + type + " v8+v2<<3+16 @a*, v22\n";
          String operand = "  v20:" + kind + " = slot 4\n";
          run(operand + load + compute + store + END + "]\n");
          // The old value is needed too; another store lies between; the operands are swapped.
          run(operand + load + compute + store + END + "3=v21]\n");
          run(operand + load + "  store.i32 v9 @b?, 5\n" + compute + store + END + "]\n");
          String swapped = "  v22:" + kind + " = " + op + " " + other + ", v21\n";
          run(operand + load + swapped + store + END + "]\n");
        }
      }
    }
  }

  /** A load that an operation may execute itself, and one that it must not. */
  @Test
  void foldedLoads() {
    for (String between : List.of("", "  store.i32 v0+64 @a*, 99\n", "  store.i8 v0+96 @c*, 1\n")) {
      for (MemType type : List.of(MemType.I32, MemType.I64, MemType.F32, MemType.F64)) {
        Kind kind = type.kind();
        data(kind.isFloat() ? 0x4010_0000_4010_0000L : 0x0000_0033_0000_0044L);
        machine().slot(4, kind == Kind.F64 ? Double.doubleToLongBits(3) : 0x4040_0000L);
        for (String op : List.of("add v20, v21", "add v21, v20", "sub v20, v21", "mul v21, v20")) {
          run(
              ("  v20:" + kind + " = slot 4\n")
                  + ("  v21:" + kind + " = load." + type + " v8+v2<<3+16 @a*\n")
                  + between
                  + ("  v22:" + kind + " = " + op + "\n")
                  + END
                  + "3=v22 5=v20]\n");
        }
        for (String guard : List.of("guard ne v20, v21", "guard ge v21, v20")) {
          run(
              ("  v20:" + kind + " = slot 4\n")
                  + ("  v21:" + kind + " = load." + type + " v8+v2<<3+16 @a*\n")
                  + between
                  + ("  " + guard + " else exit 0 g [t pc 8 fp 0 sp 0 | 3=1]\n")
                  + "  leave exit 1 end [t pc 0x40 fp 0 sp 5]\n");
        }
      }
    }
  }

  @Test
  void comparesBytesInMemory() {
    for (String type : List.of("i8", "u8", "i16", "u16")) {
      for (int constant : new int[] {0, 1, -1, 127, -128, 128, 255, 256}) {
        for (long bits : new long[] {0, 1, 0xFFFF, 0x80, 0x7F, 0x100}) {
          data(bits);
          run(
              ("  v21:i32 = load." + type + " v0+64 @a*\n")
                  + ("  guard eq v21, " + constant)
                  + " else exit 0 g [t pc 8 fp 0 sp 0 | 3=1]\n"
                  + "  leave exit 1 end [t pc 0x40 fp 0 sp 5]\n");
        }
      }
    }
  }

  @Test
  void addresses() {
    run(
        "  v20:i32 = offset v9\n  v21:i32 = offset v10\n  v22:i32 = offset v11\n"
            + "  v23:addr = fp\n  v24:addr = plus v23, 16L\n  v25:i32 = offset v24\n"
            + "  v26:addr = address v18\n  v27:i32 = offset v26\n  v28:i32 = offset v23\n"
            + END
            + "3=v20 4=v21 5=v22 6=v25 7=v27 8=v28]\n");
  }
}
