package hotpath.dump.perf;

/** Is told of each piece of machine code when it is there, so that a profiler can name it. */
public interface CodeLog extends AutoCloseable {
  /**
   * Notes a piece of code.
   *
   * @param name one line
   * @param address absolute
   */
  void code(String name, long address, byte[] bytes);

  @Override
  void close();
}
