package hotpath.interpreter.classfile;

/**
 * What a {@code goto} that stands for {@code ret} assumes: that a local holds the return address of
 * one call.
 *
 * @param local the local that {@code ret} named
 * @param call the instruction that stands for {@code jsr}, an {@code aconst_null}
 */
public record SubroutineReturn(int local, int call) {}
