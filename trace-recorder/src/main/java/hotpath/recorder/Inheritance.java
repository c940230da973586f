package hotpath.recorder;

import java.util.List;

/** What a bridge starts with that is not in the frame. */
record Inheritance(List<InheritedSlot> slots, List<InheritedObject> objects) {
  static final Inheritance NONE = new Inheritance(List.of(), List.of());

  boolean hasSlot(int slot) {
    for (InheritedSlot each : slots) {
      if (each.slot() == slot) {
        return true;
      }
    }
    return false;
  }
}
