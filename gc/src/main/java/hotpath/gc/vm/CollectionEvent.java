package hotpath.gc.vm;

/**
 * What a collection did.
 *
 * @param number counts from 1
 * @param bytesBefore bytes in use when it began
 * @param bytesAfter bytes in use when it ended
 * @param nanos its time
 * @param pending references put on the pending list
 */
public record CollectionEvent(
    long number,
    CollectionReason reason,
    long bytesBefore,
    long bytesAfter,
    long nanos,
    int pending) {}
