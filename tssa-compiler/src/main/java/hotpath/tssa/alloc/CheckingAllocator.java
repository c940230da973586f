package hotpath.tssa.alloc;

import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirVerifier;

/**
 * Another allocator under supervision: the LIR that it gets is verified, and so is what it makes of
 * it.
 *
 * @param scratch the spill location that belongs to cycles of copies
 */
public record CheckingAllocator(Allocator allocator, int scratch) implements Allocator {
  @Override
  public Allocation allocate(LirCode code, int spillWords) throws OutOfSpillWords {
    LirVerifier.require(code);
    Allocation allocation = allocator.allocate(code, spillWords);
    AllocationChecker.check(code, allocation, scratch);
    return allocation;
  }
}
