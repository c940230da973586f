package hotpath.interpreter.link;

import hotpath.gc.memory.GuestMemory;
import hotpath.gc.vm.Liveness;
import hotpath.gc.vm.SlotVisitor;
import java.util.HashSet;
import java.util.Set;

/**
 * Unloading: what belongs to a loader of the program is a root only while the loader lives (JLS
 * 12.7: a class may be unloaded if and only if its loader may be reclaimed).
 *
 * <p>A loader lives if its object is reached, which mirrors lead to; if an instance of one of its
 * classes is; if one of its methods runs; or if another living loader has resolved one of its
 * classes. What is not reached when a collection has ended is gone: its classes cannot be named any
 * more, and no code that knows them can run. Their descriptors stay where they are, so that traces
 * and inline caches that ask for one never meet another class in its place.
 */
public final class LoaderRoots {
  private final GuestMemory memory;
  private final SystemDictionary dictionary;
  private final Set<Loader> living = new HashSet<>();

  public LoaderRoots(GuestMemory memory, SystemDictionary dictionary) {
    this.memory = memory;
    this.dictionary = dictionary;
  }

  /** Nothing is known to live. */
  public void begin() {
    living.clear();
    for (Loader loader : dictionary.guestLoaders()) {
      memory.i32(loader.life(), 0);
    }
  }

  /** A method of the class runs. */
  public void running(InstanceKlass klass) {
    note(klass.loader());
  }

  private void note(Loader loader) {
    if (loader.life() != 0) {
      memory.i32(loader.life(), 1);
    }
  }

  /**
   * Shows the cells of loaders that turned out to live.
   *
   * @return whether there were any
   */
  public boolean scan(Liveness liveness, SlotVisitor visitor) {
    boolean any = false;
    for (Loader loader : dictionary.guestLoaders()) {
      if (!living.contains(loader) && lives(loader, liveness)) {
        living.add(loader);
        loader.scan(visitor);
        for (Klass klass : loader.recorded()) {
          note(klass.loader());
        }
        any = true;
      }
    }
    return any;
  }

  private boolean lives(Loader loader, Liveness liveness) {
    int object = memory.ref(loader.cell());
    return memory.i32(loader.life()) != 0 || (object != 0 && liveness.live(object) != 0);
  }

  /** A collection has ended: forgets the loaders that it has not reached. */
  public void sweep() {
    dictionary.unloadAllBut(living);
  }
}
