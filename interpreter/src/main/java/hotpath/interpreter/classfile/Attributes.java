package hotpath.interpreter.classfile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks over attribute tables. A table is named by the offset of its count; an attribute by the
 * offset of its content, 0 meaning that there is none (no attribute can start there).
 */
final class Attributes {
  private Attributes() {}

  /** Offset behind a table. */
  static int end(ConstantPool pool, int table) {
    int count = pool.u2(table);
    int at = table + 2;
    for (int k = 0; k < count; k++) {
      at = next(pool, at);
    }
    return at;
  }

  /** Offset behind the attribute that starts (with its name) at an offset. */
  static int next(ConstantPool pool, int at) {
    int length = pool.s4(at + 2);
    int next = at + 6 + length;
    if (length < 0 || next < 0) {
      throw ClassFormatException.format("Truncated class file");
    }
    return next;
  }

  /** Content of the first attribute with a name, 0 if there is none. */
  static int find(ConstantPool pool, int table, String name) {
    int count = pool.u2(table);
    int at = table + 2;
    for (int k = 0; k < count; k++) {
      if (pool.utf8At(at).equals(name)) {
        return at + 6;
      }
      at = next(pool, at);
    }
    return 0;
  }

  static byte @Nullable [] bytes(ConstantPool pool, int table, String name) {
    int at = find(pool, table, name);
    if (at == 0) {
      return null;
    }
    byte[] content = new byte[pool.s4(at - 4)];
    for (int k = 0; k < content.length; k++) {
      content[k] = (byte) pool.u1(at + k);
    }
    return content;
  }

  /** A u2 count followed by as many class indexes. */
  static List<String> classes(ConstantPool pool, int at) {
    int count = pool.u2(at);
    List<String> names = new ArrayList<>(count);
    for (int k = 0; k < count; k++) {
      names.add(pool.classAt(at + 2 + 2 * k));
    }
    return List.copyOf(names);
  }

  /** Whether RuntimeVisibleAnnotations has an annotation of a type. */
  static boolean hasAnnotation(ConstantPool pool, int table, String typeDescriptor) {
    int at = find(pool, table, "RuntimeVisibleAnnotations");
    if (at == 0) {
      return false;
    }
    int count = pool.u2(at);
    int entry = at + 2;
    for (int k = 0; k < count; k++) {
      if (pool.utf8At(entry).equals(typeDescriptor)) {
        return true;
      }
      entry = afterAnnotation(pool, entry);
    }
    return false;
  }

  private static int afterAnnotation(ConstantPool pool, int at) {
    int pairs = pool.u2(at + 2);
    int next = at + 4;
    for (int k = 0; k < pairs; k++) {
      next = afterElement(pool, next + 2);
    }
    return next;
  }

  private static int afterElement(ConstantPool pool, int at) {
    return switch (pool.u1(at)) {
      case 'e' -> at + 5;
      case '@' -> afterAnnotation(pool, at + 1);
      case '[' -> {
        int count = pool.u2(at + 1);
        int next = at + 3;
        for (int k = 0; k < count; k++) {
          next = afterElement(pool, next);
        }
        yield next;
      }
      default -> at + 3;
    };
  }
}
