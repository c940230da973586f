package hotpath.launcher;

import hotpath.dump.TraceDump;
import org.jspecify.annotations.Nullable;

/** In place of a VM until one can be wired. */
final class NoVm implements GuestRun {
  @Override
  public Outcome run(RunRequest request, Streams streams, @Nullable TraceDump dump)
      throws StartException {
    throw new StartException("Error: no VM is wired yet, " + request.mainClass() + " cannot run");
  }
}
