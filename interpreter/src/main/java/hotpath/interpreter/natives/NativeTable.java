package hotpath.interpreter.natives;

import hotpath.interpreter.link.Method;
import hotpath.interpreter.link.MethodReplacements;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All natives: which host code runs for a native method of the guest, and what is replaced in the
 * library.
 *
 * <p>One class beside this holds the natives of one guest class. Its rows are made when the guest
 * class is first asked for: each row is a method reference, which the host spins a class for.
 */
public final class NativeTable implements MethodReplacements {
  private static final String ENVIRONMENT = "java/lang/ProcessEnvironment";

  private final boolean hasEnvironment;
  private final Map<String, NativeRows> byClass = new HashMap<>();

  /** The natives of a VM that is given some capabilities. */
  public NativeTable(Set<Capability> capabilities) {
    hasEnvironment = capabilities.contains(Capability.ENVIRONMENT);
  }

  private boolean refuses(String className) {
    return !hasEnvironment && className.equals(ENVIRONMENT);
  }

  private NativeRows rows(String className) {
    NativeRows rows = byClass.get(className);
    if (rows == null) {
      rows = new NativeRows();
      if (refuses(className)) {
        JavaUtilNatives.registerNoEnvironment(rows);
      } else {
        NativeClasses.register(className, rows);
      }
      byClass.put(className, rows);
    }
    return rows;
  }

  @Override
  public boolean concerns(String className) {
    return refuses(className) || NativeClasses.replacesIn(className);
  }

  @Override
  public @Nullable Replacement find(String className, String name, String signature) {
    NativeRow row = rows(className).find(name, signature);
    return row == null ? null : row.replacement();
  }

  /** The row of a native method of a class of the library; null if there is none. */
  @Nullable NativeRow find(Method method) {
    if (!method.holder().loader().isBoot()) {
      return null;
    }
    return rows(method.holder().name()).find(method.name(), method.signature());
  }
}
