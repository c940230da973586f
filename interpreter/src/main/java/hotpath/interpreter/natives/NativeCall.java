package hotpath.interpreter.natives;

import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.MetadataExhaustedException;
import hotpath.gc.memory.ObjectLayout;
import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.frame.FrameLayout;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.frame.ThreadStatus;
import hotpath.interpreter.link.Allocator;
import hotpath.interpreter.link.Klass;
import hotpath.interpreter.link.LibraryFields;
import hotpath.interpreter.link.LinkageFailure;
import hotpath.interpreter.link.Messages;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.link.OutOfGuestMemoryException;
import hotpath.interpreter.vm.Vm;
import org.jspecify.annotations.Nullable;

/**
 * A call of a native: its arguments, and what comes of it. One object a VM, used again for each
 * call: a native that waits is called again.
 *
 * <p>The native's frame is on the guest stack, so that reference arguments are roots: {@link #ref}
 * reads them afresh, and any other reference needs a handle across what allocates. Frames that a
 * native pushes run first; unless they replace its frame, the native then starts again.
 */
public final class NativeCall {
  private final Vm vm;
  private GuestThread thread;
  private final GuestMemory memory;
  private @Nullable Method method;
  private long arguments;
  private long result;
  private boolean left;

  public NativeCall(Vm vm) {
    this.vm = vm;
    this.thread = vm.mainThread();
    this.memory = vm.memory();
  }

  /**
   * Runs the native whose frame has just been entered. Afterwards the guest goes on: behind the
   * call with the result on the operand stack, or in frames that the native pushed.
   */
  public void run(GuestThread caller, Method called) {
    thread = caller;
    method = called;
    int slots = called.argumentSlots();
    arguments = thread.fp() - (long) slots * FrameLayout.SLOT;
    result = 0;
    left = false;
    int mark = thread.handles().mark();
    try {
      invoke(called);
    } catch (OutOfGuestMemoryException e) {
      throwOutOfMemory(e.reason());
    } catch (MetadataExhaustedException e) {
      throwOutOfMemory(OutOfGuestMemoryException.Reason.METADATA);
    }
    thread.handles().release(mark);
    if (!left) {
      thread.leaveFrame(slots);
      if (called.returnKind() != JavaKind.VOID) {
        thread.push(result);
      }
    }
  }

  private void invoke(Method called) {
    NativeRow row = vm.natives().find(called);
    NativeMethod body = row == null ? null : row.body();
    if (row == null || body == null) {
      throwNew("java/lang/UnsatisfiedLinkError", "'" + Messages.method(called) + "'");
    } else if (!vm.options().capabilities().contains(row.capability())) {
      throwNew(
          "java/lang/SecurityException",
          Messages.method(called) + " needs the capability " + row.capability());
    } else {
      body.call(this);
    }
  }

  public Vm vm() {
    return vm;
  }

  public GuestThread thread() {
    return thread;
  }

  public GuestMemory memory() {
    return memory;
  }

  public LibraryFields fields() {
    return vm.fields();
  }

  /** The native method itself. */
  public Method method() {
    if (method == null) {
      throw new IllegalStateException("no call");
    }
    return method;
  }

  // ---- Arguments, by number; the receiver is number 0, and a long takes one number ----

  public int intArg(int index) {
    return (int) longArg(index);
  }

  public boolean booleanArg(int index) {
    return intArg(index) != 0;
  }

  public long longArg(int index) {
    return memory.i64(slot(index));
  }

  public float floatArg(int index) {
    return Float.intBitsToFloat(intArg(index));
  }

  public double doubleArg(int index) {
    return Double.longBitsToDouble(longArg(index));
  }

  /** A reference: read again after anything that allocates. */
  public int ref(int index) {
    return memory.wideRef(slot(index));
  }

  /** The class that a {@code Class} argument stands for; it is not null. */
  public Klass klass(int index) {
    return vm.mirrors().klassOf(ref(index));
  }

  /** The content of a {@code String} argument; null for null. */
  public @Nullable String string(int index) {
    return vm.strings().readOrNull(ref(index));
  }

  private long slot(int index) {
    return arguments + (long) index * FrameLayout.SLOT;
  }

  // ---- Results ----

  public void returnInt(int value) {
    result = value & 0xFFFF_FFFFL;
  }

