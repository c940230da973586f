package hotpath.interpreter.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.interpreter.classfile.ClassFile;
import hotpath.interpreter.classfile.MethodDescriptor;
import hotpath.interpreter.classfile.MethodInfo;
import hotpath.interpreter.link.MethodReplacements.Replacement;
import hotpath.interpreter.natives.host.BootClassPath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rows of the table against the class files of the library and of our guest classes. */
class NativeTableTest {
  private static final BootClassPath BOOT = new BootClassPath();

  /** Native in later updates of the JDK only. */
  private static final Set<String> LATER =
      Set.of("java/lang/ref/Reference.get0()Ljava/lang/Object;");

  @Test
  void everyRowFitsAMethodOfTheLibrary() throws IOException {
    int checked = 0;
    for (String name : libraryClasses()) {
      NativeRows rows = rows(name);
      if (rows.all().iterator().hasNext()) {
        ClassFile classFile = parse(name);
        for (NativeRow row : rows.all()) {
          check(classFile, row);
          checked++;
        }
      }
    }
    assertTrue(checked > 300, checked + " rows");
  }

  private static void check(ClassFile classFile, NativeRow row) {
    String text = classFile.name() + "." + row.name() + row.signature();
    MethodInfo method = classFile.method(row.name(), row.signature());
    if (method == null && LATER.contains(text)) {
      return;
    }
    assertNotNull(method, text);
    if (row.replacement() == null) {
      assertTrue(method.isNative(), text + " is not native");
    } else {
      assertTrue(NativeClasses.replacesIn(classFile.name()), text + ": not asked for");
    }
    if (row.replacement() instanceof Replacement.ByGuest guest) {
      int slots =
          MethodDescriptor.parse(row.signature()).argumentSlots() + (method.isStatic() ? 0 : 1);
      List<MethodInfo> fitting = new ArrayList<>();
      for (MethodInfo each : parse(guest.className()).methods()) {
        int given = MethodDescriptor.parse(each.descriptor()).argumentSlots();
        if (each.name().equals(guest.name()) && each.isStatic() && given == slots) {
          fitting.add(each);
        }
      }
      assertEquals(1, fitting.size(), text + " by " + guest);
    }
  }

  @Test
  void everyNativeOfOurGuestClassesHasARow() throws IOException {
    int checked = 0;
    for (String name : guestClasses()) {
      ClassFile classFile = parse(name);
      NativeRows rows = rows(name);
      for (MethodInfo method : classFile.methods()) {
        if (method.isNative()) {
          assertNotNull(rows.find(method.name(), method.descriptor()), name + "." + method);
          checked++;
        }
      }
      for (NativeRow row : rows.all()) {
        assertNotNull(classFile.method(row.name(), row.signature()), name + "." + row.name());
      }
    }
    assertTrue(checked > 40, checked + " natives");
  }

  private static NativeRows rows(String className) {
    NativeRows rows = new NativeRows();
    NativeClasses.register(className, rows);
    return rows;
  }

  private static ClassFile parse(String name) {
    ClassFile classFile = BOOT.find(name);
    assertNotNull(classFile, name);
    return classFile;
  }

  private static List<String> libraryClasses() throws IOException {
    Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
    try (Stream<Path> files = Files.walk(base)) {
      return files
          .map(file -> base.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.equals("module-info.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .toList();
    }
  }

  private static List<String> guestClasses() throws IOException {
    Path folder;
    try {
      folder =
          Path.of(BootClassPath.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (java.net.URISyntaxException e) {
      throw new IOException(e);
    }
    try (Stream<Path> files = Files.list(folder.resolve("hotpath/guest"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("package-info.class"))
          .map(name -> "hotpath/guest/" + name.substring(0, name.length() - ".class".length()))
          .toList();
    }
  }
}
