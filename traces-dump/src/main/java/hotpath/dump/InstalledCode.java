package hotpath.dump;

import hotpath.platform.CodePosition;
import hotpath.tssa.backend.Backend;
import hotpath.tssa.code.CodeCache;
import hotpath.tssa.code.CompiledTrace;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The machine code of a trace, where it lies.
 *
 * @param cache that it lies in
 */
public record InstalledCode(Backend backend, CodeCache cache, CompiledTrace trace) {
  /** A line of a disassembler: offset, bytes in hexadecimal, text. */
  record Disassembled(int offset, String bytes, String text) {
    private static final Pattern LINE =
        Pattern.compile("\\s*([0-9a-f]+):\\s+((?:[0-9a-f]{2} )+)\\s*(.*)");

    /** Null if the line is no instruction. */
    static @Nullable Disassembled of(String line) {
      Matcher matcher = LINE.matcher(line);
      return matcher.matches()
          ? new Disassembled(
              Integer.parseInt(matcher.group(1), 16),
              matcher.group(2).replace(" ", ""),
              matcher.group(3).strip())
          : null;
    }
  }

  /** Absolute. */
  public long address() {
    return cache.address(trace.entry());
  }

  /** Code, literals and stubs. */
  public byte[] bytes() {
    return cache.read(trace.entry(), trace.size());
  }

  /** How machine code, operations and bytecodes belong together. */
  MachineCode describe(Stage last, List<RecordedBytecode> bytecodes) {
    byte[] bytes = bytes();
    int[] map = trace.details().map();
    Origins origins = new Origins(map == null ? new int[0] : map, last, bytecodes);
    String lir = trace.details().lir();
    return new MachineCode(
        backend.name(),
        Long.toHexString(address()),
        HexFormat.of().formatHex(bytes),
        trace.codeBytes(),
        lir == null ? List.of() : lir.lines().toList(),
        instructions(bytes, origins),
        origins.mappings());
  }

  private List<Instruction> instructions(byte[] bytes, Origins origins) {
    List<Instruction> instructions = new ArrayList<>();
    for (String line : backend.disassemble(bytes, 0)) {
      Disassembled parts = Disassembled.of(line);
      if (parts != null) {
        int offset = parts.offset;
        int operation = offset < trace.codeBytes() ? origins.operationAt(offset) : -1;
        int origin = origins.originOf(operation);
        instructions.add(
            new Instruction(
                offset,
                parts.bytes,
                parts.text,
                operation < 0 ? null : operation,
                origin < 0 ? null : origin));
      }
    }
    return instructions;
  }

  /**
   * Leads from code offsets to operations to bytecodes.
   *
   * @param map pairs of offset and operation, ascending
   */
  private record Origins(int[] map, Stage last, List<RecordedBytecode> bytecodes) {
    int operationAt(int offset) {
      int operation = -1;
      for (int i = 0; i < map.length && map[i] <= offset; i += 2) {
        operation = map[i + 1];
      }
      return operation;
    }

    int originOf(int operation) {
      for (Operation candidate : last.operations()) {
        if (operation >= 0 && candidate.id() == operation) {
          return candidate.origin();
        }
      }
      return -1;
    }

    List<CodeMapping> mappings() {
      List<CodeMapping> mappings = new ArrayList<>();
      for (int i = 0; i < map.length; i += 2) {
        int origin = originOf(map[i + 1]);
        mappings.add(new CodeMapping(map[i], map[i + 1], origin, position(origin)));
      }
      return mappings;
    }

    private @Nullable CodePosition position(int origin) {
      return origin < 0 || origin >= bytecodes.size() ? null : bytecodes.get(origin).position();
    }
  }
}
