package hotpath.interpreter.natives;

import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.link.Allocator;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TimeZone;

/**
 * Natives of {@code java.util} and of what describes the process: time zone, checksums,
 * environment, console.
 */
final class JavaUtilNatives {
  /** Reversed polynomial of CRC-32. */
  private static final int CRC_POLYNOMIAL = 0xEDB88320;

  private static final int ADLER_BASE = 65521;

  private JavaUtilNatives() {}

  static void registerTimeZone(NativeRows rows) {
    rows.add(
        "getSystemTimeZoneID",
        "(Ljava/lang/String;)Ljava/lang/String;",
        Capability.PROPERTIES,
        call -> call.returnString(TimeZone.getDefault().getID()));
    rows.add(
        "getSystemGMTOffsetID",
        "()Ljava/lang/String;",
        Capability.PROPERTIES,
        call -> call.returnString("GMT"));
  }

  static void registerCrc32(NativeRows rows) {
    rows.add("update", "(II)I", JavaUtilNatives::updateCrc);
    rows.add("updateBytes0", "(I[BII)I", JavaUtilNatives::updateCrcBytes);
    rows.add("updateByteBuffer0", "(IJII)I", JavaUtilNatives::updateCrcBuffer);
  }

  static void registerAdler32(NativeRows rows) {
    rows.add("update", "(II)I", JavaUtilNatives::updateAdler);
    rows.add("updateBytes", "(I[BII)I", JavaUtilNatives::updateAdlerBytes);
    rows.add("updateByteBuffer", "(IJII)I", JavaUtilNatives::updateAdlerBuffer);
  }

  static void registerConsole(NativeRows rows) {
    // Not a terminal.
    rows.add("ttyStatus", "()I", NativeRows.NOTHING);
  }

  /** The guest's process is the host's, of which it sees the number. */
  static void registerProcess(NativeRows rows) {
    rows.add("initNative", "()V", NativeRows.NOTHING);
    rows.add("getCurrentPid0", "()J", call -> call.returnLong(call.vm().host().processId()));
    // When a process started is not known.
    rows.add("isAlive0", "(J)J", NativeRows.NOTHING);
  }

  static void registerEnvironment(NativeRows rows) {
    rows.add("environ", "()[[B", Capability.ENVIRONMENT, JavaUtilNatives::environ);
  }

  /**
   * Instead of {@link #registerEnvironment}, where the environment is not granted. The class itself
   * must be there, with no variables, so that its methods can refuse.
   */
  static void registerNoEnvironment(NativeRows rows) {
    rows.add("environ", "()[[B", JavaUtilNatives::noVariables);
    rows.replace("getenv", "(Ljava/lang/String;)Ljava/lang/String;", JavaUtilNatives::refuse);
    rows.replace("getenv", "()Ljava/util/Map;", JavaUtilNatives::refuse);
    rows.replace("environment", "()Ljava/util/Map;", JavaUtilNatives::refuse);
  }

  private static void noVariables(NativeCall call) {
    var bytesKlass = call.vm().dictionary().arrayOf(JavaKind.BYTE);
    call.returnRef(call.vm().allocator().array(call.vm().dictionary().arrayOf(bytesKlass), 0));
  }

  private static void refuse(NativeCall call) {
    call.throwNew("java/lang/SecurityException", "reading environment variables needs --allow-env");
  }

  private static byte[] array(NativeCall call) {
    return call.bytes(call.ref(1), call.intArg(2), call.intArg(3));
  }

  private static byte[] buffer(NativeCall call) {
    return call.memory().copyOut(call.longArg(1) + call.intArg(2), call.intArg(3));
  }

  private static int crc(int crc, byte[] bytes) {
    int value = ~crc;
    for (byte each : bytes) {
      value ^= each & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        value = (value >>> 1) ^ ((value & 1) != 0 ? CRC_POLYNOMIAL : 0);
      }
    }
    return ~value;
  }

  private static void updateCrc(NativeCall call) {
    call.returnInt(crc(call.intArg(0), new byte[] {(byte) call.intArg(1)}));
  }

  private static void updateCrcBytes(NativeCall call) {
    call.returnInt(crc(call.intArg(0), array(call)));
  }

  private static void updateCrcBuffer(NativeCall call) {
    call.returnInt(crc(call.intArg(0), buffer(call)));
  }

  private static int adler(int adler, byte[] bytes) {
    int a = adler & 0xFFFF;
    int b = adler >>> 16;
    for (byte each : bytes) {
      a = (a + (each & 0xFF)) % ADLER_BASE;
      b = (b + a) % ADLER_BASE;
    }
    return b << 16 | a;
  }

  private static void updateAdler(NativeCall call) {
    call.returnInt(adler(call.intArg(0), new byte[] {(byte) call.intArg(1)}));
  }

  private static void updateAdlerBytes(NativeCall call) {
    call.returnInt(adler(call.intArg(0), array(call)));
  }

  private static void updateAdlerBuffer(NativeCall call) {
    call.returnInt(adler(call.intArg(0), buffer(call)));
  }

  /** Name and value by turns. */
  private static void environ(NativeCall call) {
    Map<String, String> environment = call.vm().host().environment();
    var bytesKlass = call.vm().dictionary().arrayOf(JavaKind.BYTE);
    var arrayKlass = call.vm().dictionary().arrayOf(bytesKlass);
    int array = call.keep(call.vm().allocator().array(arrayKlass, 2 * environment.size()));
    int index = 0;
    for (Map.Entry<String, String> entry : environment.entrySet()) {
      for (String text : new String[] {entry.getKey(), entry.getValue()}) {
        int bytes = call.newBytes(text.getBytes(StandardCharsets.UTF_8));
        long place = Allocator.element(call.handle(array), JavaKind.REF, index++);
        call.memory().ref(place, bytes);
      }
    }
    call.returnRef(call.handle(array));
  }
}
