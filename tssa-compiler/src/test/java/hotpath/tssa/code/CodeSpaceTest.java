package hotpath.tssa.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeSpaceTest {
  private static final int START = 112;
  private static final int END = 64 * 1024;

  private record Piece(int start, int bytes) {
    int end() {
      return start + CodeSpace.rounded(bytes);
    }
  }

  /** The same space, kept as a set of bytes. */
  private static final class Checker {
    private final BitSet taken = new BitSet();
    private final List<Piece> pieces = new ArrayList<>();

    void add(Piece piece) {
      assertTrue(piece.start >= START && piece.end() <= END, piece.toString());
      assertEquals(0, piece.start % CodeSpace.ALIGNMENT);
      int next = taken.nextSetBit(piece.start);
      assertTrue(next < 0 || next >= piece.end(), piece + " overlaps at " + next);
      taken.set(piece.start, piece.end());
      pieces.add(piece);
    }

    Piece removeAny(Random random) {
      Piece piece = pieces.remove(random.nextInt(pieces.size()));
      taken.clear(piece.start, piece.end());
      return piece;
    }

    boolean hasGap(int bytes, int alignment) {
      int size = CodeSpace.rounded(bytes);
      for (int at = START; at + size <= END; at = taken.nextClearBit(at + 1)) {
        int start = CodeSpace.align(at, alignment);
        int next = taken.nextSetBit(start);
        if (start + size <= END && (next < 0 || next >= start + size)) {
          return true;
        }
      }
      return false;
    }

    int gaps() {
      int gaps = 0;
      for (int at = taken.nextClearBit(START); at < END; ) {
        gaps++;
        int next = taken.nextSetBit(at);
        at = next < 0 ? END : taken.nextClearBit(next);
      }
      return gaps;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void piecesNeverOverlapAndNoSpaceIsLost(long seed) {
    Random random = new Random(seed);
    CodeSpace space = new CodeSpace(START, END);
    Checker checker = new Checker();
    int refused = 0;
    for (int step = 0; step < 20_000; step++) {
      if (checker.pieces.isEmpty() || random.nextInt(100) < 55) {
        int bytes = 1 + (random.nextInt(8) == 0 ? random.nextInt(9000) : random.nextInt(700));
        int alignment = CodeSpace.ALIGNMENT << random.nextInt(3);
        int found = space.find(bytes, alignment);
        int at = space.allocate(bytes, alignment);
        assertEquals(found, at, "seed " + seed);
        if (at == CodeSpace.NO_ROOM) {
          assertFalse(checker.hasGap(bytes, alignment), "seed " + seed + ": a gap was not found");
          refused++;
        } else {
          assertEquals(0, at % alignment);
          checker.add(new Piece(at, bytes));
        }
      } else {
        Piece piece = checker.removeAny(random);
        space.release(piece.start, piece.bytes);
      }
      assertEquals(END - START - checker.taken.cardinality(), space.freeBytes(), "seed " + seed);
      assertEquals(checker.gaps(), space.gaps(), "seed " + seed + ": gaps that touch");
    }
    assertTrue(refused > 100, "the space was never full");
    while (!checker.pieces.isEmpty()) {
      Piece piece = checker.removeAny(random);
      space.release(piece.start, piece.bytes);
    }
    assertEquals(1, space.gaps());
    assertEquals(START, space.find(END - START, CodeSpace.ALIGNMENT));
  }

  @Test
  void whatIsFreeIsNotGivenBackAgain() {
    CodeSpace space = new CodeSpace(0, 1024);
    int first = space.allocate(100, 16);
    int second = space.allocate(100, 16);
    space.release(first, 100);
    assertThrows(IllegalArgumentException.class, () -> space.release(first, 100));
    assertThrows(IllegalArgumentException.class, () -> space.release(second, 200));
    assertThrows(IllegalArgumentException.class, () -> space.release(first + 16, 16));
  }

  @Test
  void copiesGoTheirOwnWay() {
    CodeSpace space = new CodeSpace(0, 1024);
    CodeSpace copy = space.copy();
    assertEquals(0, copy.allocate(1024, 16));
    assertEquals(1024, space.freeBytes());
    assertEquals(0, copy.freeBytes());
  }

  @Test
  void anArenaWithoutRoomRefuses() {
    CodeSpace space = new CodeSpace(100, 108);
    assertEquals(0, space.freeBytes());
    assertEquals(CodeSpace.NO_ROOM, space.allocate(1, 16));
  }
}
