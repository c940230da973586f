package hotpath.interpreter.engine.threaded;

import hotpath.interpreter.meaning.LeafRoutine;
import hotpath.tssa.backend.HandlerCode;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiled handlers as bytes: made when the project is built, since compiling them at each start
 * takes longer than a short program. The code may lie anywhere, so nothing is changed when it is
 * read; but it is for one kind of processor, which the image names.
 */
public final class HandlerImage {
  private HandlerImage() {}

  /**
   * Writes an image.
   *
   * @param target the processors that run the code, as a backend names them
   */
  public static void write(OutputStream stream, String target, CompiledHandlers handlers)
      throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    HandlerCode code = handlers.code();
    out.writeUTF(target);
    out.writeInt(code.bytes().length);
    out.write(code.bytes());
    out.writeInt(code.alignment());
    out.writeInt(code.run());
    out.writeInt(code.step());
    out.writeInt(code.stop());
    out.writeInt(code.missing());
    out.writeInt(code.handlers().length);
    for (int i = 0; i < code.handlers().length; i++) {
      out.writeInt(code.handlers()[i]);
      int called = 0;
      for (LeafRoutine routine : handlers.called().get(i)) {
        called |= 1 << routine.ordinal();
      }
      out.writeInt(called);
    }
    out.flush();
  }

  /**
   * Reads an image.
   *
   * @return null if it is for other processors than {@code target}
   */
  public static @Nullable CompiledHandlers read(InputStream stream, String target)
      throws IOException {
    DataInputStream in = new DataInputStream(stream);
    if (!in.readUTF().equals(target)) {
      return null;
    }
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    int alignment = in.readInt();
    int run = in.readInt();
    int step = in.readInt();
    int stop = in.readInt();
    int missing = in.readInt();
    int[] handlers = new int[in.readInt()];
    List<Set<LeafRoutine>> called = new ArrayList<>(handlers.length);
    for (int i = 0; i < handlers.length; i++) {
      handlers[i] = in.readInt();
      called.add(routines(in.readInt()));
    }
    return new CompiledHandlers(
        new HandlerCode(bytes, alignment, run, step, stop, missing, handlers), called);
  }

  private static Set<LeafRoutine> routines(int bits) {
    if (bits == 0) {
      return Set.of();
    }
    Set<LeafRoutine> routines = EnumSet.noneOf(LeafRoutine.class);
    for (LeafRoutine routine : LeafRoutine.values()) {
      if ((bits >>> routine.ordinal() & 1) != 0) {
        routines.add(routine);
      }
    }
    return routines;
  }
}
