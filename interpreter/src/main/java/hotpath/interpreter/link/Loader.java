package hotpath.interpreter.link;

import hotpath.gc.vm.SlotVisitor;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A defining or initiating class loader: the bootstrap loader, the application loader, or one of
 * the program's.
 *
 * <p>Its object is in a cell of the reference table; the bootstrap loader has none, and the
 * application loader's is made when the program first asks for it. A loader of the program and its
 * classes are unloaded when nothing needs them ({@link LoaderRoots}).
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
  private final ReferenceTable references;
  private final long cell;
  private final long life;
  private String description;
  private @Nullable Loader parent;
  private long unnamedModuleCell;
  private final Map<String, Klass> klasses = new HashMap<>();
  private final Map<String, NamedModule> modules = new HashMap<>();
  private long[] statics = new long[0];
  private int staticCount;

  /**
   * A module made at run time, such as that of proxy classes.
   *
   * @param cell region offset of the cell with its object
   */
  public record NamedModule(String name, long cell) {}

  /**
   * @param references where the cells of its classes are
   * @param life region offset of the word that says during a collection that it lives; 0 for a
   *     loader that always does
   */
  Loader(Kind kind, int number, ReferenceTable references, long life) {
    this.kind = kind;
    this.number = number;
    this.references = references;
    this.cell = references.add(0);
    this.life = life;
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

  /** Holds what lives as long as the loader: its object, mirrors, constants of its classes. */
  public ReferenceTable references() {
    return references;
  }

  /** See {@link hotpath.gc.memory.ClassLayout#LIFE}. */
  public long life() {
    return life;
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

  /** All classes for which it is recorded, its own and those of others. */
  Collection<Klass> recorded() {
    return klasses.values();
  }

  /** Notes a static field with a reference of one of its classes. */
  void addStatic(long cell) {
    if (staticCount == statics.length) {
      statics = Arrays.copyOf(statics, Math.max(8, 2 * staticCount));
    }
    statics[staticCount++] = cell;
  }

  /** Shows all cells that live as long as the loader. */
  void scan(SlotVisitor visitor) {
    for (int i = 0; i < references.size(); i++) {
      visitor.visit(references.cell(i));
    }
    for (int i = 0; i < staticCount; i++) {
      visitor.visit(statics[i]);
    }
  }

  /** Forgets all classes. */
  void unload() {
    references.clear();
    klasses.clear();
    modules.clear();
    staticCount = 0;
  }
}
