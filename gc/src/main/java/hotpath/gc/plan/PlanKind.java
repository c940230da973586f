package hotpath.gc.plan;

import hotpath.gc.memory.Area;
import hotpath.gc.memory.GuestMemory;
import hotpath.gc.vm.VmBinding;

/** The plans to choose from. */
public enum PlanKind {
  /** Allocates until the heap is full. */
  NO_GC {
    @Override
    Plan create(GuestMemory memory, VmBinding binding, Area heap, HeapOptions options) {
      return new NoGc(memory, heap);
    }
  },
  /** Copies what lives from one half of the heap to the other. */
  SEMI_SPACE {
    @Override
    Plan create(GuestMemory memory, VmBinding binding, Area heap, HeapOptions options) {
      return new SemiSpace(memory, binding, heap, options);
    }
  };

  abstract Plan create(GuestMemory memory, VmBinding binding, Area heap, HeapOptions options);
}
