package hotpath.launcher.mutants;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The same class file with its methods in another order.
 *
 * <p>Of several bad methods HotSpot names that whose name has the lowest address, which nobody can
 * know; we name the first one of the file. With each method first in turn, one of the files has
 * HotSpot's order as far as it matters.
 */
public final class MethodOrder {
  private final ByteBuffer in;

  private MethodOrder(byte[] classFile) {
    in = ByteBuffer.wrap(classFile);
  }

  /** One file for each method but the first: that method comes first. */
  public static List<byte[]> othersFirst(byte[] classFile) {
    try {
      return new MethodOrder(classFile).rotations();
    } catch (RuntimeException e) {
      return List.of(); // Too broken to have methods.
    }
  }

  private List<byte[]> rotations() {
    in.position(8);
    skipPool();
    in.position(in.position() + 6);
    skip(2 * u2());
    skipMembers(u2());
    List<Integer> starts = new ArrayList<>();
    int count = u2();
    for (int i = 0; i < count; i++) {
      starts.add(in.position());
      skipMembers(1);
    }
    starts.add(in.position());
    List<byte[]> files = new ArrayList<>();
    for (int first = 1; first < count; first++) {
      int all = starts.getFirst();
      int from = starts.get(first);
      int to = starts.get(first + 1);
      byte[] file = in.array().clone();
      System.arraycopy(in.array(), from, file, all, to - from);
      System.arraycopy(in.array(), all, file, all + to - from, from - all);
      files.add(file);
    }
    return files;
  }

  private int u2() {
    return in.getShort() & 0xFFFF;
  }

  private void skip(int bytes) {
    in.position(in.position() + bytes);
  }

  private void skipPool() {
    int size = u2();
    for (int i = 1; i < size; i++) {
      int tag = in.get();
      switch (tag) {
        case 1 -> skip(u2());
        case 7, 8, 16, 19, 20 -> skip(2);
        case 15 -> skip(3);
        case 5, 6 -> {
          skip(8);
          i++;
        }
        default -> skip(4);
      }
    }
  }

  private void skipMembers(int count) {
    for (int i = 0; i < count; i++) {
      skip(6);
      int attributes = u2();
      for (int a = 0; a < attributes; a++) {
        skip(2);
        skip(in.getInt());
      }
    }
  }
}
