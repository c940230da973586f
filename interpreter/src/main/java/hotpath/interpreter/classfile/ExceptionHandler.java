package hotpath.interpreter.classfile;

import org.jspecify.annotations.Nullable;

/**
 * One row of an exception table.
 *
 * @param start first covered instruction
 * @param end instruction after the last covered one (may equal the code's length)
 * @param handler first instruction of the handler
 * @param catchType internal name of the class caught, null for all
 * @param catchTypeIndex its constant pool index, 0 for all
 */
public record ExceptionHandler(
    int start, int end, int handler, @Nullable String catchType, int catchTypeIndex) {
  public boolean covers(int instruction) {
    return start <= instruction && instruction < end;
  }
}
