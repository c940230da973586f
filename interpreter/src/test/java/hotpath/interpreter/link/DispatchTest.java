package hotpath.interpreter.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

/** Which method a call selects: vtables, method tables of interfaces, mirandas, default methods. */
class DispatchTest {
  private static final int PUBLIC = Opcodes.ACC_PUBLIC;
  private static final int ABSTRACT = Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT;
  private static final String OBJECT = "java/lang/Object";
  private static final String VOID = "()V";

  private static ClassMaker klass(String name, String superName, String... interfaces) {
    return ClassMaker.klass(PUBLIC, name, superName, interfaces);
  }

  @Test
  void overridingMethodTakesTheIndex() {
    ClassMaker a = klass("A", OBJECT).method(PUBLIC, "f", VOID);
    ClassMaker b = klass("B", "A").method(PUBLIC, "f", VOID).method(PUBLIC, "f", "(I)V");
    try (Linked linked = new Linked(a, b)) {
      Method ofA = linked.method("A", "f", VOID);
      Method ofB = linked.method("B", "f", VOID);
      assertEquals(ofA.vtableIndex(), ofB.vtableIndex());
      assertSame(ofB, linked.selected("B", ofA));
      assertSame(ofA, linked.selected("A", ofA));
      assertNotEquals(ofA.vtableIndex(), linked.method("B", "f", "(I)V").vtableIndex());
    }
  }

  @Test
  void packagePrivateMethodIsOverriddenInItsPackageOnly() {
    ClassMaker a = klass("p/A", OBJECT).method(0, "f", VOID);
    ClassMaker b = klass("q/B", "p/A").method(PUBLIC, "f", VOID);
    ClassMaker c = klass("p/C", "q/B").method(PUBLIC, "f", VOID);
    try (Linked linked = new Linked(a, b, c)) {
      Method ofA = linked.method("p/A", "f", VOID);
      Method ofB = linked.method("q/B", "f", VOID);
      Method ofC = linked.method("p/C", "f", VOID);
      assertNotEquals(ofA.vtableIndex(), ofB.vtableIndex());
      assertSame(ofA, linked.selected("q/B", ofA));
      assertSame(ofC, linked.selected("p/C", ofA));
      assertSame(ofC, linked.selected("p/C", ofB));
    }
  }

  @Test
  void finalMethodsAreBoundStaticallyAndCannotBeOverridden() {
    ClassMaker a = klass("A", OBJECT).method(PUBLIC | Opcodes.ACC_FINAL, "f", VOID);
    ClassMaker b = klass("B", "A").method(PUBLIC, "f", VOID);
    try (Linked linked = new Linked(a, b)) {
      Method ofA = linked.method("A", "f", VOID);
      assertTrue(ofA.isStaticallyBound());
      assertEquals(MethodDescriptorLayout.NO_INDEX, ofA.vtableIndex());
      LinkageFailure failure =
          assertThrows(
              LinkageFailure.class,
              () -> linked.dictionary.load(linked.dictionary.application(), "B"));
      assertEquals("class B overrides final method A.f()V", failure.detail());
    }
  }

  @Test
  void abstractClassGetsAnIndexForAnInterfaceMethodItDoesNotDeclare() {
    ClassMaker i = ClassMaker.iface("I").method(ABSTRACT, "f", VOID);
    ClassMaker a = ClassMaker.klass(ABSTRACT, "A", OBJECT, "I");
    ClassMaker b = klass("B", "A").method(PUBLIC, "f", VOID);
    try (Linked linked = new Linked(i, a, b)) {
      Method declared = linked.method("I", "f", VOID);
      Method carrier = MethodResolution.dispatched(linked.klass("A"), declared);
      assertEquals(Method.Origin.MIRANDA, carrier.origin());
      assertEquals(carrier.vtableIndex(), linked.method("B", "f", VOID).vtableIndex());
      assertSame(linked.method("B", "f", VOID), linked.selected("B", carrier));
      assertSame(linked.method("B", "f", VOID), linked.selected("B", declared));
    }
  }

