package hotpath.interpreter.vm;

import java.util.HashMap;
import java.util.Map;

/**
 * Objects of the host that guest objects own and know by a number, where the library of another VM
 * keeps a pointer. A number is never given twice: a stale one finds nothing, and no other object.
 */
public final class HostObjects {
  private final Map<Long, Object> objects = new HashMap<>();
  private long last;

  public long add(Object object) {
    objects.put(++last, object);
    return last;
  }

  /** The object of a number that the guest has from {@link #add}. */
  public <T> T get(long number, Class<T> type) {
    Object object = objects.get(number);
    if (!type.isInstance(object)) {
      throw new IllegalStateException("no " + type.getSimpleName() + " has number " + number);
    }
    return type.cast(object);
  }

  public <T> T remove(long number, Class<T> type) {
    T object = get(number, type);
    objects.remove(number);
    return object;
  }
}
