package hotpath.interpreter.link;

import hotpath.gc.memory.GuestMemory;
import hotpath.interpreter.classfile.JavaKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The classes that box primitive values, and the widening conversions between these (JLS 5.1.2).
 */
public final class Boxes {
  private Boxes() {}

  /** The kind of value that objects of a class box; null for no box. */
  public static @Nullable JavaKind kindOf(Klass klass) {
    if (!klass.loader().isBoot()) {
      return null;
    }
    return switch (klass.name()) {
      case "java/lang/Boolean" -> JavaKind.BOOLEAN;
      case "java/lang/Byte" -> JavaKind.BYTE;
      case "java/lang/Character" -> JavaKind.CHAR;
      case "java/lang/Short" -> JavaKind.SHORT;
      case "java/lang/Integer" -> JavaKind.INT;
      case "java/lang/Long" -> JavaKind.LONG;
      case "java/lang/Float" -> JavaKind.FLOAT;
      case "java/lang/Double" -> JavaKind.DOUBLE;
      default -> null;
    };
  }

  /** The simple name of the class that boxes values of a primitive kind. */
  public static String className(JavaKind kind) {
    return switch (kind) {
      case INT -> "Integer";
      case CHAR -> "Character";
      default -> kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT);
    };
  }

  /** Whether a value of one kind can be passed as another without a cast. */
  public static boolean canWiden(@Nullable JavaKind from, JavaKind to) {
    if (from == null || from == to) {
      return from == to;
    }
    return switch (to) {
      case SHORT -> from == JavaKind.BYTE;
      case INT -> isSmall(from);
      case LONG -> isSmall(from) || from == JavaKind.INT;
      case FLOAT -> isSmall(from) || from == JavaKind.INT || from == JavaKind.LONG;
      case DOUBLE -> from != JavaKind.BOOLEAN;
      default -> false;
    };
  }

  private static boolean isSmall(JavaKind kind) {
    return kind == JavaKind.BYTE || kind == JavaKind.SHORT || kind == JavaKind.CHAR;
  }

  /** The value in a box as the slot of a value of kind {@code to}. */
  public static long unbox(GuestMemory memory, InstanceKlass klass, int box, JavaKind to) {
    JavaKind from = kindOf(klass);
    if (from == null) {
      throw new IllegalStateException(klass + " is no box");
    }
    Field value = klass.declaredField("value", String.valueOf(from.code()));
    if (value == null) {
      throw new IllegalStateException(klass + " has no value");
    }
    return widen(memory, Allocator.offset(box) + value.offset(), from, to);
  }

  /** The value of kind {@code from} at a place, as the slot of a value of kind {@code to}. */
  public static long widen(GuestMemory memory, long place, JavaKind from, JavaKind to) {
    return switch (from) {
      case BOOLEAN -> memory.u8(place);
      case BYTE -> ofInt(memory.i8(place), to);
      case SHORT -> ofInt(memory.i16(place), to);
      case CHAR -> ofInt(memory.u16(place), to);
      case INT -> ofInt(memory.i32(place), to);
      case LONG -> ofLong(memory.i64(place), to);
      case FLOAT -> ofFloat(memory.f32(place), to);
      case DOUBLE -> memory.i64(place);
      default -> throw new IllegalArgumentException("box of " + from);
    };
  }

  private static long ofInt(int value, JavaKind to) {
    return switch (to) {
      case LONG -> value;
      case FLOAT -> bits(value);
      case DOUBLE -> Double.doubleToRawLongBits(value);
      default -> value & 0xFFFF_FFFFL;
    };
  }

  private static long ofLong(long value, JavaKind to) {
    return switch (to) {
      case FLOAT -> bits((float) value);
      case DOUBLE -> Double.doubleToRawLongBits((double) value);
      default -> value;
    };
  }

  private static long ofFloat(float value, JavaKind to) {
    return to == JavaKind.DOUBLE ? Double.doubleToRawLongBits(value) : bits(value);
  }

  private static long bits(float value) {
    return Float.floatToRawIntBits(value) & 0xFFFF_FFFFL;
  }
}
