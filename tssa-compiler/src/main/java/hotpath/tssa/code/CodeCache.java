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
  private final Backend backend;
  private final CodeMemory memory;
  private final Backend.Routines routines;
  private final int capacity;
  private final CodeSpace space;

  /** A cache that uses all of {@code memory}, at most 2 GB. */
  public CodeCache(Backend backend, CodeLayout layout, CodeMemory memory) {
    this.backend = backend;
    this.memory = memory;
    this.capacity = (int) Math.min(memory.capacity(), Integer.MAX_VALUE & -CodeSpace.ALIGNMENT);
    routines = backend.routines(layout);
    byte[] shared = routines.code().bytes();
    write(0, shared);
    space = new CodeSpace(shared.length, capacity);
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
    return space.freeBytes();
  }

  /** What is free, to try on what would be if something was given back. */
  public CodeSpace spaceCopy() {
    return space.copy();
  }

  /**
   * Places code, and behind it its exit stubs. Returns its offset, or {@link CodeSpace#NO_ROOM};
   * then nothing has changed, and the caller makes room or gives up.
   *
   * @param loop offset of the loop that the code links to, if it does
   */
  int install(MachineCode code, int trace, int exits, int loop) {
    byte[] bytes = code.bytes();
    int at = space.allocate(bytes.length, alignment(code));
    if (at == CodeSpace.NO_ROOM) {
      return CodeSpace.NO_ROOM;
    }
    for (int i = 0; i < code.relocationCount(); i++) {
      int field = code.relocationField(i);
      int target =
          switch (code.relocationTarget(i)) {
            case EXIT_ROUTINE -> routines.exit();
            case TAIL_ROUTINE -> routines.tail();
            case CUT_ROUTINE -> routines.cut();
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

  static int alignment(MachineCode code) {
    return Math.max(CodeSpace.ALIGNMENT, code.alignment());
  }

  /** Gives a piece back. Nothing may jump there any more. */
  void release(int start, int size) {
    space.release(start, size);
    poison(start, start + CodeSpace.rounded(size));
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
