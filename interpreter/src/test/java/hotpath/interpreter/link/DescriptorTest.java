package hotpath.interpreter.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.gc.memory.ClassLayout;
import hotpath.interpreter.classfile.JavaKind;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

/** What stands in guest memory for a class and its methods. */
class DescriptorTest {
  private static final String OBJECT = "java/lang/Object";

  @Test
  void instanceDescriptor() {
    ClassMaker i = ClassMaker.iface("I");
    ClassMaker a =
        ClassMaker.klass(Opcodes.ACC_PUBLIC, "A", OBJECT, "I")
            .field(0, "x", "Ljava/lang/Object;")
            .field(0, "y", "I")
            .field(0, "z", "[J")
            .field(Opcodes.ACC_STATIC, "s", "Ljava/lang/Object;");
    try (Linked linked = new Linked(i, a)) {
      InstanceKlass klass = linked.klass("A");
      long at = klass.descriptor();
      assertEquals(0, at % ClassLayout.ALIGNMENT);
      assertEquals(ClassLayout.KIND_INSTANCE, linked.memory.i32(at + ClassLayout.KIND));
      assertEquals(24, linked.memory.i32(at + ClassLayout.SIZE));
      assertEquals(2, linked.memory.i32(at + ClassLayout.REFERENCE_COUNT));
      for (int n = 0; n < 2; n++) {
        assertEquals(
            klass.layout().referenceOffsets()[n],
            linked.memory.i32(at + ClassLayout.referenceField(n)));
      }
      assertSame(klass, linked.klasses.at(at));
      InstanceKlass object = linked.klass(OBJECT);
      assertEquals(object.descriptor(), linked.memory.u32(at + ClassDescriptor.SUPER));
      assertEquals(1, linked.memory.i32(at + ClassDescriptor.DEPTH));
      assertEquals(object.descriptor(), linked.memory.u32(at + ClassDescriptor.DISPLAY));
      assertEquals(at, linked.memory.u32(at + ClassDescriptor.DISPLAY + 4));
      long interfaces = linked.memory.u32(at + ClassDescriptor.INTERFACES);
      assertEquals(1, linked.memory.i32(interfaces));
      assertEquals(linked.klass("I").descriptor(), linked.memory.u32(interfaces + 4));
      assertEquals(klass.staticArea(), linked.memory.u32(at + ClassDescriptor.STATIC_AREA));
      boolean listed = false;
      for (int n = 0; n < linked.klasses.staticReferenceCount(); n++) {
        listed |= linked.klasses.staticReference(n) == klass.staticArea();
      }
      assertTrue(listed, "the static reference is a root");
    }
  }

  @Test
  void displayEndsAtItsLengthForDeepClasses() {
    ClassMaker[] chain = new ClassMaker[12];
    for (int n = 0; n < chain.length; n++) {
      chain[n] = ClassMaker.klass(Opcodes.ACC_PUBLIC, "D" + n, n == 0 ? OBJECT : "D" + (n - 1));
    }
    try (Linked linked = new Linked(chain)) {
      InstanceKlass deep = linked.klass("D11");
      long at = deep.descriptor();
      assertEquals(12, linked.memory.i32(at + ClassDescriptor.DEPTH));
      long last = at + ClassDescriptor.DISPLAY + 4L * (ClassDescriptor.DISPLAY_LENGTH - 1);
      assertEquals(linked.klass("D6").descriptor(), linked.memory.u32(last));
      assertTrue(deep.isSubtypeOf(linked.klass("D3")));
      assertFalse(linked.klass("D3").isSubtypeOf(deep));
    }
  }

  @Test
  void arrayDescriptors() {
    try (Linked linked = new Linked()) {
      ArrayKlass ints = linked.dictionary.arrayOf(JavaKind.INT);
      ArrayKlass intArrays = linked.dictionary.arrayOf(ints);
      assertSame(ints, linked.dictionary.arrayOf(JavaKind.INT));
      assertEquals("[[I", intArrays.name());
      long at = ints.descriptor();
      assertEquals(ClassLayout.KIND_PRIMITIVE_ARRAY, linked.memory.i32(at + ClassLayout.KIND));
      assertEquals(2, linked.memory.i32(at + ClassLayout.SIZE));
      assertEquals(intArrays.descriptor(), linked.memory.u32(at + ClassDescriptor.ARRAY_CLASS));
      assertEquals(at, linked.memory.u32(intArrays.descriptor() + ClassDescriptor.ELEMENT));
      assertEquals(
          ClassLayout.KIND_REFERENCE_ARRAY,
          linked.memory.i32(intArrays.descriptor() + ClassLayout.KIND));
      InstanceKlass object = linked.klass(OBJECT);
      assertEquals(object.vtable()[0].descriptor(), linked.memory.u32(at + ClassDescriptor.VTABLE));
    }
  }

  @Test
  void arraySubtypes() throws LinkageFailure {
    try (Linked linked = new Linked()) {
      Loader boot = linked.dictionary.boot();
      Klass strings = linked.dictionary.load(boot, "[Ljava/lang/String;");
      Klass objects = linked.dictionary.load(boot, "[Ljava/lang/Object;");
      Klass stringArrays = linked.dictionary.load(boot, "[[Ljava/lang/String;");
      Klass ints = linked.dictionary.load(boot, "[I");
      assertTrue(strings.isSubtypeOf(objects));
      assertTrue(stringArrays.isSubtypeOf(objects));
      assertFalse(objects.isSubtypeOf(strings));
      assertFalse(ints.isSubtypeOf(objects));
      assertTrue(ints.isSubtypeOf(linked.klass("java/lang/Cloneable")));
      assertTrue(ints.isSubtypeOf(linked.klass(OBJECT)));
      assertFalse(ints.isSubtypeOf(linked.klass("java/lang/String")));
    }
  }

  @Test
  void methodDescriptor() {
    ClassMaker a =
        ClassMaker.klass(Opcodes.ACC_PUBLIC, "A", OBJECT)
            .method(Opcodes.ACC_PUBLIC, "f", "(JLjava/lang/String;D)I");
    try (Linked linked = new Linked(a)) {
      Method method = linked.method("A", "f", "(JLjava/lang/String;D)I");
      long at = method.descriptor();
      assertEquals(Linked.PREPARE, linked.memory.u32(at + MethodDescriptorLayout.ENTRY));
      assertEquals(4, linked.memory.u16(at + MethodDescriptorLayout.ARGUMENT_SLOTS));
      assertEquals(0, linked.memory.u16(at + MethodDescriptorLayout.LOCAL_SLOTS));
      assertEquals(
          method.holder().descriptor(), linked.memory.u32(at + MethodDescriptorLayout.HOLDER));
      assertSame(method, linked.methods.at(at));
      assertNotEquals(MethodDescriptorLayout.NO_INDEX, method.vtableIndex());
    }
  }
}
