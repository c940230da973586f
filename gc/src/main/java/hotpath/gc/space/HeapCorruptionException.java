package hotpath.gc.space;

/** The heap is not what it must be: an error of the VM, never of the guest. */
public final class HeapCorruptionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public HeapCorruptionException(String message) {
    super(message);
  }
}
