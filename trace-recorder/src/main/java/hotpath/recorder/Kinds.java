package hotpath.recorder;

import hotpath.interpreter.classfile.JavaKind;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.MemType;

/** The TSSA kinds of Java's. */
final class Kinds {
  private Kinds() {}

  static Kind of(JavaKind kind) {
    return switch (kind) {
      case BOOLEAN, BYTE, CHAR, SHORT, INT -> Kind.I32;
      case LONG -> Kind.I64;
      case FLOAT -> Kind.F32;
      case DOUBLE -> Kind.F64;
      case REF -> Kind.REF;
      case VOID -> Kind.VOID;
    };
  }

  /** How an array keeps elements: as the meanings of its loads and stores say. */
  static MemType elementType(JavaKind kind) {
    return switch (kind) {
      case BOOLEAN, BYTE -> MemType.I8;
      case CHAR -> MemType.U16;
      case SHORT -> MemType.I16;
      case INT -> MemType.I32;
      case LONG -> MemType.I64;
      case FLOAT -> MemType.F32;
      case DOUBLE -> MemType.F64;
      case REF -> MemType.REF;
      case VOID -> throw new IllegalArgumentException("elements of kind void");
    };
  }
}
