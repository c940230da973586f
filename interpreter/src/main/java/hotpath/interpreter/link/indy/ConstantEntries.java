package hotpath.interpreter.link.indy;

import hotpath.interpreter.classfile.Constant.BootstrapMethod;
import hotpath.interpreter.classfile.Constant.DynamicConstant;
import hotpath.interpreter.classfile.Constant.InvokeDynamicConstant;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Constants and call sites that guest code resolves, by number, and what came of it.
 *
 * <p>The first result stays, be it a value or a failure (JVMS 5.4.3): a bootstrap method whose
 * thread comes second has run in vain.
 */
public final class ConstantEntries {
  private final Map<Entry, Integer> numbers = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private final List<@Nullable Result> results = new ArrayList<>();

  /**
   * A constant of a class.
   *
   * @param constant one of {@link hotpath.interpreter.classfile.Constant}, or a plain value
   * @param site tells the call sites of a class apart that share a constant: each is linked by
   *     itself; null for what is no call site
   */
  public record Entry(InstanceKlass holder, Object constant, @Nullable Object site) {
    /** The bootstrap method with its arguments, of a dynamic constant or call site. */
    public BootstrapMethod bootstrap() {
      int index =
          switch (constant) {
            case DynamicConstant dynamic -> dynamic.bootstrapIndex();
            case InvokeDynamicConstant dynamic -> dynamic.bootstrapIndex();
            default -> throw new IllegalStateException(constant + " has no bootstrap method");
          };
      return holder.classFile().bootstrapMethod(index);
    }
  }

  /** What came of an entry. */
  public sealed interface Result {
    /** A constant's value, boxed if it is primitive, in the cell at a region offset. */
    record Value(long cell) implements Result {}

    /**
     * What a call site calls: a static method.
     *
     * @param appendix region offset of the cell with its last argument, 0 for none
     */
    record Target(Method method, long appendix) implements Result {}

    /** What is thrown each time, in the cell at a region offset. */
    record Failure(long cell) implements Result {}
  }

  /** The number of a constant of a class. */
  public int constant(InstanceKlass holder, Object constant) {
    return number(new Entry(holder, constant, null));
  }

  /** The number of a call site. */
  int site(InstanceKlass holder, Object constant, Object site) {
    return number(new Entry(holder, constant, site));
  }

  private int number(Entry entry) {
    Integer known = numbers.get(entry);
    if (known != null) {
      return known;
    }
    int number = entries.size();
    entries.add(entry);
    results.add(null);
    numbers.put(entry, number);
    return number;
  }

  public Entry get(int number) {
    return entries.get(number);
  }

  /** Null as long as nothing has come of the entry. */
  public @Nullable Result result(int number) {
    return results.get(number);
  }

  public void resolved(int number, int value) {
    if (results.get(number) == null) {
      results.set(number, new Result.Value(cell(number, value)));
    }
  }

  /** A cell that lives as long as the class that has the entry. */
  private long cell(int number, int ref) {
    return entries.get(number).holder().loader().references().add(ref);
  }

  public void linked(int number, Method target, int appendix) {
    if (results.get(number) == null) {
      long cell = appendix == 0 ? 0 : cell(number, appendix);
      results.set(number, new Result.Target(target, cell));
    }
  }

  public void failed(int number, int exception) {
    if (results.get(number) == null) {
      results.set(number, new Result.Failure(cell(number, exception)));
    }
  }
}
