package hotpath.dump;

import hotpath.platform.EventLog;
import hotpath.platform.VmEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Writes a dump while a VM runs: {@code vm.json} at once, {@code trace-N.json} when trace N is
 * compiled and again when it is known what it did, and a line of {@code events.jsonl} for each
 * event. What a crash leaves can be read.
 *
 * <p>A dump must not end the program that is looked at: once something cannot be written (a full
 * disk), nothing more is, and {@link #problem()} says so.
 */
public final class TraceDump implements EventLog, AutoCloseable {
  private final DumpFolder folder;
  private final Path path;
  private final Json json = new Json();
  private final OutputStream events;
  private final long start = System.nanoTime();
  private @Nullable String problem;

  private TraceDump(DumpFolder folder, Path path, OutputStream events) {
    this.folder = folder;
    this.path = path;
    this.events = events;
  }

  /**
   * Begins a dump; one that is already in the folder is removed.
   *
   * @throws DumpException if the folder cannot be made or written to
   */
  public static TraceDump open(Path path, VmFile header) throws DumpException {
    DumpFolder folder = new DumpFolder(path);
    try {
      folder.clear();
      TraceDump dump =
          new TraceDump(folder, path, Files.newOutputStream(folder.file(DumpFolder.EVENTS)));
      folder.write(folder.file(DumpFolder.VM), dump.json.document(header));
      return dump;
    } catch (IOException e) {
      throw new DumpException("dump folder " + path + " " + DumpFolder.reason(e));
    }
  }

  /** Writes a trace that was compiled. */
  public void write(TraceFile trace) {
    if (problem != null) {
      return;
    }
    try {
      folder.write(folder.trace(trace.id()), json.document(trace));
    } catch (IOException e) {
      failed(e);
    }
  }

  /**
   * Adds to a trace that was written what it has done since. Traces are not kept in memory
   * meanwhile, so the file is read again.
   *
   * @param hits of each guard, in the order of the trace's guards; that many or fewer
   * @param bridges from each guard, -1 for none
   */
  public void update(int trace, Counters counters, long[] hits, int[] bridges) {
    if (problem != null) {
      return;
    }
    try {
      Path file = folder.trace(trace);
      TraceFile old = json.value(json.tree(Files.readAllBytes(file)), TraceFile.class);
      List<Guard> guards = new ArrayList<>(old.guards());
      for (int i = 0; i < guards.size() && i < hits.length; i++) {
        guards.set(i, guards.get(i).with(hits[i], bridges[i] < 0 ? null : bridges[i]));
      }
      folder.write(file, json.document(old.with(guards, counters)));
    } catch (IOException e) {
      failed(e);
    } catch (JacksonException e) {
      problem = "dump folder " + path + " was changed by others";
    }
  }

  @Override
  public void add(VmEvent event) {
    if (problem != null) {
      return;
    }
    try {
      events.write(json.line(new EventLine(System.nanoTime() - start, event)));
    } catch (IOException e) {
      failed(e);
    }
  }

  private void failed(IOException e) {
    problem = "dump folder " + path + " " + DumpFolder.reason(e) + "; the dump is not complete";
  }

  /** One line that says why the dump is not complete; null if it is. */
  public @Nullable String problem() {
    return problem;
  }

  @Override
  public void close() {
    try {
      events.close();
    } catch (IOException e) {
      failed(e);
    }
  }
}
