package hotpath.guest;

import java.nio.file.AccessDeniedException;
import org.jspecify.annotations.Nullable;

/**
 * Throws the exceptions that the VM finds reason for. The VM pushes a frame of one of these methods
 * behind the instruction that failed; construction and unwinding are then ordinary guest code.
 */
final class Throw {
  private static final OutOfMemoryError SPARE = new OutOfMemoryError("Java heap space");
  private static boolean makingOutOfMemory;

  private Throw() {}

  static void nullPointer(@Nullable String message) {
    throw new NullPointerException(message);
  }

  static void arithmetic() {
    throw new ArithmeticException("/ by zero");
  }

  static void arrayIndex(String message) {
    throw new ArrayIndexOutOfBoundsException(message);
  }

  static void negativeArraySize(String message) {
    throw new NegativeArraySizeException(message);
  }

  static void classCast(String message) {
    throw new ClassCastException(message);
  }

  static void arrayStore(String message) {
    throw new ArrayStoreException(message);
  }

  static void illegalMonitorState(String message) {
    throw new IllegalMonitorStateException(message);
  }

  static void stackOverflow() {
    throw new StackOverflowError();
  }

  static void heapSpace() {
    outOfMemory("Java heap space");
  }

  static void arrayTooLong() {
    outOfMemory("Requested array size exceeds VM limit");
  }

  static void metaspace() {
    outOfMemory("Metaspace");
  }

  private static void outOfMemory(String message) {
    if (makingOutOfMemory) {
      // There is no room for the error either.
      throw SPARE;
    }
    makingOutOfMemory = true;
    Throwable error;
    try {
      error = new OutOfMemoryError(message);
    } finally {
      makingOutOfMemory = false;
    }
    throw (OutOfMemoryError) error;
  }

  /** The VM has looked for the application loader; now the loader itself says so, as the cause. */
  static void noClassDefFound(String name) throws Throwable {
    ClassLoading.load(ClassLoading.applicationLoader(), name.replace('/', '.'));
  }

  static void accessDenied(@Nullable String file, String reason) throws AccessDeniedException {
    throw new AccessDeniedException(file, null, reason);
  }

  /**
   * Throws an object that exists already: a failure kept from an earlier resolution, or one made by
   * a native.
   */
  static void existing(Throwable failure) throws Throwable {
    throw failure;
  }

  /** Throws a new {@code type}, which has a constructor that takes a message. */
  static void byClass(Class<?> type, @Nullable String message) throws Throwable {
    ClassInitialization.initialize(type);
    Throwable failure = (Throwable) Instances.allocate(type);
    Instances.constructThrowable(failure, message);
    throw failure;
  }

  /** Throws a new {@code type} that has no constructor but the empty one. */
  static void withoutMessage(Class<?> type) throws Throwable {
    ClassInitialization.initialize(type);
    Throwable failure = (Throwable) Instances.allocate(type);
    Instances.construct(failure);
    throw failure;
  }
}
