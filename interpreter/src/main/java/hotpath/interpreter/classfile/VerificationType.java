package hotpath.interpreter.classfile;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A verification type (JVMS 4.10.1.2), as stack map frames name them.
 *
 * <p>Equality is written out, since the verifier asks for it all the time, from the first class on:
 * what the compiler makes for a record starts slowly.
 *
 * @param tag what it is
 * @param name class name or array descriptor of an object, else null
 * @param newIndex instruction index of the {@code new} that made an uninitialized object (or of the
 *     call that made a return address), else -1
 */
public record VerificationType(Tag tag, @Nullable String name, int newIndex) {
  /** The tags in the order of their numbers in a StackMapTable. */
  public enum Tag {
    TOP,
    INT,
    FLOAT,
    DOUBLE,
    LONG,
    NULL,
    UNINITIALIZED_THIS,
    OBJECT,
    UNINITIALIZED,
    /** Of the verifier alone: what {@code jsr} pushes. */
    RETURN_ADDRESS
  }

  public static final VerificationType TOP = new VerificationType(Tag.TOP, null, -1);
  public static final VerificationType INT = new VerificationType(Tag.INT, null, -1);
  public static final VerificationType FLOAT = new VerificationType(Tag.FLOAT, null, -1);
  public static final VerificationType DOUBLE = new VerificationType(Tag.DOUBLE, null, -1);
  public static final VerificationType LONG = new VerificationType(Tag.LONG, null, -1);
  public static final VerificationType NULL = new VerificationType(Tag.NULL, null, -1);
  public static final VerificationType UNINITIALIZED_THIS =
      new VerificationType(Tag.UNINITIALIZED_THIS, null, -1);

  /** The type of an initialized object or array. */
  public static VerificationType object(String name) {
    return new VerificationType(Tag.OBJECT, name, -1);
  }

  /** The type of what an inlined {@code jsr} at an instruction pushes. */
  public static VerificationType returnAddress(int call) {
    return new VerificationType(Tag.RETURN_ADDRESS, null, call);
  }

  /** The type of what {@code new} at an instruction leaves, before its constructor has run. */
  public static VerificationType uninitialized(int newIndex) {
    return new VerificationType(Tag.UNINITIALIZED, null, newIndex);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof VerificationType type
            && tag == type.tag
            && newIndex == type.newIndex
            && Objects.equals(name, type.name));
  }

  @Override
  public int hashCode() {
    return 31 * (31 * tag.ordinal() + newIndex) + Objects.hashCode(name);
  }

  public boolean isWide() {
    return tag == Tag.LONG || tag == Tag.DOUBLE;
  }

  /** Whether it is held as a reference: null, objects, and the uninitialized. */
  public boolean isReference() {
    return tag.ordinal() >= Tag.NULL.ordinal() && tag != Tag.RETURN_ADDRESS;
  }

  public boolean isUninitialized() {
    return tag == Tag.UNINITIALIZED || tag == Tag.UNINITIALIZED_THIS;
  }

  /** The verification type of a field descriptor's values. */
  public static VerificationType ofDescriptor(String descriptor) {
    return switch (descriptor.charAt(0)) {
      case 'Z', 'B', 'C', 'S', 'I' -> INT;
      case 'J' -> LONG;
      case 'F' -> FLOAT;
      case 'D' -> DOUBLE;
      case 'L' -> object(descriptor.substring(1, descriptor.length() - 1));
      default -> object(descriptor);
    };
  }
}
