package hotpath.interpreter.classfile;

/**
 * A row of a LocalVariableTable: for diagnostics only.
 *
 * @param startBci first bytecode index where the name holds
 * @param endBci bytecode index after the last one
 * @param local class-file number of the local
 */
public record LocalVariable(int startBci, int endBci, String name, String descriptor, int local) {}
