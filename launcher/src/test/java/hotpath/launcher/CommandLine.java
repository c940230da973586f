package hotpath.launcher;

import hotpath.dump.TraceDump;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands in this process and keeps what they print. The guest is a fake unless one is given.
 */
final class CommandLine implements GuestRun {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private final @Nullable GuestRun guest;

  /** What the launcher asked the guest to run; null if it did not. */
  @Nullable RunRequest request;

  /** The dump that the guest was given. */
  @Nullable TraceDump dump;

  /** What the fake guest answers. */
  Outcome outcome = new Outcome(0, 0, null);

  CommandLine() {
    this(null);
  }

  CommandLine(@Nullable GuestRun guest) {
    this.guest = guest;
  }

  CommandLine environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  int run(String... arguments) {
    out.reset();
    err.reset();
    Streams streams =
        new Streams(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            false);
    return new Launcher(guest == null ? this : guest, streams, environment).run(arguments);
  }

  @Override
  public Outcome run(RunRequest newRequest, Streams streams, @Nullable TraceDump newDump) {
    request = newRequest;
    dump = newDump;
    return outcome;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
