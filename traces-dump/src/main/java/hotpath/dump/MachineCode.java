package hotpath.dump;

import java.util.List;

/**
 * The code of a trace with its exit stubs, as it was when it was installed.
 *
 * @param backend that made it
 * @param address where it lies, in hexadecimal
 * @param bytes all of it, in hexadecimal
 * @param stubs offset of the exit stubs
 */
public record MachineCode(
    String backend,
    String address,
    String bytes,
    int stubs,
    List<Instruction> instructions,
    List<CodeMapping> map) {}
