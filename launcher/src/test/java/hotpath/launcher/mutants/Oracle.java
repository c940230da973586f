package hotpath.launcher.mutants;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code java} makes of mutants, in a process that is started again whenever it dies. */
public final class Oracle implements AutoCloseable {
  /** What is said of a mutant that takes the process down. */
  public static final String DIES = "dies";

  public static final String ENDLESS = OracleMain.ENDLESS;

  private @Nullable Process process;
  private int starts;

  /** What a mutant prints; or {@link #ENDLESS}, or {@link #DIES}. */
  public String run(Map<String, byte[]> classes) throws IOException {
    Process running = process;
    if (running == null) {
      running = start();
      process = running;
    }
    try {
      DataOutputStream to =
          new DataOutputStream(new BufferedOutputStream(running.getOutputStream()));
      to.writeInt(classes.size());
      for (Map.Entry<String, byte[]> each : classes.entrySet()) {
        to.writeUTF(each.getKey());
        to.writeInt(each.getValue().length);
        to.write(each.getValue());
      }
      to.flush();
      DataInputStream from = new DataInputStream(running.getInputStream());
      String said = new String(from.readNBytes(from.readInt()), StandardCharsets.UTF_8);
      if (said.equals(ENDLESS)) {
        close();
      }
      return said;
    } catch (IOException e) {
      close();
      return DIES;
    }
  }

  /** How many processes there were. */
  public int starts() {
    return starts;
  }

  private Process start() throws IOException {
    starts++;
    return new ProcessBuilder(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-OmitStackTraceInFastThrow",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=/dev/null",
                "-Xlog:disable",
                "-Xlog:all=off",
                "-cp",
                System.getProperty("java.class.path"),
                OracleMain.class.getName()))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
      process = null;
    }
  }
}
