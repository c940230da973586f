package hotpath.interpreter.vm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.gc.memory.ObjectLayout;
import hotpath.gc.plan.HeapOptions;
import hotpath.gc.plan.PlanKind;
import hotpath.gc.plan.Stress;
import hotpath.gc.vm.CollectionReason;
import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.link.Allocator;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.Klass;
import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.natives.host.BootClassPath;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A VM before its first guest instruction: strings, mirrors, hashes, states; with a collection at
 * every allocation.
 */
class VmTest {
  private static final BootClassPath BOOT = new BootClassPath();

  private final Vm vm =
      new Vm(
          VmOptions.of(
              HeapOptions.of(PlanKind.SEMI_SPACE, 8 << 20).with(new Stress(1, true, false, true))),
          new TestHost(),
          BOOT,
          name -> null,
          ".");

  @AfterEach
  void close() {
    vm.close();
  }

  @Test
  void stringsComeBack() {
    for (String text : List.of("", "plain", "caf\u00e9 \u00ff", "\u4e2d\u6587 mixed", "\ud83d")) {
      assertEquals(text, vm.strings().read(vm.strings().make(text)));
    }
  }

  @Test
  void internedStringsAreOnePerContentAndMoveTogether() {
    long cell = vm.strings().internCell("once");
    assertEquals(cell, vm.strings().internCell("on".concat("ce")));
    int before = vm.references().get(cell);
    vm.heap().collect(CollectionReason.EXPLICIT);
    assertNotEquals(before, vm.references().get(cell), "the string moved");
    int other = vm.strings().make("once");
    assertEquals(vm.references().get(cell), vm.strings().intern(other));
  }

  @Test
  void mirrorsLeadToTheirClassesAndBack() {
    for (int id = 0; id < vm.klasses().size(); id++) {
      Klass klass = vm.klasses().withId(id);
      int mirror = vm.mirrors().of(klass);
      assertSame(klass, vm.mirrors().klassOf(mirror));
      assertEquals("java.lang.Class", vm.klasses().of(mirror).externalName());
    }
  }

  @Test
  void modifiersAreThoseOfTheHost() {
    List<Class<?>> classes =
        List.of(
            String.class,
            Runnable.class,
            java.util.Map.Entry.class,
            java.util.HashMap.class,
            Thread.State.class,
            java.util.AbstractList.class,
            java.util.concurrent.ConcurrentHashMap.KeySetView.class);
    for (Class<?> type : classes) {
      InstanceKlass klass = vm.dictionary().bootClass(type.getName().replace('.', '/'));
      Klass array = vm.dictionary().arrayOf(klass);
      assertEquals(type.getModifiers(), modifiers(klass), type.getName());
      assertEquals(type.arrayType().getModifiers(), modifiers(array), type.getName() + "[]");
    }
    assertEquals(int.class.getModifiers(), modifiers(vm.dictionary().primitive(JavaKind.INT)));
  }

  private int modifiers(Klass klass) {
    long at =
        Allocator.offset(vm.mirrors().of(klass)) + vm.fields().offset(LibraryField.CLASS_MODIFIERS);
    return vm.memory().u16(at);
  }

  @Test
  void primitiveMirrorsHaveNames() {
    int mirror = vm.mirrors().of(vm.dictionary().primitive(JavaKind.LONG));
    int name = vm.fields().ref(mirror, LibraryField.CLASS_NAME);
    assertEquals("long", vm.strings().read(name));
    assertTrue(vm.fields().bool(mirror, LibraryField.CLASS_PRIMITIVE));
  }

  @Test
  void copiesHaveTheContentButNoLockAndNoHash() {
    int[] content = {3, 1, 4, 1, 5};
    var klass = vm.dictionary().arrayOf(JavaKind.INT);
    int array = vm.allocator().array(klass, content.length);
    vm.memory().copyIn(content, 0, Allocator.element(array, JavaKind.INT, 0), content.length);
    vm.hashes().of(array);
    int copy = vm.allocator().copyOf(klass, array);
    int[] copied = new int[content.length];
    vm.memory().copyOut(Allocator.element(copy, JavaKind.INT, 0), copied, 0, copied.length);
    assertArrayEquals(content, copied);
    assertEquals(0, vm.memory().i32(Allocator.offset(copy) + ObjectLayout.HASH));
  }

  @Test
  void hashesAreKeptAndRepeatWithTheSeed() {
    int string = vm.strings().make("x");
    int hash = vm.hashes().of(string);
    assertTrue(hash > 0);
    assertEquals(hash, vm.hashes().of(string));
    try (Vm same =
        new Vm(
            VmOptions.of(HeapOptions.of(PlanKind.NO_GC, 8 << 20)),
            new TestHost(),
            BOOT,
            name -> null,
            ".")) {
      assertEquals(hash, same.hashes().of(same.strings().make("y")));
    }
  }

  @Test
  void classesWithoutInitializerAreReadyAtOnce() {
    InstanceKlass plain = vm.dictionary().bootClass("java/util/AbstractCollection");
    assertFalse(vm.initialization().isReady(vm.mainThread(), plain));
    assertTrue(vm.initialization().initialize(vm.mainThread(), plain));
    assertTrue(vm.initialization().isReady(vm.mainThread(), plain.superKlass()));
    assertTrue(vm.mainThread().isIdle(), "no frame was pushed");
  }

  @Test
  void constantsAreAssignedWithoutGuestCode() {
    InstanceKlass klass = vm.dictionary().bootClass("java/io/ObjectStreamConstants");
    var magic = klass.declaredField("STREAM_MAGIC", "S");
    assertEquals(0, vm.memory().i16(magic.offset()));
    vm.initialization().assignConstants(klass);
    assertEquals(java.io.ObjectStreamConstants.STREAM_MAGIC, vm.memory().i16(magic.offset()));
  }

  @Test
  void classesWithInitializerNeedGuestCode() {
    InstanceKlass klass = vm.dictionary().bootClass("java/lang/Integer");
    assertFalse(vm.initialization().initialize(vm.mainThread(), klass));
    assertFalse(vm.mainThread().isIdle(), "a frame was pushed");
    assertFalse(vm.initialization().isReady(vm.mainThread(), klass));
  }
}
