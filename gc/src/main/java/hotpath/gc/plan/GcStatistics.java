package hotpath.gc.plan;

/**
 * What the collector has done so far.
 *
 * @param nanos time spent in collections, checks of the stress modes included
 * @param bytesAllocated by the guest
 * @param bytesCopied by collections
 */
public record GcStatistics(long collections, long nanos, long bytesAllocated, long bytesCopied) {}
