package hotpath.interpreter.link;

import hotpath.gc.memory.GuestMemory;
import hotpath.interpreter.frame.FrameLayout;
import hotpath.interpreter.frame.GuestThread;
import org.jspecify.annotations.Nullable;

/**
 * Pushes frames of guest methods for the VM: the engine goes on in them when it is entered again.
 * No host method waits for guest code.
 */
public final class GuestCalls {
  private static final String GUEST = "hotpath/guest/";

  private final GuestMemory memory;
  private final SystemDictionary dictionary;
  private final Strings strings;
  private final Mirrors mirrors;

  public GuestCalls(
      GuestMemory memory, SystemDictionary dictionary, Strings strings, Mirrors mirrors) {
    this.memory = memory;
    this.dictionary = dictionary;
    this.strings = strings;
    this.mirrors = mirrors;
  }

  /**
   * Pushes a frame on top of the current one; when it returns, the current instruction (or native)
   * starts again.
   *
   * @param slots the arguments, references zero-extended
   */
  public void push(GuestThread thread, Method method, long... slots) {
    for (long slot : slots) {
      thread.push(slot);
    }
    enter(thread, method, thread.pc(), FrameLayout.RESTART);
  }

  /** Enters a method whose arguments are on the operand stack. */
  public void enter(GuestThread thread, Method method, long returnPc, int flags) {
    Method target = method.target();
    long entry = memory.u32(target.descriptor() + MethodDescriptorLayout.ENTRY);
    thread.enter(target.descriptor(), entry, returnPc, flags);
  }

  /** A method of a class of {@code hotpath.guest}. */
  public Method guestMethod(String simpleClassName, String name, String signature) {
    return libraryMethod(GUEST.concat(simpleClassName), name, signature);
  }

  /** A method that a class of the library declares. */
  public Method libraryMethod(String className, String name, String signature) {
    Method method = dictionary.bootClass(className).declaredMethod(name, signature);
    if (method == null) {
      throw new IllegalStateException("no " + className + '.' + name + signature);
    }
    return method;
  }

  /** Throws what a linkage failure says, from the current instruction. */
  public void raise(GuestThread thread, LinkageFailure failure) {
    if (failure.isMissingClass()) {
      long name = Allocator.offset(strings.makeOrNull(failure.detail()));
      push(thread, guestMethod("Throw", "noClassDefFound", "(Ljava/lang/String;)V"), name);
    } else {
      raise(thread, failure.errorClass(), failure.detail());
    }
  }

  /**
   * Throws a new exception from the current instruction.
   *
   * @param className internal name of a class of the library that has a constructor with a message
   */
  public void raise(GuestThread thread, String className, @Nullable String message) {
    InstanceKlass klass = dictionary.bootClass(className);
    long text = Allocator.offset(strings.makeOrNull(message));
    Method method = guestMethod("Throw", "byClass", "(Ljava/lang/Class;Ljava/lang/String;)V");
    push(thread, method, Allocator.offset(mirrors.of(klass)), text);
  }

  /** Throws an exception object from the current instruction. */
  public void raiseExisting(GuestThread thread, int exception) {
    Method method = guestMethod("Throw", "existing", "(Ljava/lang/Throwable;)V");
    push(thread, method, Allocator.offset(exception));
  }

  /** Throws OutOfMemoryError from the current instruction; allocates nothing on the host's side. */
  public void raiseOutOfMemory(GuestThread thread, OutOfGuestMemoryException.Reason reason) {
    String method =
        switch (reason) {
          case HEAP -> "heapSpace";
          case ARRAY_TOO_LONG -> "arrayTooLong";
          case METADATA -> "metaspace";
        };
    push(thread, guestMethod("Throw", method, "()V"));
  }
}
