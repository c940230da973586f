package hotpath.recorder;

import hotpath.interpreter.classfile.JavaKind;
import hotpath.tssa.ir.Kind;

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
}
