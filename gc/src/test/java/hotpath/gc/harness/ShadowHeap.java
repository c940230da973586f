package hotpath.gc.harness;

import hotpath.gc.memory.ClassLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The heap as it must be, and what a collection must do to it: the rules of {@code java.lang.ref},
 * written with sets and without regard to cost, apart from the collector's own code.
 */
final class ShadowHeap {
  /** Variables and globals by name. */
  final Map<String, ShadowObject> roots = new TreeMap<>();

  /** Weak roots, in the order of their cells; null once cleared. */
  final List<@Nullable ShadowObject> weakRoots = new ArrayList<>();

  @Nullable ShadowObject pending;

  /** Clears what a collection must clear; returns which references become pending, in no order. */
  Set<ShadowObject> collect(boolean keepSoft) {
    Set<ShadowObject> live = newSet();
    Set<ShadowObject> lost = newSet();
    List<ShadowObject> start = new ArrayList<>(roots.values());
    if (pending != null) {
      start.add(pending);
    }
    close(start, live, keepSoft);
    clear(live, lost, false);
    List<ShadowObject> finals = deadFinals(live);
    while (!finals.isEmpty()) {
      for (ShadowObject reference : finals) {
        reference.next = reference;
        lost.add(reference);
      }
      close(finals, live, keepSoft);
      clear(live, lost, false);
      finals = deadFinals(live);
    }
    clear(live, lost, true);
    weakRoots.replaceAll(object -> object != null && live.contains(object) ? object : null);
    return lost;
  }

  private static List<ShadowObject> deadFinals(Set<ShadowObject> live) {
    return live.stream()
        .filter(o -> o.shape.kind() == ClassLayout.KIND_FINAL_REFERENCE)
        .filter(o -> o.next == null && o.referent != null && !live.contains(o.referent))
        .toList();
  }

  private static void clear(Set<ShadowObject> live, Set<ShadowObject> lost, boolean phantoms) {
    for (ShadowObject object : live) {
      int kind = object.shape.kind();
      boolean wanted =
          phantoms
              ? kind == ClassLayout.KIND_PHANTOM_REFERENCE
              : kind == ClassLayout.KIND_SOFT_REFERENCE || kind == ClassLayout.KIND_WEAK_REFERENCE;
      if (wanted && object.referent != null && !live.contains(object.referent)) {
        object.referent = null;
        lost.add(object);
      }
    }
  }

  private static void close(List<ShadowObject> start, Set<ShadowObject> live, boolean keepSoft) {
    Deque<ShadowObject> work = new ArrayDeque<>(start);
    Set<ShadowObject> expanded = newSet();
    while (!work.isEmpty()) {
      ShadowObject object = work.pop();
      live.add(object);
      if (!expanded.add(object)) {
        continue;
      }
      for (ShadowObject target : strongReferences(object, keepSoft)) {
        if (!live.contains(target)) {
          work.push(target);
        }
      }
    }
  }

  private static List<ShadowObject> strongReferences(ShadowObject object, boolean keepSoft) {
    List<ShadowObject> targets = new ArrayList<>();
    for (ShadowObject target : object.references) {
      add(target, targets);
    }
    add(object.next, targets);
    add(object.discovered, targets);
    int kind = object.shape.kind();
    if ((kind == ClassLayout.KIND_SOFT_REFERENCE && keepSoft)
        || (kind == ClassLayout.KIND_FINAL_REFERENCE && object.next != null)) {
      add(object.referent, targets);
    }
    return targets;
  }

  private static void add(@Nullable ShadowObject target, List<ShadowObject> targets) {
    if (target != null) {
      targets.add(target);
    }
  }

  private static Set<ShadowObject> newSet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
