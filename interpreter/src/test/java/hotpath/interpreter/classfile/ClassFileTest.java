package hotpath.interpreter.classfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.RecordComponentNode;

/** The structure of class files against what ASM reads. */
class ClassFileTest {
  /** The flags of classes; private, static and the like stand in InnerClasses. */
  private static final int CLASS_FLAGS = 0x7631;

  private static final int ASM_DEPRECATED = Opcodes.ACC_DEPRECATED | Opcodes.ACC_RECORD;

  @Test
  void agreesWithAsm() {
    Map<String, byte[]> classes = ClassFiles.ofJavaBase();
    classes.putAll(ClassFiles.beside(ClassReader.class));
    classes.putAll(ClassFiles.beside(ClassFileTest.class));
    int number = 0;
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      if (number++ % 3 == 0) {
        compare(entry.getValue());
      }
    }
  }

  private static void compare(byte[] bytes) {
    ClassNode node = new ClassNode();
    new ClassReader(bytes).accept(node, ClassReader.SKIP_CODE);
    ClassFile file = ClassFile.parse(bytes, null, true);
    String name = node.name;
    assertEquals(name, file.name());
    assertEquals(node.version, file.minorVersion() << 16 | file.majorVersion(), name);
    assertEquals(node.access & CLASS_FLAGS, file.accessFlags(), name);
    assertEquals(node.superName, file.superName(), name);
    assertEquals(node.interfaces, file.interfaces(), name);
    assertEquals(node.sourceFile, file.sourceFile(), name);
    assertEquals(node.signature, file.signature(), name);
    assertEquals(node.nestHostClass, file.nestHost(), name);
    assertEquals(orEmpty(node.nestMembers), file.nestMembers(), name);
    assertEquals(orEmpty(node.permittedSubclasses), file.permittedSubclasses(), name);
    assertEquals(node.permittedSubclasses != null, file.isSealed(), name);
    assertEquals(
        node.innerClasses.stream().map(ClassFileTest::text).toList(),
        file.innerClasses().stream().map(ClassFileTest::text).toList(),
        name);
    ClassFile.EnclosingMethod enclosing = file.enclosingMethod();
    assertEquals(node.outerClass, enclosing == null ? null : enclosing.owner(), name);
    assertEquals(node.outerMethod, enclosing == null ? null : enclosing.name(), name);
    compareAnnotations(node.visibleAnnotations, file);
    compareRecord(node, file);
    assertEquals(node.fields.size(), file.fields().size(), name);
    for (int k = 0; k < node.fields.size(); k++) {
      compare(node.fields.get(k), file.fields().get(k), name);
    }
    assertEquals(node.methods.size(), file.methods().size(), name);
    for (int k = 0; k < node.methods.size(); k++) {
      compare(node.methods.get(k), file.methods().get(k), name);
      assertSame(
          file.methods().get(k),
          file.method(node.methods.get(k).name, node.methods.get(k).desc),
          name);
    }
  }

  private static List<String> orEmpty(List<String> list) {
    return list == null ? List.of() : list;
  }

  private static String text(InnerClassNode inner) {
    return inner.name + " " + inner.outerName + " " + inner.innerName + " " + inner.access;
  }

  private static String text(ClassFile.InnerClass inner) {
    return inner.name()
        + " "
        + inner.outerName()
        + " "
        + inner.simpleName()
        + " "
        + inner.accessFlags();
  }

  private static void compareAnnotations(List<AnnotationNode> annotations, ClassFile file) {
    assertEquals(
        annotations == null, file.attributeBytes("RuntimeVisibleAnnotations") == null, file.name());
    if (annotations != null) {
      for (AnnotationNode annotation : annotations) {
        assertTrue(file.hasAnnotation(annotation.desc), file.name());
      }
    }
  }

  private static void compareRecord(ClassNode node, ClassFile file) {
    List<ClassFile.RecordComponent> components = file.recordComponents();
    assertEquals((node.access & Opcodes.ACC_RECORD) == 0, components == null, node.name);
    if (components != null) {
      for (int k = 0; k < components.size(); k++) {
        RecordComponentNode expected = node.recordComponents.get(k);
        assertEquals(expected.name, components.get(k).name());
        assertEquals(expected.descriptor, components.get(k).descriptor());
        assertEquals(expected.signature, components.get(k).signature());
      }
    }
  }

  private static void compare(FieldNode node, FieldInfo field, String owner) {
    assertEquals(node.name, field.name(), owner);
    assertEquals(node.desc, field.descriptor(), owner);
    assertEquals(node.access & ~ASM_DEPRECATED, field.accessFlags(), owner);
    assertEquals(node.signature, field.signature(), owner);
    if (field.isStatic()) {
      assertEquals(node.value, field.constantValue(), owner + "." + node.name);
    } else {
      assertNull(field.constantValue(), owner + "." + node.name);
    }
  }

  private static void compare(MethodNode node, MethodInfo method, String owner) {
    assertEquals(node.name, method.name(), owner);
    assertEquals(node.desc, method.descriptor(), owner);
    assertEquals(node.access & ~ASM_DEPRECATED, method.accessFlags(), owner + "." + node.name);
    assertEquals(node.exceptions, method.exceptions(), owner);
    assertEquals(node.signature, method.signature(), owner);
    if (node.visibleAnnotations != null) {
      for (AnnotationNode annotation : node.visibleAnnotations) {
        assertTrue(method.hasAnnotation(annotation.desc), owner + "." + node.name);
      }
    }
    assertEquals(
        node.parameters == null ? 0 : node.parameters.size(), method.parameters().size(), owner);
    for (int k = 0; k < method.parameters().size(); k++) {
      assertTrue(
          Objects.equals(node.parameters.get(k).name, method.parameters().get(k).name()), owner);
    }
  }

  @Test
  void constantsAreTheSameObjectEachTime() {
    ClassFile file = ClassFile.parse(ClassFiles.of(ClassFileTest.class), null, true);
    int found = 0;
    for (int index = 1; index < file.constantCount(); index++) {
      if (file.pool().tag(index) == ConstantPool.METHOD_REF) {
        assertSame(file.constant(index), file.constant(index));
        found++;
      }
    }
    assertTrue(found > 10, "method references: " + found);
    assertThrows(ClassFormatException.class, () -> file.constant(0));
    assertThrows(ClassFormatException.class, () -> file.constant(file.constantCount()));
  }

  @Test
  void methodsWithoutCodeHaveNone() {
    ClassFile file = ClassFile.parse(ClassFiles.of(Runnable.class), null, true);
    MethodInfo run = file.method("run", "()V");
    assertNotNull(run);
    assertTrue(run.isAbstract());
    assertThrows(IllegalArgumentException.class, () -> file.code(run));
  }
}
