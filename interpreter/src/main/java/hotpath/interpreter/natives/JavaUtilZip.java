package hotpath.interpreter.natives;

import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.link.Allocator;
import hotpath.interpreter.link.LibraryField;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Natives of {@code java.util.zip.Inflater} and {@code Deflater}: the host's do the work, and the
 * guest's know them by number.
 *
 * <p>They read and write guest memory in place, arrays too: nothing moves before the native ends.
 * In each name the first word says where the input is, the second where the output goes.
 */
final class JavaUtilZip {
  /** Of a result: input read in bits 0 to 30, output written in bits 31 to 61. */
  private static final int WRITTEN_SHIFT = 31;

  private static final long FINISHED = 1L << 62;
  private static final long NEEDS_DICTIONARY = 1L << 63;

  /** The flush mode that ends the stream, which the host's class has as a method. */
  private static final int FINISH = 4;

  private JavaUtilZip() {}

  static void registerInflater(NativeRows rows) {
    rows.add("initIDs", "()V", NativeRows.NOTHING);
    rows.add("init", "(Z)J", JavaUtilZip::newInflater);
    rows.add("setDictionary", "(J[BII)V", call -> inflaterDictionary(call, array(call, 1, 2, 3)));
    rows.add("setDictionaryBuffer", "(JJI)V", call -> inflaterDictionary(call, memory(call, 1, 2)));
    // The receiver is argument 0, the number argument 1.
    rows.add(
        "inflateBytesBytes",
        "(J[BII[BII)J",
        call -> inflate(call, array(call, 2, 3, 4), array(call, 5, 6, 7)));
    rows.add(
        "inflateBytesBuffer",
        "(J[BIIJI)J",
        call -> inflate(call, array(call, 2, 3, 4), memory(call, 5, 6)));
    rows.add(
        "inflateBufferBytes",
        "(JJI[BII)J",
        call -> inflate(call, memory(call, 2, 3), array(call, 4, 5, 6)));
    rows.add(
        "inflateBufferBuffer",
        "(JJIJI)J",
        call -> inflate(call, memory(call, 2, 3), memory(call, 4, 5)));
    rows.add("getAdler", "(J)I", call -> call.returnInt(inflater(call, 0).getAdler()));
    rows.add("reset", "(J)V", call -> inflater(call, 0).reset());
    rows.add(
        "end",
        "(J)V",
        call -> call.vm().hostObjects().remove(call.longArg(0), Inflater.class).end());
  }

  static void registerDeflater(NativeRows rows) {
    rows.add("init", "(IIZ)J", JavaUtilZip::newDeflater);
    rows.add("setDictionary", "(J[BII)V", call -> deflaterDictionary(call, array(call, 1, 2, 3)));
    rows.add("setDictionaryBuffer", "(JJI)V", call -> deflaterDictionary(call, memory(call, 1, 2)));
    rows.add(
        "deflateBytesBytes",
        "(J[BII[BIIII)J",
        call -> deflate(call, array(call, 2, 3, 4), array(call, 5, 6, 7), 8));
    rows.add(
        "deflateBytesBuffer",
        "(J[BIIJIII)J",
        call -> deflate(call, array(call, 2, 3, 4), memory(call, 5, 6), 7));
    rows.add(
        "deflateBufferBytes",
        "(JJI[BIIII)J",
        call -> deflate(call, memory(call, 2, 3), array(call, 4, 5, 6), 7));
    rows.add(
        "deflateBufferBuffer",
        "(JJIJIII)J",
        call -> deflate(call, memory(call, 2, 3), memory(call, 4, 5), 6));
    rows.add("getAdler", "(J)I", call -> call.returnInt(deflater(call, 0).getAdler()));
    rows.add("reset", "(J)V", call -> deflater(call, 0).reset());
    rows.add(
        "end",
        "(J)V",
        call -> call.vm().hostObjects().remove(call.longArg(0), Deflater.class).end());
  }

  private static Inflater inflater(NativeCall call, int argument) {
    return call.vm().hostObjects().get(call.longArg(argument), Inflater.class);
  }

  private static Deflater deflater(NativeCall call, int argument) {
    return call.vm().hostObjects().get(call.longArg(argument), Deflater.class);
  }

  /** A part of the array in an argument; the library has checked the range. */
  private static ByteBuffer array(NativeCall call, int array, int start, int length) {
    long place = Allocator.element(call.ref(array), JavaKind.BYTE, call.intArg(start));
    return call.memory().segment(place, call.intArg(length)).asByteBuffer();
  }

  /** Memory outside the heap. */
  private static ByteBuffer memory(NativeCall call, int address, int length) {
    return call.memory().segment(call.longArg(address), call.intArg(length)).asByteBuffer();
  }

  private static void newInflater(NativeCall call) {
    call.returnLong(call.vm().hostObjects().add(new Inflater(call.booleanArg(0))));
  }

  /** {@code (level, strategy, no header)}. */
  private static void newDeflater(NativeCall call) {
    Deflater deflater = new Deflater(call.intArg(0), call.booleanArg(2));
    deflater.setStrategy(call.intArg(1));
    call.returnLong(call.vm().hostObjects().add(deflater));
  }

  private static void inflaterDictionary(NativeCall call, ByteBuffer dictionary) {
    try {
      inflater(call, 0).setDictionary(dictionary);
    } catch (IllegalArgumentException e) {
      call.throwNew("java/lang/IllegalArgumentException", e.getMessage());
    }
  }

  private static void deflaterDictionary(NativeCall call, ByteBuffer dictionary) {
    try {
      deflater(call, 0).setDictionary(dictionary);
    } catch (IllegalArgumentException e) {
      call.throwNew("java/lang/IllegalArgumentException", e.getMessage());
    }
  }

  private static void inflate(NativeCall call, ByteBuffer input, ByteBuffer output) {
    Inflater inflater = inflater(call, 1);
    try {
      inflater.setInput(input);
      inflater.inflate(output);
      long flags =
          (inflater.finished() ? FINISHED : 0)
              | (inflater.needsDictionary() ? NEEDS_DICTIONARY : 0);
      call.returnLong(moved(input, output) | flags);
    } catch (DataFormatException e) {
      int receiver = call.ref(0);
      call.fields().i32(receiver, LibraryField.INFLATER_INPUT_CONSUMED, input.position());
      call.fields().i32(receiver, LibraryField.INFLATER_OUTPUT_CONSUMED, output.position());
      call.throwNew("java/util/zip/DataFormatException", e.getMessage());
    }
  }

  /** Flush mode and changed parameters are the last two arguments. */
  private static void deflate(NativeCall call, ByteBuffer input, ByteBuffer output, int flush) {
    Deflater deflater = deflater(call, 1);
    int parameters = call.intArg(flush + 1);
    if ((parameters & 1) != 0) {
      // The host's notes what it could not change yet.
      deflater.setStrategy(parameters >> 1 & 3);
      deflater.setLevel(parameters >> 3);
    }
    int mode = call.intArg(flush);
    if (mode == FINISH) {
      deflater.finish();
      mode = Deflater.NO_FLUSH;
    }
    deflater.setInput(input);
    deflater.deflate(output, mode);
    call.returnLong(moved(input, output) | (deflater.finished() ? FINISHED : 0));
  }

  private static long moved(ByteBuffer input, ByteBuffer output) {
    return input.position() | (long) output.position() << WRITTEN_SHIFT;
  }
}
