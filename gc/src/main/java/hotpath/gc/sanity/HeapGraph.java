package hotpath.gc.sanity;

/**
 * A summary of all objects that can be reached. A collection that does its work does not change it.
 *
 * @param objects how many
 * @param bytes their sizes
 * @param content a hash of all headers, data and references, the latter as numbers of the objects
 *     they lead to
 */
public record HeapGraph(long objects, long bytes, long content) {}
