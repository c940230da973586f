package hotpath.recorder;

import hotpath.tssa.ir.MemType;
import java.util.List;

/**
 * An object that the state at a side exit refers to and that the parent did not make.
 *
 * @param size in bytes; of an array the length
 * @param elementShift binary logarithm of an array's element size; -1 for other objects
 */
record InheritedObject(int classWord, int size, int elementShift, List<Field> fields) {
  record Field(MemType type, int offset, InheritedValue value) {}

  boolean isArray() {
    return elementShift >= 0;
  }
}
