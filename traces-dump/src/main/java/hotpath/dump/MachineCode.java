package hotpath.dump;

import java.util.List;

/**
 * The code of a trace with its exit stubs, as it was when it was installed.
 *
 * @param backend that made it
 * @param address where it lies, in hexadecimal
 * @param bytes all of it, in hexadecimal
 * @param stubs offset of the exit stubs
 * @param allocation the low-level code that it was made of, in lines: each operand with its
 *     register or spill word
 */
public record MachineCode(
    String backend,
    String address,
    String bytes,
    int stubs,
    List<String> allocation,
    List<Instruction> instructions,
    List<CodeMapping> map) {}
