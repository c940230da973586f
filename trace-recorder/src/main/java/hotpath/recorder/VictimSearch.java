package hotpath.recorder;

import hotpath.tssa.code.CodeSpace;
import hotpath.tssa.code.CompiledTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Finds which trees have to go so that a piece of code fits. Trees are given up one after the
 * other, in the order given, on a copy of the free space, until there is a gap that is large
 * enough; those of them that have nothing in that gap stay after all. So a cold tree is not lost to
 * fragments that help nobody, and nothing is lost if all of them do not suffice.
 */
final class VictimSearch {
  private final CodeSpace space;
  private final Function<Trace, CompiledTrace> codeOf;

  /**
   * @param space a copy, which is changed
   */
  VictimSearch(CodeSpace space, Function<Trace, CompiledTrace> codeOf) {
    this.space = space;
    this.codeOf = codeOf;
  }

  /** Empty if there is no room even without all {@code trees}. */
  List<TraceTree> find(List<TraceTree> trees, int bytes, int alignment) {
    for (int i = 0; i < trees.size(); i++) {
      release(trees.get(i));
      int at = space.find(bytes, alignment);
      if (at != CodeSpace.NO_ROOM) {
        return within(trees.subList(0, i + 1), at, at + CodeSpace.rounded(bytes));
      }
    }
    return List.of();
  }

  private void release(TraceTree tree) {
    for (Trace trace : tree.traces()) {
      CompiledTrace compiled = codeOf.apply(trace);
      space.release(compiled.entry(), compiled.size());
      for (int i = 0; i < compiled.tailCount(); i++) {
        space.release(compiled.tailOffset(i), compiled.tailBytes(i));
      }
    }
  }

  private List<TraceTree> within(List<TraceTree> trees, int start, int end) {
    List<TraceTree> found = new ArrayList<>();
    for (TraceTree tree : trees) {
      if (hasCodeWithin(tree, start, end)) {
        found.add(tree);
      }
    }
    return found;
  }

  private boolean hasCodeWithin(TraceTree tree, int start, int end) {
    for (Trace trace : tree.traces()) {
      CompiledTrace compiled = codeOf.apply(trace);
      boolean within = overlaps(compiled.entry(), compiled.size(), start, end);
      for (int i = 0; i < compiled.tailCount(); i++) {
        within |= overlaps(compiled.tailOffset(i), compiled.tailBytes(i), start, end);
      }
      if (within) {
        return true;
      }
    }
    return false;
  }

  private static boolean overlaps(int at, int bytes, int start, int end) {
    return at < end && at + CodeSpace.rounded(bytes) > start;
  }
}
