package hotpath.interpreter.vm;

import hotpath.interpreter.classfile.ClassFile;
import hotpath.interpreter.link.Loader;
import java.util.HashMap;
import java.util.Map;

/**
 * Classes that loaders of the program are about to define: parsed, while guest code loads their
 * super types.
 */
public final class ClassDrafts {
  private final Map<Integer, Draft> drafts = new HashMap<>();
  private int next;

  /** A class file and who defines it. */
  public record Draft(Loader loader, ClassFile classFile) {}

  /** Keeps a draft; its number. */
  public int add(Loader loader, ClassFile classFile) {
    drafts.put(next, new Draft(loader, classFile));
    return next++;
  }

  public Draft get(int number) {
    Draft draft = drafts.get(number);
    if (draft == null) {
      throw new IllegalArgumentException("no draft " + number);
    }
    return draft;
  }

  public void forget(int number) {
    drafts.remove(number);
  }
}
