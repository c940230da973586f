package hotpath.interpreter.link;

import org.jspecify.annotations.Nullable;

/**
 * The declared methods of a class by name and descriptor: an open hash table that a look-up does
 * not allocate for.
 *
 * <p>Strings keep their hash code, so a look-up costs a probe or two.
 */
final class MethodIndex {
  private final @Nullable Method[] slots;

  MethodIndex(Method[] methods) {
    int capacity = Integer.highestOneBit(Math.max(1, methods.length) * 4 - 1);
    slots = new @Nullable Method[capacity];
    for (Method method : methods) {
      int at = start(method.name(), method.signature());
      while (slots[at] != null) {
        at = (at + 1) & (slots.length - 1);
      }
      slots[at] = method;
    }
  }

  @Nullable Method find(String name, String signature) {
    int at = start(name, signature);
    for (Method method = slots[at]; method != null; method = slots[at]) {
      if (method.has(name, signature)) {
        return method;
      }
      at = (at + 1) & (slots.length - 1);
    }
    return null;
  }

  private int start(String name, String signature) {
    int hash = name.hashCode() * 31 + signature.hashCode();
    return (hash ^ hash >>> 15) & (slots.length - 1);
  }
}
