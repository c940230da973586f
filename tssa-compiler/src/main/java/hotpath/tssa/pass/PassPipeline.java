package hotpath.tssa.pass;

import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.verify.TssaVerifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the passes of {@link PassTable} in order. */
public final class PassPipeline {
  private PassPipeline() {}

  /**
   * What came of code.
   *
   * @param code every allocation in it is expanded, and a trace's loop is a block of its own
   * @param repeats false if the loop's path can never be gone twice in a row: something in it is
   *     only so now and then
   */
  public record Result(Tssa code, boolean repeats) {}

  /**
   * Optimizes {@code raw}, which is not changed.
   *
   * @param raw a trace of one block, a handler or a leaf routine
   * @param observer is shown the code after each pass, or null
   */
  public static Result run(Tssa raw, PassOptions options, @Nullable PassObserver observer) {
    Tssa tssa = raw;
    Exit anchor = null;
    boolean repeats = true;
    List<Pass> passes = PassTable.passes();
    for (int i = 0; i < passes.size(); i++) {
      Pass pass = passes.get(i);
      if (!pass.shapes().contains(tssa.shape()) || !options.isOn(pass.name())) {
        continue;
      }
      RemovalLog log = observer == null ? null : new RemovalLog();
      PassContext context = new PassContext(options, log, anchor);
      tssa = pass.step().apply(tssa, context);
      anchor = context.anchor;
      repeats &= context.repeats;
      if (options.verify()) {
        TssaVerifier.require(tssa, "after " + pass.name());
      }
      if (observer != null && log != null) {
        observer.after(pass, tssa, log);
      }
    }
    return new Result(tssa, repeats);
  }
}
