package hotpath.interpreter.natives;

/** What a native reaches beyond its own VM's memory; an embedder grants each or not. */
public enum Capability {
  /** Nothing: the guest's own objects and classes. */
  BASE,
  /** The clocks of the host. */
  CLOCK,
  /** Standard streams. */
  CONSOLE,
  /** Properties of the host's process, such as its folder and its time zone. */
  PROPERTIES,
  /** The environment variables of the host's process. */
  ENVIRONMENT,
  /** Reading files and folders: those that {@code HostFiles} lets be reached. */
  READ_FILES,
  /** Writing, making and deleting files and folders. */
  WRITE_FILES,
  /** Memory outside the heap (but inside the region), by raw addresses. */
  RAW_MEMORY,
  /** Ending the VM. */
  EXIT,
  /** Guest threads beside the first. */
  THREADS
}
