import org.jspecify.annotations.NullMarked;

/** The {@code hotpath} command: nothing but wiring and options. */
@NullMarked
module hotpath.launcher {
  requires hotpath.dump;
  requires java.compiler;
  requires java.management;
  requires jdk.compiler;
  requires static transitive org.jspecify;

  exports hotpath.launcher;
}
