package hotpath.interpreter.engine.portable;

import hotpath.interpreter.engine.Engine;
import hotpath.interpreter.frame.GuestThread;

/**
 * The reference engine: the handlers' TSSA printed as Java. It runs on every host, and what native
 * code does is compared with it.
 */
public final class PortableEngine implements Engine {
  @Override
  public int run(GuestThread thread) {
    long base = thread.memory().base();
    return PortableCode.run(base, base + thread.block());
  }

  @Override
  public int step(GuestThread thread) {
    long base = thread.memory().base();
    return PortableCode.step(base, base + thread.block());
  }
}
