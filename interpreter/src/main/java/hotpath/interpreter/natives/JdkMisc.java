package hotpath.interpreter.natives;

import java.time.Instant;

/**
 * Natives of {@code jdk.internal.misc} but for {@code Unsafe}: mostly answers that turn something
 * off.
 */
final class JdkMisc {
  /** As in HotSpot: an adjustment must fit in 33 bits of seconds. */
  private static final long FARTHEST_SECONDS = 1L << 32;

  private JdkMisc() {}

  static void registerVm(NativeRows rows) {
    rows.add("initialize", "()V", NativeRows.NOTHING);
    rows.add("getNanoTimeAdjustment", "(J)J", Capability.CLOCK, JdkMisc::getNanoTimeAdjustment);
    rows.replace(
        "latestUserDefinedLoader0",
        "()Ljava/lang/ClassLoader;",
        "ClassLoading",
        "latestUserDefinedLoader");
    rows.add("getRuntimeArguments", "()[Ljava/lang/String;", JdkMisc::noStrings);
    rows.add("getuid", "()J", NativeRows.NOTHING);
    rows.add("geteuid", "()J", NativeRows.NOTHING);
    rows.add("getgid", "()J", NativeRows.NOTHING);
    rows.add("getegid", "()J", NativeRows.NOTHING);
  }

  static void registerCds(NativeRows rows) {
    rows.add("getCDSConfigStatus", "()I", NativeRows.NOTHING);
    rows.add("initializeFromArchive", "(Ljava/lang/Class;)V", NativeRows.NOTHING);
    // From it comes the order of Set.of and Map.of; 0 would mean a different one in each run.
    rows.add("getRandomSeedForDumping", "()J", call -> call.returnLong(call.vm().options().seed()));
    rows.add("needsClassInitBarrier0", "(Ljava/lang/Class;)Z", NativeRows.NOTHING);
  }

  /** Virtual threads are bound to threads, and there is no native linker. */
  static void registerSupport(NativeRows rows) {
    rows.add("isSupported0", "()Z", NativeRows.NOTHING);
  }

  static void registerPreview(NativeRows rows) {
    rows.add("isPreviewEnabled", "()Z", NativeRows.NOTHING);
  }

  static void registerSignal(NativeRows rows) {
    // No such signal: the library then leaves the signals alone.
    rows.add("findSignal0", "(Ljava/lang/String;)I", call -> call.returnInt(-1));
    rows.add("handle0", "(IJ)J", NativeRows.NOTHING);
  }

  /** Counters of the library, which nobody outside sees. */
  static void registerPerf(NativeRows rows) {
    rows.add("registerNatives", "()V", NativeRows.NOTHING);
    rows.add("createLong", "(Ljava/lang/String;IIJ)Ljava/nio/ByteBuffer;", JdkMisc::createCounter);
  }

  private static void createCounter(NativeCall call) {
    String buffer = "java/nio/ByteBuffer";
    if (call.initialize(call.vm().dictionary().bootClass(buffer))) {
      call.tailCall(
          call.vm().calls().libraryMethod(buffer, "allocate", "(I)Ljava/nio/ByteBuffer;"),
          Long.BYTES);
    }
  }

  private static void getNanoTimeAdjustment(NativeCall call) {
    Instant now = call.vm().host().now();
    long seconds = now.getEpochSecond() - call.longArg(0);
    if (Math.abs(seconds) >= FARTHEST_SECONDS) {
      call.returnLong(-1);
    } else {
      call.returnLong(seconds * 1_000_000_000 + now.getNano());
    }
  }

  private static void noStrings(NativeCall call) {
    call.returnRef(call.handle(call.newArray("java/lang/String", 0)));
  }
}