  @Test
  void mostSpecificDefaultMethodIsSelected() {
    ClassMaker i = ClassMaker.iface("I").method(PUBLIC, "f", VOID);
    ClassMaker j = ClassMaker.iface("J", "I").method(PUBLIC, "f", VOID);
    ClassMaker a = klass("A", OBJECT, "I");
    ClassMaker b = klass("B", "A", "J");
    ClassMaker c = klass("C", "B", "I");
    try (Linked linked = new Linked(i, j, a, b, c)) {
      Method ofI = linked.method("I", "f", VOID);
      Method ofJ = linked.method("J", "f", VOID);
      assertSame(ofI, linked.selected("A", ofI));
      assertSame(ofJ, linked.selected("B", ofI));
      assertSame(ofJ, linked.selected("C", ofI));
      Method carrier = MethodResolution.dispatched(linked.klass("A"), ofI);
      assertSame(ofJ, linked.selected("C", carrier));
    }
  }

  @Test
  void classMethodWinsOverDefault() {
    ClassMaker a = klass("A", OBJECT).method(PUBLIC, "f", VOID);
    ClassMaker i = ClassMaker.iface("I").method(PUBLIC, "f", VOID);
    ClassMaker b = klass("B", "A", "I");
    try (Linked linked = new Linked(a, i, b)) {
      assertSame(
          linked.method("A", "f", VOID), linked.selected("B", linked.method("I", "f", VOID)));
    }
  }

  @Test
  void abstractRedeclarationHidesTheDefault() {
    ClassMaker i = ClassMaker.iface("I").method(PUBLIC, "f", VOID);
    ClassMaker j = ClassMaker.iface("J", "I").method(ABSTRACT, "f", VOID);
    ClassMaker a = klass("A", OBJECT, "J");
    try (Linked linked = new Linked(i, j, a)) {
      Method selected = linked.selected("A", linked.method("I", "f", VOID));
      assertTrue(selected.isAbstract());
      assertEquals(Linked.ABSTRACT, entry(linked, selected));
    }
  }

  @Test
  void conflictingDefaultsThrowWhenCalled() {
    ClassMaker i = ClassMaker.iface("p/I").method(PUBLIC, "f", VOID);
    ClassMaker j = ClassMaker.iface("p/J").method(PUBLIC, "f", VOID);
    ClassMaker a = klass("A", OBJECT, "p/I", "p/J");
    ClassMaker b = klass("B", "A").method(PUBLIC, "f", VOID);
    try (Linked linked = new Linked(i, j, a, b)) {
      Method ofI = linked.method("p/I", "f", VOID);
      LinkageFailure failure = linked.selected("A", ofI).errorWhenCalled();
      assertNotNull(failure);
      assertEquals("java/lang/IncompatibleClassChangeError", failure.errorClass());
      assertEquals("Conflicting default methods: p/I.f p/J.f", failure.detail());
      assertSame(linked.method("B", "f", VOID), linked.selected("B", ofI));
    }
  }

  @Test
  void tablesInGuestMemoryHoldWhatIsSelected() {
    ClassMaker i =
        ClassMaker.iface("I")
            .method(PUBLIC | Opcodes.ACC_STATIC, "s", VOID)
            .method(PUBLIC, "f", VOID)
            .method(ABSTRACT, "g", VOID);
    ClassMaker a = klass("A", OBJECT, "I").method(PUBLIC, "g", VOID);
    try (Linked linked = new Linked(i, a)) {
      InstanceKlass klass = linked.klass("A");
      long itable = linked.memory.u32(klass.descriptor() + ClassDescriptor.ITABLE);
      assertEquals(1, linked.memory.i32(itable));
      assertEquals(linked.klass("I").descriptor(), linked.memory.u32(itable + 4));
      long table = linked.memory.u32(itable + 8);
      Method f = linked.method("I", "f", VOID);
      Method g = linked.method("I", "g", VOID);
      assertEquals(0, f.interfaceIndex());
      assertEquals(1, g.interfaceIndex());
      assertEquals(f.descriptor(), linked.memory.u32(table));
      assertEquals(linked.method("A", "g", VOID).descriptor(), linked.memory.u32(table + 4));
      for (int index = 0; index < klass.vtable().length; index++) {
        assertEquals(
            klass.vtable()[index].descriptor(),
            linked.memory.u32(klass.descriptor() + ClassDescriptor.VTABLE + 4L * index));
      }
    }
  }

  private static long entry(Linked linked, Method method) {
    return linked.memory.u32(method.descriptor() + MethodDescriptorLayout.ENTRY);
  }
}
