package hotpath.interpreter.classfile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MethodDescriptorTest {
  @Test
  void countsSlotsBothWays() {
    MethodDescriptor descriptor =
        MethodDescriptor.parse("(IJ[[DLjava/lang/String;ZD)[Ljava/lang/Object;");
    assertEquals(List.of("I", "J", "[[D", "Ljava/lang/String;", "Z", "D"), descriptor.arguments());
    assertEquals(
        List.of(
            JavaKind.INT,
            JavaKind.LONG,
            JavaKind.REF,
            JavaKind.REF,
            JavaKind.BOOLEAN,
            JavaKind.DOUBLE),
        descriptor.argumentKinds());
    assertEquals(6, descriptor.argumentSlots());
    assertEquals(8, descriptor.classFileArgumentSlots());
    assertEquals("[Ljava/lang/Object;", descriptor.returnType());
    assertEquals(JavaKind.REF, descriptor.returnKind());
  }

  @Test
  void emptyAndVoid() {
    MethodDescriptor descriptor = MethodDescriptor.parse("()V");
    assertEquals(0, descriptor.argumentSlots());
    assertEquals(JavaKind.VOID, descriptor.returnKind());
    assertEquals("()V", descriptor.toString());
  }

  @Test
  void kinds() {
    assertEquals(JavaKind.INT, JavaKind.of('C').stackKind());
    assertEquals(3, JavaKind.DOUBLE.log2Size());
    assertEquals(4, JavaKind.REF.size());
    assertEquals(JavaKind.CHAR, JavaKind.ofNewArray(5));
  }
}
