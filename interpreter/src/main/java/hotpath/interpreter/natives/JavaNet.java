package hotpath.interpreter.natives;

/**
 * Natives of what would lead out of the process otherwise than by files: networks and other
 * processes. Addresses are objects like others and work; all that would use one is refused with the
 * exception that the library has for it.
 */
final class JavaNet {
  private static final String SOCKETS = "sockets are not supported by Hotpath";
  private static final String PROCESSES = "other processes are not supported by Hotpath";

  private JavaNet() {}

  static void registerAddress(NativeRows rows) {
    rows.add("init", "()V", NativeRows.NOTHING);
    rows.add("isIPv4Available", "()Z", call -> call.returnBoolean(true));
    rows.add("isIPv6Supported", "()Z", NativeRows.NOTHING);
  }

  /** Of {@code Inet4Address} and {@code Inet6Address}. */
  static void registerKind(NativeRows rows) {
    rows.add("init", "()V", NativeRows.NOTHING);
  }

  static void registerLookup(NativeRows rows) {
    rows.add("getLocalHostName", "()Ljava/lang/String;", call -> call.returnString("localhost"));
    rows.add(
        "lookupAllHostAddr",
        "(Ljava/lang/String;)[Ljava/net/InetAddress;",
        call -> call.throwNew("java/net/UnknownHostException", call.string(1) + ": " + SOCKETS));
    rows.add(
        "getHostByAddr",
        "([B)Ljava/lang/String;",
        call -> call.throwNew("java/net/UnknownHostException", SOCKETS));
    rows.add(
        "isReachable0", "([BI[BI)Z", call -> call.throwNew("java/net/SocketException", SOCKETS));
  }

  /** Before the library looks which options the sockets of this system have. */
  static void registerSockets(NativeRows rows) {
    rows.replace("create", "(Z)V", JavaNet::refuseSocket);
  }

  static void registerChannels(NativeRows rows) {
    String channels = "()Ljava/nio/channels/";
    String families = "(Ljava/net/ProtocolFamily;)Ljava/nio/channels/";
    rows.replace("openSocketChannel", channels + "SocketChannel;", JavaNet::refuseSocket);
    rows.replace("openSocketChannel", families + "SocketChannel;", JavaNet::refuseSocket);
    rows.replace(
        "openServerSocketChannel", channels + "ServerSocketChannel;", JavaNet::refuseSocket);
    rows.replace(
        "openServerSocketChannel", families + "ServerSocketChannel;", JavaNet::refuseSocket);
    rows.replace("openDatagramChannel", channels + "DatagramChannel;", JavaNet::refuseSocket);
    rows.replace("openDatagramChannel", families + "DatagramChannel;", JavaNet::refuseSocket);
    rows.replace(
        "openUninterruptibleDatagramChannel", channels + "DatagramChannel;", JavaNet::refuseSocket);
    rows.replace("openPipe", channels + "Pipe;", JavaNet::refuseSocket);
  }

  static void registerSelector(NativeRows rows) {
    rows.replace(
        "openSelector", "()Ljava/nio/channels/spi/AbstractSelector;", JavaNet::refuseSocket);
  }

  private static void refuseSocket(NativeCall call) {
    call.throwNew("java/net/SocketException", SOCKETS);
  }

  static void registerProcesses(NativeRows rows) {
    rows.add("init", "()V", NativeRows.NOTHING);
    rows.add(
        "forkAndExec",
        "(I[B[B[BI[BI[B[IZ)I",
        call -> call.throwNew(FileFailures.IO_EXCEPTION, PROCESSES));
  }
}
