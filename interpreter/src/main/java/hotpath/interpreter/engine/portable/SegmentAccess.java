package hotpath.interpreter.engine.portable;

import hotpath.tssa.ir.MemType;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * How memory of one type is reached: by {@code MemorySegment.get} and {@code set}, called directly
 * on the segment that is all of the host's memory, with a layout that is a constant of {@link
 * PortableCode}.
 *
 * @param field the layout's name there
 * @param layout the end of its class's name
 * @param letter of the Java type
 */
record SegmentAccess(String field, String layout, String letter) {
  private static final String CODE = "hotpath/interpreter/engine/portable/PortableCode";
  private static final String SEGMENT = "java/lang/foreign/MemorySegment";
  private static final String LAYOUT = "java/lang/foreign/ValueLayout$Of";

  static SegmentAccess loading(MemType type) {
    return switch (type) {
      case SLOT_I32, SLOT_REF -> of(MemType.I32);
      default -> of(type);
    };
  }

  /** All eight bytes of a slot are written. */
  static SegmentAccess storing(MemType type) {
    return switch (type) {
      case SLOT_I32, SLOT_REF -> of(MemType.I64);
      default -> of(type);
    };
  }

  private static SegmentAccess of(MemType type) {
    return switch (type) {
      case I8, U8 -> new SegmentAccess("I8", "Byte", "B");
      case I16 -> new SegmentAccess("I16", "Short", "S");
      case U16 -> new SegmentAccess("U16", "Char", "C");
      case I32, REF, SLOT_I32, SLOT_REF -> new SegmentAccess("I32", "Int", "I");
      case I64 -> new SegmentAccess("I64", "Long", "J");
      case F32, SLOT_F32 -> new SegmentAccess("F32", "Float", "F");
      case F64 -> new SegmentAccess("F64", "Double", "D");
    };
  }

  /** Pushes the segment and the layout: what comes before the address. */
  void begin(MethodVisitor out) {
    out.visitFieldInsn(Opcodes.GETSTATIC, CODE, "ALL", "L" + SEGMENT + ";");
    out.visitFieldInsn(Opcodes.GETSTATIC, CODE, field, "L" + LAYOUT + layout + ";");
  }

  /** Reads from the address on the stack. */
  void get(MethodVisitor out) {
    call(out, "get", "J)" + letter);
  }

  /** Writes the value on the stack to the address below it. */
  void set(MethodVisitor out) {
    call(out, "set", "J" + letter + ")V");
  }

  private void call(MethodVisitor out, String name, String rest) {
    String descriptor = "(L" + LAYOUT + layout + ";" + rest;
    out.visitMethodInsn(Opcodes.INVOKEINTERFACE, SEGMENT, name, descriptor, true);
  }
}
