package hotpath.interpreter.predecode;

import hotpath.gc.memory.GuestMemory;
import hotpath.interpreter.meaning.CodeWord;
import hotpath.interpreter.meaning.Handler;
import hotpath.interpreter.meaning.HandlerNumber;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Code words under construction, in the host's byte order; written to guest memory in one piece.
 */
final class CodeWords {
  private byte[] bytes = new byte[512];
  private ByteBuffer buffer = wrap(bytes);
  private int size;

  private static ByteBuffer wrap(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  /** Number of words so far. */
  int size() {
    return size;
  }

  /** Appends a word with its handler; the operands are 0. */
  int add(Handler handler) {
    return add(HandlerNumber.of(handler));
  }

  int add(int handlerNumber) {
    int word = addRaw();
    buffer.putShort(word * CodeWord.BYTES + CodeWord.HANDLER, (short) handlerNumber);
    return word;
  }

  /** Appends an empty word: data of the one before. */
  int addRaw() {
    if ((size + 1) * CodeWord.BYTES > bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
      buffer = wrap(bytes);
    }
    return size++;
  }

  void handler(int word, int number) {
    buffer.putShort(word * CodeWord.BYTES + CodeWord.HANDLER, (short) number);
  }

  void a(int word, int value) {
    buffer.putShort(word * CodeWord.BYTES + CodeWord.A, (short) value);
  }

  void b(int word, int value) {
    buffer.putInt(word * CodeWord.BYTES + CodeWord.B, value);
  }

  void low(int word, int value) {
    buffer.putShort(word * CodeWord.BYTES + CodeWord.LOW, (short) value);
  }

  void high(int word, int value) {
    buffer.putShort(word * CodeWord.BYTES + CodeWord.HIGH, (short) value);
  }

  void raw(int word, long value) {
    buffer.putLong(word * CodeWord.BYTES, value);
  }

  void tableEntry(int word, int displacement, int charge) {
    buffer.putInt(word * CodeWord.BYTES + CodeWord.TABLE_DISPLACEMENT, displacement);
    buffer.putInt(word * CodeWord.BYTES + CodeWord.TABLE_CHARGE, charge);
  }

  void displacement(int tableEntry, int displacement) {
    buffer.putInt(tableEntry * CodeWord.BYTES + CodeWord.TABLE_DISPLACEMENT, displacement);
  }

  void copyTo(GuestMemory memory, long offset) {
    memory.copyIn(bytes, 0, offset, size * CodeWord.BYTES);
  }
}
