package hotpath.tssa.ir;

import org.jspecify.annotations.Nullable;

/**
 * A class of memory locations, named by the front end. Two accesses can touch the same location
 * only if their aliases are equal or one of them is {@link Sort#ANY}; what else is known depends on
 * the sort.
 *
 * @param name shown after {@code @} in the text form: letters, digits and {@code _ . $ / [}
 */
public record Alias(String name, Sort sort) {

  /** What may be assumed of the locations of one alias. */
  public enum Sort {
    /**
     * Written before any code can read it, never changed: array lengths, class words, constant
     * cells.
     */
    FROZEN,
    /** A named part of objects: equal locations have equal bases. */
    FIELD,
    /** Elements of arrays of one type: equal locations have equal bases and indexes. */
    ELEMENT,
    /** One fixed location: the same name is the same place. */
    CELL,
    /** Words of the interpreter's own state: frame, operand stack, thread block, code. */
    STATE,
    /** A word that others change while the code runs: each load reads memory. */
    SHARED,
    /** May be any location of sort FIELD, ELEMENT or CELL. */
    ANY
  }

  /** Whether a store to {@code this} can change what a load of {@code other} yields. */
  public boolean mayTouch(Alias other) {
    if (other.sort == Sort.FROZEN || sort == Sort.FROZEN) {
      return false;
    }
    if (sort == Sort.ANY) {
      return other.sort != Sort.STATE && other.sort != Sort.SHARED;
    }
    if (other.sort == Sort.ANY) {
      return sort != Sort.STATE && sort != Sort.SHARED;
    }
    return equals(other);
  }

  // Written out because the host takes milliseconds to link the first use of those that it makes
  // for a record.

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Alias alias && sort == alias.sort && name.equals(alias.name));
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + sort.ordinal();
  }
}
