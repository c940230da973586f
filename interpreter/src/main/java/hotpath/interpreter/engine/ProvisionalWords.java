package hotpath.interpreter.engine;

import hotpath.gc.memory.GuestMemory;
import hotpath.interpreter.link.ClassDescriptor;
import hotpath.interpreter.link.InstanceKlass;
import java.util.ArrayList;
import java.util.List;

/**
 * Words that were quickened while their class was being initialized. The thread that initializes
 * may use the class, any other has to wait (JVMS 5.5); but a quick word asks nobody. So they are
 * made unresolved again when another thread has its turn, until the class is ready.
 */
final class ProvisionalWords {
  private final GuestMemory memory;
  private final List<Word> words = new ArrayList<>();

  /** A word as it was. */
  private record Word(long pc, long content, InstanceKlass klass) {}

  ProvisionalWords(GuestMemory memory) {
    this.memory = memory;
  }

  private boolean isReady(InstanceKlass klass) {
    return memory.i32(klass.descriptor() + ClassDescriptor.STATE)
        != ClassDescriptor.STATE_BEING_INITIALIZED;
  }

  /** The word at {@code pc} is about to be quickened for a use of {@code klass}. */
  void add(long pc, InstanceKlass klass) {
    if (!isReady(klass)) {
      words.add(new Word(pc, memory.i64(pc), klass));
    }
  }

  /** Whether no word may become unresolved again. */
  boolean areSettled() {
    words.removeIf(word -> isReady(word.klass()));
    return words.isEmpty();
  }

  /** Another thread runs from now on. */
  void restore() {
    for (Word word : words) {
      if (!isReady(word.klass())) {
        memory.i64(word.pc(), word.content());
      }
    }
    words.clear();
  }
}
