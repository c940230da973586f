package hotpath.interpreter.link;

import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.MetadataSpace;
import java.util.Arrays;

/**
 * Cells of guest memory that hold one reference each and are roots: mirrors, interned strings,
 * constants, objects the VM keeps.
 *
 * <p>A cell has a fixed region offset, which machine code may contain; the reference in it changes
 * when the object moves. Cells are cut from chunks that never go away.
 */
public final class ReferenceTable {
  private static final int CELLS_PER_CHUNK = 1024;

  private final int cellsPerChunk;
  private final GuestMemory memory;
  private final MetadataSpace metadata;
  private long[] chunks = new long[16];
  private int count;

  public ReferenceTable(GuestMemory memory, MetadataSpace metadata) {
    this(memory, metadata, CELLS_PER_CHUNK);
  }

  /** A small table, of something that there may be many of. */
  ReferenceTable(GuestMemory memory, MetadataSpace metadata, int cellsPerChunk) {
    this.memory = memory;
    this.metadata = metadata;
    this.cellsPerChunk = cellsPerChunk;
  }

  /** A new cell, its region offset; it holds {@code ref}. */
  public long add(int ref) {
    int chunk = count / cellsPerChunk;
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunk * 2);
    }
    if (chunks[chunk] == 0) {
      chunks[chunk] = metadata.allocate(4L * cellsPerChunk, 8);
    }
    long cell = cell(count++);
    if (ref != 0) {
      memory.ref(cell, ref);
    }
    return cell;
  }

  public int get(long cell) {
    return memory.ref(cell);
  }

  public void set(long cell, int ref) {
    memory.ref(cell, ref);
  }

  public int size() {
    return count;
  }

  /** Region offset of a cell by its number. */
  public long cell(int index) {
    return chunks[index / cellsPerChunk] + 4L * (index % cellsPerChunk);
  }

  /** Makes all cells empty. */
  void clear() {
    for (int i = 0; i < count; i++) {
      memory.ref(cell(i), 0);
    }
  }
}
