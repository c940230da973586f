package hotpath.launcher.mutants;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A JVM that runs mutants one after another, each in a loader of its own and on a thread of its
 * own, and says what they print. What a mutant may do to it (hang, exhaust memory, exit, crash)
 * ends this process, and the other side starts another.
 */
public final class OracleMain {
  /** What is said of a mutant that does not end. */
  static final String ENDLESS = "endless";

  private static final long MILLIS = 4000;
  private static final long STACK = 1 << 20;

  private OracleMain() {}

  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classes;

    Loader(Map<String, byte[]> classes) {
      super("app", ClassLoader.getPlatformClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name.replace('.', '/'));
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  /** Takes mutants from standard input, and answers on standard output. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
    DataOutputStream answers = new DataOutputStream(System.out);
    while (true) {
      Map<String, byte[]> classes = new HashMap<>();
      try {
        for (int count = in.readInt(); count > 0; count--) {
          classes.put(in.readUTF(), in.readNBytes(in.readInt()));
        }
      } catch (EOFException e) {
        return;
      }
      String said = run(classes);
      byte[] text = said.getBytes(StandardCharsets.UTF_8);
      answers.writeInt(text.length);
      answers.write(text);
      answers.flush();
      if (said.equals(ENDLESS)) {
        Runtime.getRuntime().halt(0);
      }
    }
  }

  private static String run(Map<String, byte[]> classes) throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    Loader loader = new Loader(classes);
    Runnable body =
        () -> {
          try {
            Class<?> driver = loader.loadClass(Subject.DRIVER);
            driver.getDeclaredMethod("main", String[].class).invoke(null, (Object) new String[0]);
          } catch (ReflectiveOperationException | LinkageError e) {
            System.out.println("the driver failed: " + e);
          }
        };
    Thread thread = new Thread(null, body, "main", STACK);
    thread.setDaemon(true);
    thread.start();
    thread.join(MILLIS);
    return thread.isAlive() ? ENDLESS : out.toString(StandardCharsets.UTF_8);
  }
}
