package hotpath.recorder;

import hotpath.interpreter.predecode.PreparedMethod;

/**
 * A frame on the recorded path.
 *
 * @param method its method
 * @param fpSlot its frame pointer, in slots from the one on entry
 * @param callPc the call it waits for; of the innermost frame meaningless
 * @param inlined whether the trace has pushed it, so that exits must write its linkage
 */
record VirtualFrame(PreparedMethod method, int fpSlot, long callPc, boolean inlined) {

  VirtualFrame calling(long pc) {
    return new VirtualFrame(method, fpSlot, pc, inlined);
  }
}
