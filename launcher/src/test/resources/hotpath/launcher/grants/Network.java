import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.SocketChannel;

/** Tries to leave the process by a network or by another process. */
public class Network {
  private interface Action {
    Object run() throws IOException;
  }

  public static void main(String[] arguments) {
    attempt(() -> InetAddress.getByName("10.1.2.3"));
    attempt(InetAddress::getLocalHost);
    attempt(InetAddress::getLoopbackAddress);
    attempt(() -> InetAddress.getByName("example.org"));
    attempt(() -> new Socket("10.1.2.3", 1));
    attempt(() -> new ServerSocket(0));
    attempt(() -> new DatagramSocket());
    attempt(SocketChannel::open);
    attempt(java.nio.channels.Selector::open);
    attempt(() -> URI.create("http://10.1.2.3/").toURL().openStream());
    attempt(() -> new ProcessBuilder("ls").start());
  }

  private static void attempt(Action action) {
    try {
      System.out.println(action.run());
    } catch (IOException e) {
      System.out.println(e);
    }
  }
}
