package hotpath.interpreter.natives;

import hotpath.interpreter.link.LibraryField;

/** Natives of {@code java.lang.System}. */
final class JavaLangSystem {
  private JavaLangSystem() {}

  static void register(NativeRows rows) {
    rows.add("registerNatives", "()V", NativeRows.NOTHING);
    rows.add("arraycopy", "(Ljava/lang/Object;ILjava/lang/Object;II)V", ArrayCopy::arraycopy);
    rows.add("nanoTime", "()J", Capability.CLOCK, JavaLangSystem::nanoTime);
    rows.add("currentTimeMillis", "()J", Capability.CLOCK, JavaLangSystem::currentTimeMillis);
    rows.add("identityHashCode", "(Ljava/lang/Object;)I", JavaLangSystem::identityHashCode);
    rows.add("setIn0", "(Ljava/io/InputStream;)V", JavaLangSystem::setIn);
    rows.add("setOut0", "(Ljava/io/PrintStream;)V", JavaLangSystem::setOut);
    rows.add("setErr0", "(Ljava/io/PrintStream;)V", JavaLangSystem::setErr);
    rows.add(
        "mapLibraryName", "(Ljava/lang/String;)Ljava/lang/String;", JavaLangSystem::mapLibraryName);
  }

  private static void nanoTime(NativeCall call) {
    call.returnLong(call.vm().host().nanoTime());
  }

  private static void currentTimeMillis(NativeCall call) {
    call.returnLong(call.vm().host().now().toEpochMilli());
  }

  private static void identityHashCode(NativeCall call) {
    call.returnInt(call.vm().hashes().of(call.ref(0)));
  }

  private static void setIn(NativeCall call) {
    call.fields().ref(0, LibraryField.SYSTEM_IN, call.ref(0));
  }

  private static void setOut(NativeCall call) {
    call.fields().ref(0, LibraryField.SYSTEM_OUT, call.ref(0));
  }

  private static void setErr(NativeCall call) {
    call.fields().ref(0, LibraryField.SYSTEM_ERR, call.ref(0));
  }

  private static void mapLibraryName(NativeCall call) {
    String name = call.string(0);
    if (name == null) {
      call.throwNullPointer();
    } else {
      call.returnString("lib" + name + ".so");
    }
  }
}
