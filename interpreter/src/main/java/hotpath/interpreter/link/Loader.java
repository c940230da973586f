package hotpath.interpreter.link;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A defining or initiating class loader: the bootstrap loader, the application loader, or one of
 * the program's.
 *
 * <p>Its object is in a cell of the reference table; the bootstrap loader has none, and the
 * application loader's is made when the program first asks for it. A loader lives as long as its
 * VM.
 */
public final class Loader {
  /** Who finds the bytes. */
  public enum Kind {
    /** The VM, from the run-time image. */
    BOOT,
    /** The VM, from the class path of the program; the bootstrap loader is asked first. */
    APPLICATION,
    /** The guest's {@code loadClass}. */
    GUEST
  }

  private final Kind kind;
  private final int number;
  private final long cell;
  private String description;
  private @Nullable Loader parent;
  private long unnamedModuleCell;
  private final Map<String, Klass> klasses = new HashMap<>();
  private final Map<String, NamedModule> modules = new HashMap<>();

  /**
   * A module made at run time, such as that of proxy classes.
   *
   * @param cell region offset of the cell with its object
   */
  public record NamedModule(String name, long cell) {}

  Loader(Kind kind, int number, long cell) {
    this.kind = kind;
    this.number = number;
    this.cell = cell;
    this.description =
        switch (kind) {
          case BOOT -> "'bootstrap'";
          case APPLICATION -> "'app'";
          case GUEST -> "'guest'";
        };
  }

  /** The loader as messages name it. */
  public String description() {
    return description;
  }

  void description(String text) {
    description = text;
  }

  /** Of a loader of the program the loader that it asks first, as far as its object says. */
  @Nullable Loader parent() {
    return parent;
  }

  void parent(Loader given) {
    parent = given;
  }

  public Kind kind() {
    return kind;
  }

  public boolean isBoot() {
    return kind == Kind.BOOT;
  }

  /** Number among the loaders of the VM; the value of the field injected into its object. */
  public int number() {
    return number;
  }

  /** Region offset of the cell with the loader's object; holds 0 while there is no object. */
  public long cell() {
    return cell;
  }

  /**
   * Region offset of the cell with the loader's unnamed module; 0 before the loader has an object.
   */
  public long unnamedModuleCell() {
    return unnamedModuleCell;
  }

  void unnamedModuleCell(long offset) {
    unnamedModuleCell = offset;
  }

  /** Lets a package, with slashes, be in a module. */
  public void module(String packageName, NamedModule module) {
    modules.put(packageName, module);
  }

  /** The module made at run time that has a package, or null. */
  public @Nullable NamedModule module(String packageName) {
    return modules.get(packageName);
  }

  /** The class for which this loader is recorded as an initiating loader. */
  public @Nullable Klass find(String name) {
    return klasses.get(name);
  }

  /** Records this loader as an initiating loader of {@code klass}. */
  void record(Klass klass) {
    klasses.put(klass.name(), klass);
  }
}
