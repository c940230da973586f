package hotpath.guest;

import org.jspecify.annotations.Nullable;

/**
 * The natives of {@code java.lang.reflect.Array}, which are plain Java where the type of the array
 * is asked first.
 */
final class ArrayAccess {
  private ArrayAccess() {}

  private static RuntimeException notAnArray(Object array) {
    return array == null
        ? new NullPointerException()
        : new IllegalArgumentException("Argument is not an array");
  }

  /** What is wrong with an array that is asked for a primitive and has none that widens to it. */
  private static RuntimeException mismatch(Object array, int index) {
    if (array == null || !array.getClass().isArray()) {
      return notAnArray(array);
    }
    if (array instanceof Object[]) {
      return new IllegalArgumentException("Argument is not an array of primitive type");
    }
    at(index, getLength(array));
    return new IllegalArgumentException("argument type mismatch");
  }

  /** The index, or the exception, which has no message here. */
  private static int at(int index, int length) {
    if (index < 0 || index >= length) {
      throw new ArrayIndexOutOfBoundsException();
    }
    return index;
  }

  static int getLength(Object array) {
    if (array instanceof Object[] a) {
      return a.length;
    } else if (array instanceof int[] a) {
      return a.length;
    } else if (array instanceof byte[] a) {
      return a.length;
    } else if (array instanceof long[] a) {
      return a.length;
    } else if (array instanceof char[] a) {
      return a.length;
    } else if (array instanceof double[] a) {
      return a.length;
    } else if (array instanceof boolean[] a) {
      return a.length;
    } else if (array instanceof float[] a) {
      return a.length;
    } else if (array instanceof short[] a) {
      return a.length;
    }
    throw notAnArray(array);
  }

  static @Nullable Object get(Object array, int index) {
    if (array instanceof Object[] a) {
      return a[at(index, a.length)];
    } else if (array instanceof int[] a) {
      return Integer.valueOf(a[at(index, a.length)]);
    } else if (array instanceof byte[] a) {
      return Byte.valueOf(a[at(index, a.length)]);
    } else if (array instanceof long[] a) {
      return Long.valueOf(a[at(index, a.length)]);
    } else if (array instanceof char[] a) {
      return Character.valueOf(a[at(index, a.length)]);
    } else if (array instanceof double[] a) {
      return Double.valueOf(a[at(index, a.length)]);
    } else if (array instanceof boolean[] a) {
      return Boolean.valueOf(a[at(index, a.length)]);
    } else if (array instanceof float[] a) {
      return Float.valueOf(a[at(index, a.length)]);
    } else if (array instanceof short[] a) {
      return Short.valueOf(a[at(index, a.length)]);
    }
    throw notAnArray(array);
  }

  static boolean getBoolean(Object array, int index) {
    if (array instanceof boolean[] a) {
      return a[at(index, a.length)];
    }
    throw mismatch(array, index);
  }

  static byte getByte(Object array, int index) {
    if (array instanceof byte[] a) {
      return a[at(index, a.length)];
    }
    throw mismatch(array, index);
  }

  static char getChar(Object array, int index) {
    if (array instanceof char[] a) {
      return a[at(index, a.length)];
    }
    throw mismatch(array, index);
  }

  static short getShort(Object array, int index) {
    return array instanceof short[] a ? a[at(index, a.length)] : getByte(array, index);
  }

  static int getInt(Object array, int index) {
    if (array instanceof int[] a) {
      return a[at(index, a.length)];
    }
    return array instanceof char[] a ? a[at(index, a.length)] : getShort(array, index);
  }

  static long getLong(Object array, int index) {
    return array instanceof long[] a ? a[at(index, a.length)] : getInt(array, index);
  }

  static float getFloat(Object array, int index) {
    return array instanceof float[] a ? a[at(index, a.length)] : (float) getLong(array, index);
  }

  static double getDouble(Object array, int index) {
    return array instanceof double[] a ? a[at(index, a.length)] : getFloat(array, index);
  }

  static void set(Object array, int index, @Nullable Object value) {
    if (array instanceof @Nullable Object[] a) {
      int place = at(index, a.length);
      if (value != null && !a.getClass().getComponentType().isInstance(value)) {
        throw new IllegalArgumentException("array element type mismatch");
      }
      a[place] = value;
    } else if (value instanceof Integer v) {
      setInt(array, index, v.intValue());
    } else if (value instanceof Byte v) {
      setByte(array, index, v.byteValue());
    } else if (value instanceof Long v) {
      setLong(array, index, v.longValue());
    } else if (value instanceof Character v) {
      setChar(array, index, v.charValue());
    } else if (value instanceof Double v) {
      setDouble(array, index, v.doubleValue());
    } else if (value instanceof Boolean v) {
      setBoolean(array, index, v.booleanValue());
    } else if (value instanceof Float v) {
      setFloat(array, index, v.floatValue());
    } else if (value instanceof Short v) {
      setShort(array, index, v.shortValue());
    } else if (value == null && array != null && array.getClass().isArray()) {
      throw new IllegalArgumentException();
    } else {
      throw mismatch(array, index);
    }
  }

  static void setBoolean(Object array, int index, boolean value) {
    if (!(array instanceof boolean[] a)) {
      throw mismatch(array, index);
    }
    a[at(index, a.length)] = value;
  }

  static void setByte(Object array, int index, byte value) {
    if (array instanceof byte[] a) {
      a[at(index, a.length)] = value;
    } else {
      setShort(array, index, value);
    }
  }

  static void setChar(Object array, int index, char value) {
    if (array instanceof char[] a) {
      a[at(index, a.length)] = value;
    } else {
      setInt(array, index, value);
    }
  }

  static void setShort(Object array, int index, short value) {
    if (array instanceof short[] a) {
      a[at(index, a.length)] = value;
    } else {
      setInt(array, index, value);
    }
  }

  static void setInt(Object array, int index, int value) {
    if (array instanceof int[] a) {
      a[at(index, a.length)] = value;
    } else {
      setLong(array, index, value);
    }
  }

  static void setLong(Object array, int index, long value) {
    if (array instanceof long[] a) {
      a[at(index, a.length)] = value;
    } else {
      setFloat(array, index, (float) value);
    }
  }

  static void setFloat(Object array, int index, float value) {
    if (array instanceof float[] a) {
      a[at(index, a.length)] = value;
    } else {
      setDouble(array, index, value);
    }
  }

  static void setDouble(Object array, int index, double value) {
    if (!(array instanceof double[] a)) {
      throw mismatch(array, index);
    }
    a[at(index, a.length)] = value;
  }
}
