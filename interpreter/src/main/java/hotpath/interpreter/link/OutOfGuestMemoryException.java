package hotpath.interpreter.link;

/**
 * The guest has no room for what the host wants; whoever runs host code for the guest makes it an
 * OutOfMemoryError there.
 */
public final class OutOfGuestMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** As in HotSpot, no array is longer, however large the heap is. */
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 2;

  /** What there is no room in; {@code hotpath.guest.Throw} has the messages. */
  public enum Reason {
    HEAP,
    ARRAY_TOO_LONG,
    METADATA
  }

  private final Reason reason;

  public OutOfGuestMemoryException(Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** Why there is no room for an object in the heap; {@code length} is 0 for an instance. */
  public static Reason reasonFor(int length) {
    return length > LONGEST_ARRAY ? Reason.ARRAY_TOO_LONG : Reason.HEAP;
  }
}
