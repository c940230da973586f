package hotpath.recorder;

import java.util.List;

/**
 * The frames with which a bridge starts.
 *
 * @param frames outermost first
 * @param spSlot operand stack pointer, in slots from the parent's frame pointer on entry
 * @param inherited what is not in the frame
 */
record BridgeStart(List<VirtualFrame> frames, int spSlot, Inheritance inherited) {
  static final BridgeStart NONE = new BridgeStart(List.of(), 0, Inheritance.NONE);
}
