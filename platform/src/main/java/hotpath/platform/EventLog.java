package hotpath.platform;

/**
 * Is told what happens in the life of traces and of the heap. Called on the VM's host thread, at
 * the moment it happens: whoever wants times takes them.
 */
@FunctionalInterface
public interface EventLog {
  void add(VmEvent event);

  /** Nobody listens. */
  EventLog NONE = event -> {};
}
