package hotpath.interpreter.link;

import org.jspecify.annotations.Nullable;

/** What runs in place of methods of the library, asked for once when their class is defined. */
public interface MethodReplacements {
  /** Nothing is replaced. */
  MethodReplacements NONE =
      new MethodReplacements() {
        @Override
        public boolean concerns(String className) {
          return false;
        }

        @Override
        public @Nullable Replacement find(String className, String name, String signature) {
          return null;
        }
      };

  /** Whether any method of the class is replaced. */
  boolean concerns(String className);

  @Nullable Replacement find(String className, String name, String signature);

  /**
   * Either a native of the table, or a static method of {@code hotpath.guest} that takes the
   * receiver first.
   */
  sealed interface Replacement {
    record ByNative() implements Replacement {}

    record ByGuest(String className, String name) implements Replacement {}
  }
}