  public void returnBoolean(boolean value) {
    result = value ? 1 : 0;
  }

  public void returnLong(long value) {
    result = value;
  }

  public void returnFloat(float value) {
    returnInt(Float.floatToRawIntBits(value));
  }

  public void returnDouble(double value) {
    result = Double.doubleToRawLongBits(value);
  }

  public void returnRef(int ref) {
    result = ref & 0xFFFF_FFFFL;
  }

  /** A new guest string, or null. */
  public void returnString(@Nullable String text) {
    returnRef(vm.strings().makeOrNull(text));
  }

  /** The mirror of a class, or null. */
  public void returnClass(@Nullable Klass klass) {
    returnRef(klass == null ? 0 : vm.mirrors().of(klass));
  }

  // ---- What happens instead of a result ----

  /**
   * Throws a new exception.
   *
   * @param className internal name of a library class that has a constructor with a message
   */
  public void throwNew(String className, @Nullable String message) {
    left = true;
    vm.calls().raise(thread, className, message);
  }

  public void throwNullPointer() {
    throwNew("java/lang/NullPointerException", null);
  }

  public void throwFailure(LinkageFailure failure) {
    left = true;
    vm.calls().raise(thread, failure);
  }

  /** Throws an exception object. */
  public void throwExisting(int exception) {
    left = true;
    vm.calls().raiseExisting(thread, exception);
  }

  private void throwOutOfMemory(OutOfGuestMemoryException.Reason reason) {
    left = true;
    vm.calls().raiseOutOfMemory(thread, reason);
  }

  /**
   * Gives the call to a guest method, whose frame replaces the native's: its result is the result.
   *
   * @param slots its arguments, references zero-extended
   */
  public void tailCall(Method target, long... slots) {
    left = true;
    long fp = thread.fp();
    int flags = (int) (memory.i64(fp + FrameLayout.METHOD * FrameLayout.SLOT) >>> 32);
    thread.leaveFrame(method().argumentSlots());
    long returnPc = thread.pc();
    for (long slot : slots) {
      thread.push(slot);
    }
    vm.calls().enter(thread, target, returnPc, flags);
  }

  /**
   * Initializes a class. On false the native must return at once: it starts again when the class is
   * ready.
   */
  public boolean initialize(Klass klass) {
    if (vm.initialization().initialize(thread, klass)) {
      return true;
    }
    left = true;
    return false;
  }

  /**
   * Notes that something else than this object pushed frames, or made the thread wait: the native
   * starts again behind that.
   */
  public void startAgain() {
    left = true;
  }

  /** The thread waits; the native starts again when it is woken, or at the deadline. */
  public void block(ThreadStatus status, long deadline) {
    left = true;
    vm.scheduler().block(status, deadline);
  }

  // ---- Arrays ----

  /** Length of an array, which is not null. */
  public int lengthOf(int array) {
    return memory.i32(Allocator.offset(array) + ObjectLayout.LENGTH);
  }

  /** Copies elements of a byte array out. */
  public byte[] bytes(int array, int start, int length) {
    return memory.copyOut(Allocator.element(array, JavaKind.BYTE, start), length);
  }

  /** A new {@code byte[]}. */
  public int newBytes(byte[] content) {
    int array = vm.allocator().array(vm.dictionary().arrayOf(JavaKind.BYTE), content.length);
    memory.copyIn(content, Allocator.element(array, JavaKind.BYTE, 0));
    return array;
  }

  /** A reference element of an array. */
  public int element(int array, int index) {
    return memory.ref(Allocator.element(array, JavaKind.REF, index));
  }

  public void setElement(int array, int index, int ref) {
    memory.ref(Allocator.element(array, JavaKind.REF, index), ref);
  }

  /**
   * A new array of a library class or of an array class of it, all null; kept by a handle until the
   * native ends.
   */
  public int newArray(String elementClass, int length) {
    Klass element = vm.dictionary().bootClass(elementClass);
    return thread.handles().push(vm.allocator().array(vm.dictionary().arrayOf(element), length));
  }

  /** The reference of a handle. */
  public int handle(int handle) {
    return thread.handles().get(handle);
  }

  /** Keeps a reference until the native ends; the handle. */
  public int keep(int ref) {
    return thread.handles().push(ref);
  }
}
