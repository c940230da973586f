package hotpath.gc.memory;

/**
 * The metadata area is full; the interpreter turns this into the guest's {@code OutOfMemoryError:
 * Metaspace}.
 */
public final class MetadataExhaustedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MetadataExhaustedException(long bytes, long used) {
    super(bytes + " bytes of metadata asked, " + used + " in use");
  }
}
