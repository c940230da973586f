package hotpath.interpreter.link;

/** The guest's heap has no room for an object that the host wants; whoever runs host code for the guest makes it an error there. */
public final class OutOfGuestMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OutOfGuestMemoryException(String message) {
    super(message, null, false, false);
  }
}
