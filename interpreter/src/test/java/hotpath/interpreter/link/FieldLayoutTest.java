package hotpath.interpreter.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.gc.memory.ObjectLayout;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

class FieldLayoutTest {
  private static final String[] TYPES = {
    "Z", "B", "C", "S", "I", "J", "F", "D", "Ljava/lang/Object;", "[I"
  };

  private static final String OBJECT = "java/lang/Object";

  @Test
  void narrowFieldsFillTheGapBeforeWideOnes() {
    ClassMaker maker =
        ClassMaker.klass(Opcodes.ACC_PUBLIC, "A", OBJECT)
            .field(0, "wide", "J")
            .field(0, "narrow", "B")
            .field(0, "reference", "Ljava/lang/String;");
    try (Linked linked = new Linked(maker)) {
      InstanceKlass klass = linked.klass("A");
      assertEquals(16, field(klass, "wide").offset());
      assertEquals(12, field(klass, "reference").offset());
      assertEquals(24, field(klass, "narrow").offset());
      assertEquals(32, klass.instanceBytes());
      assertArrayEquals(new int[] {12}, klass.layout().referenceOffsets());
    }
  }

  @Test
  void subclassGoesOnInTheLastWordOfItsSuperclass() {
    ClassMaker a = ClassMaker.klass(Opcodes.ACC_PUBLIC, "A", OBJECT).field(0, "x", "Z");
    ClassMaker b = ClassMaker.klass(Opcodes.ACC_PUBLIC, "B", "A").field(0, "y", "Z");
    try (Linked linked = new Linked(a, b)) {
      assertEquals(12, field(linked.klass("A"), "x").offset());
      assertEquals(13, field(linked.klass("B"), "y").offset());
      assertEquals(16, linked.klass("B").instanceBytes());
    }
  }

  @Test
  void referentIsNotTraced() {
    try (Linked linked = new Linked()) {
      InstanceKlass reference = linked.klass("java/lang/ref/Reference");
      long referent = field(reference, "referent").offset();
      int[] traced = reference.layout().referenceOffsets();
      assertTrue(Arrays.stream(traced).noneMatch(offset -> offset == referent));
      assertEquals(3, traced.length, "next, discovered, queue");
    }
  }

  @Test
  void mirrorsHaveRoomForTheirClass() {
    try (Linked linked = new Linked()) {
      InstanceKlass klass = linked.klass("java/lang/Class");
      int injected = InjectedFields.offset(klass);
      for (Field field : klass.fields()) {
        assertTrue(field.isStatic() || field.offset() + field.kind().size() <= injected);
      }
      assertTrue(injected + InjectedFields.BYTES <= klass.instanceBytes());
    }
  }

  @Test
  void fieldsOfAnyClassAreAlignedAndApart() {
    long seed = 20061;
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      ClassMaker[] chain = new ClassMaker[4];
      for (int i = 0; i < chain.length; i++) {
        String superName = i == 0 ? OBJECT : "K" + (i - 1);
        chain[i] = ClassMaker.klass(Opcodes.ACC_PUBLIC, "K" + i, superName);
        int fields = random.nextInt(9);
        for (int f = 0; f < fields; f++) {
          int access = random.nextInt(4) == 0 ? Opcodes.ACC_STATIC : 0;
          chain[i].field(access, "f" + f, TYPES[random.nextInt(TYPES.length)]);
        }
      }
      try (Linked linked = new Linked(chain)) {
        check(linked.klass("K3"), "seed " + seed + " round " + round);
      }
    }
  }

  private static void check(InstanceKlass last, String message) {
    BitSet used = new BitSet();
    int references = 0;
    for (InstanceKlass k = last; k != null; k = k.superKlass()) {
      BitSet statics = new BitSet();
      for (Field field : k.fields()) {
        int size = field.kind().size();
        assertEquals(0, field.offset() % size, message);
        BitSet taken = field.isStatic() ? statics : used;
        int start = (int) (field.offset() - (field.isStatic() ? k.staticArea() : 0));
        assertTrue(taken.get(start, start + size).isEmpty(), message + ": " + field);
        taken.set(start, start + size);
        boolean reference = !field.kind().isPrimitive();
        references += reference && !field.isStatic() ? 1 : 0;
      }
      assertTrue(statics.length() <= k.layout().staticBytes(), message);
    }
    assertTrue(used.isEmpty() || used.nextSetBit(0) >= ObjectLayout.FIELDS, message);
    assertTrue(used.length() <= last.instanceBytes(), message);
    assertEquals(0, last.instanceBytes() % ObjectLayout.ALIGNMENT, message);
    assertEquals(references, last.layout().referenceOffsets().length, message);
  }

  private static Field field(InstanceKlass klass, String name) {
    return Arrays.stream(klass.fields())
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
