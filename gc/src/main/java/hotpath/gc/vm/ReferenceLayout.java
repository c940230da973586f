package hotpath.gc.vm;

/**
 * Where the collector finds what it needs of {@code java.lang.ref.Reference}. Field offsets are
 * from an object's start.
 *
 * @param referent not among the listed reference fields of its class
 * @param next not 0 in a final reference that was handed out
 * @param discovered links the pending list
 * @param pendingCell region offset of the u32 cell with the first pending reference. The collector
 *     treats it as a root; the VM takes references from it
 */
public record ReferenceLayout(int referent, int next, int discovered, long pendingCell) {
  /** Before the class is linked there are no instances. */
  public static final ReferenceLayout NONE = new ReferenceLayout(0, 0, 0, 0);
}
