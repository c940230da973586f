package hotpath.tssa.code;

import hotpath.platform.memory.CodeMemory;
import hotpath.tssa.backend.Backend;
import hotpath.tssa.backend.CodeLayout;
import hotpath.tssa.backend.EmitRequest;
import hotpath.tssa.backend.MachineCode;
import java.util.Arrays;

/**
 * The arena that all compiled code lies in, shared routines first. Pieces reach each other by
 * direct jumps, so that nothing in it depends on its address. Space that is given back is filled
 * with instructions that trap: whoever runs into code that was evicted stops at once. Space that
 * was never used is left alone, since touching it would cost memory.
 *
 * <p>Code is only written while none of it runs: the VM that owns the cache is single-threaded.
 */
public final class CodeCache {
  public static final int NO_ROOM = -1;

  private static final int ALIGNMENT = 16;

  private final Backend backend;
  private final CodeMemory memory;
  private final Backend.Routines routines;
  private final int capacity;

  /** Free pieces as pairs of start and end, ascending, never touching each other. */
  private int[] free = new int[16];

  private int freeCount;

  /** A cache that uses all of {@code memory}, at most 2 GB. */
  public CodeCache(Backend backend, CodeLayout layout, CodeMemory memory) {
    this.backend = backend;
    this.memory = memory;
    this.capacity = (int) Math.min(memory.capacity(), Integer.MAX_VALUE & -ALIGNMENT);
    routines = backend.routines(layout);
    byte[] shared = routines.code().bytes();
    int start = align(shared.length, ALIGNMENT);
    write(0, shared);
    free[0] = start;
    free[1] = capacity;
    freeCount = 2;
  }

  /** The absolute address of the routine to enter traces with; see {@link Backend.Routines}. */
  public long enterAddress() {
    return address(routines.enter());
  }

  /** The absolute address at which an offset of the cache runs. */
  public long address(int offset) {
    return memory.executableAddress() + offset;
  }

  /** Where exit stubs go. */
  int exitRoutine() {
    return routines.exit();
  }

  public int capacity() {
    return capacity;
  }

  public int freeBytes() {
    int sum = 0;
    for (int i = 0; i < freeCount; i += 2) {
      sum += free[i + 1] - free[i];
    }
    return sum;
  }

  private static int align(int value, int alignment) {
    return value + alignment - 1 & -alignment;
  }

  /**
   * Places code, and behind it its exit stubs. Returns its offset, or {@link #NO_ROOM}; then the
   * caller evicts something, or gives up.
   *
   * @param loop offset of the loop that the code links to, if it does
   */
  int install(MachineCode code, int trace, int exits, int loop) {
    byte[] bytes = code.bytes();
    int at = allocate(bytes.length, Math.max(ALIGNMENT, code.alignment()));
    if (at == NO_ROOM) {
      return NO_ROOM;
    }
    for (int i = 0; i < code.relocationCount(); i++) {
      int field = code.relocationField(i);
      int target =
          switch (code.relocationTarget(i)) {
            case EXIT_ROUTINE -> routines.exit();
            case TAIL_ROUTINE -> routines.tail();
            case LOOP -> loop;
          };
      backend.relocate(bytes, field, at + field, target);
    }
    int stub = code.stubs();
    for (int exit = 0; exit < exits; exit++) {
      int number = EmitRequest.exitNumber(trace, exit);
      byte[] stubBytes = backend.exitStub(number, at + stub, routines.exit());
      System.arraycopy(stubBytes, 0, bytes, stub, stubBytes.length);
      stub += stubBytes.length;
    }
    write(at, bytes);
    return at;
  }

  /** Takes a piece from the first gap that has room for it. */
  private int allocate(int size, int alignment) {
    int length = align(size, ALIGNMENT);
    for (int i = 0; i < freeCount; i += 2) {
      int start = align(free[i], alignment);
      int end = free[i + 1];
      if (end - start >= length) {
        take(i, start, start + length);
        return start;
      }
    }
    return NO_ROOM;
  }

  private void take(int i, int start, int end) {
    int gapStart = free[i];
    int gapEnd = free[i + 1];
    remove(i);
    if (end < gapEnd) {
      insert(i, end, gapEnd);
    }
    if (gapStart < start) {
      insert(i, gapStart, start);
    }
  }

  private void remove(int i) {
    System.arraycopy(free, i + 2, free, i, freeCount - i - 2);
    freeCount -= 2;
  }

  private void insert(int i, int start, int end) {
    if (freeCount + 2 > free.length) {
      free = Arrays.copyOf(free, 2 * free.length);
    }
    System.arraycopy(free, i, free, i + 2, freeCount - i);
    free[i] = start;
    free[i + 1] = end;
    freeCount += 2;
  }

  /** Gives a piece back. Nothing may jump there any more. */
  void release(int start, int size) {
    int end = start + align(size, ALIGNMENT);
    poison(start, end);
    int i = 0;
    while (i < freeCount && free[i] < start) {
      i += 2;
    }
    boolean joinsNext = i < freeCount && free[i] == end;
    boolean joinsPrevious = i > 0 && free[i - 1] == start;
    if (joinsPrevious && joinsNext) {
      free[i - 1] = free[i + 1];
      remove(i);
    } else if (joinsPrevious) {
      free[i - 1] = end;
    } else if (joinsNext) {
      free[i] = start;
    } else {
      insert(i, start, end);
    }
  }

  private void poison(int start, int end) {
    byte[] traps = new byte[Math.min(end - start, 1 << 16)];
    backend.fillWithTraps(traps);
    for (int at = start; at < end; at += traps.length) {
      int n = Math.min(traps.length, end - at);
      write(at, n == traps.length ? traps : Arrays.copyOf(traps, n));
    }
  }

  void write(int at, byte[] bytes) {
    memory.write(at, bytes);
    backend.flush(address(at), bytes.length);
  }

  /** Overwrites what stands at {@code at} by a jump. */
  void writeJump(int at, int target) {
    write(at, backend.jump(at, target));
  }

  /** The bytes as they are now, for dumps. */
  public byte[] read(int at, int length) {
    return memory.read(at, length);
  }
}
