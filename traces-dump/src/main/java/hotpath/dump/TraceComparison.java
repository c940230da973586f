package hotpath.dump;

import hotpath.interpreter.engine.MachineLayout;
import hotpath.platform.memory.CodeMemory;
import hotpath.tssa.backend.Backend;
import hotpath.tssa.code.CodeCache;
import hotpath.tssa.code.CompileOptions;
import hotpath.tssa.code.CompileRequest;
import hotpath.tssa.code.CompileResult;
import hotpath.tssa.code.CompiledTrace;
import hotpath.tssa.code.RoomMaker;
import hotpath.tssa.code.TraceCompiler;
import hotpath.tssa.code.TraceLinks;
import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.text.TssaParser;
import hotpath.tssa.text.TssaPrinter;
import hotpath.tssa.text.TssaSyntaxException;
import hotpath.tssa.verify.TssaVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * {@code traces compile}: a trace compiled for several instruction sets, on whichever host, so that
 * a person can compare what becomes of each operation. Nothing of it runs.
 *
 * <p>A bridge is compiled as if it was entered with its state in the frame: where its parent would
 * have left the values is another matter on each instruction set.
 */
public final class TraceComparison {
  private static final int CACHE_BYTES = 1 << 24;
  private static final int COLUMN = 44;

  private final Tssa tssa;
  private final List<Compiled> sides;
  private final StringBuilder text = new StringBuilder();

  /** The trace on one instruction set: its code, line by line, and which operation each is of. */
  private record Compiled(String isa, CompiledTrace trace, List<Line> lines) {
    /** The instructions of the loop, or of all if there is none. */
    long loopLines() {
      int start = Math.max(0, trace.loopOffset() - trace.entry());
      return lines.stream().filter(line -> line.offset >= start).count();
    }

    List<String> linesOf(int operation) {
      return lines.stream().filter(line -> line.operation == operation).map(Line::text).toList();
    }
  }

  private record Line(int offset, int operation, String text) {}

  /** Compiles a trace for each of the backends. */
  public TraceComparison(Tssa tssa, List<Backend> backends) throws DumpException {
    this.tssa = tssa;
    sides = new ArrayList<>();
    for (Backend backend : backends) {
      sides.add(compile(tssa, backend));
    }
  }

  /** The trace of a dump's file, or of one with Trace SSA as text. */
  public static Tssa read(Path file) throws DumpException {
    try {
      String content = Files.readString(file);
      Tssa tssa = TssaParser.parse(content.startsWith("{") ? ofDump(file, content) : content);
      TssaVerifier.require(tssa, "as read");
      return tssa;
    } catch (IOException e) {
      throw new DumpException(file + " " + DumpFolder.reason(e));
    } catch (TssaSyntaxException | IllegalStateException e) {
      throw new DumpException(file + " is broken: " + e.getMessage());
    }
  }

  private static String ofDump(Path file, String content) throws DumpException {
    List<String> lines = Dump.readTrace(file, content).tssa();
    if (lines == null) {
      throw new DumpException(file + " was dumped without the text of its code");
    }
    return String.join("\n", lines);
  }

  private static Compiled compile(Tssa tssa, Backend backend) throws DumpException {
    try (CodeMemory memory = new CodeMemory(CACHE_BYTES)) {
      CodeCache cache = new CodeCache(backend, MachineLayout.CODE, memory);
      CompileOptions options = new CompileOptions(false, true, true, true);
      CompileResult result =
          new TraceCompiler(backend, MachineLayout.CODE, cache, options)
              .compile(CompileRequest.root(0, tssa), RoomMaker.NONE);
      if (result instanceof CompileResult.Compiled(CompiledTrace trace)) {
        TraceLinks links = new TraceLinks(backend, MachineLayout.CODE, cache);
        return new Compiled(backend.name(), trace, lines(trace, links.disassemble(trace)));
      }
      throw new DumpException("not compiled for " + backend.name() + ": " + result);
    }
  }

  private static List<Line> lines(CompiledTrace trace, List<String> disassembly) {
    int[] map = Objects.requireNonNull(trace.details().map());
    List<Line> lines = new ArrayList<>();
    for (String line : disassembly) {
      InstalledCode.Disassembled parts = InstalledCode.Disassembled.of(line);
      if (parts != null) {
        int offset = parts.offset() - trace.entry();
        int operation = -1;
        for (int i = 0; i < map.length && map[i] <= offset; i += 2) {
          operation = map[i + 1];
        }
        lines.add(new Line(offset, operation, parts.text()));
      }
    }
    return lines;
  }

  public String text() {
    text.setLength(0);
    text.append(tssa.name()).append('\n');
    row("", sides.stream().map(Compiled::isa).toList());
    sizes();
    text.append("\nOperations and machine code\n");
    operations();
    for (Compiled side : sides) {
      text.append("\nRegisters, ").append(side.isa).append('\n');
      Objects.requireNonNull(side.trace.details().lir()).lines().forEach(this::indented);
    }
    return text.toString();
  }

  private void indented(String line) {
    text.append("  ").append(line).append('\n');
  }

  private void sizes() {
    row("  bytes of code", sides.stream().map(s -> "" + s.trace.codeBytes()).toList());
    row("  of exit stubs", sides.stream().map(s -> "" + stubBytes(s.trace)).toList());
    row("  instructions", sides.stream().map(s -> "" + s.lines.size()).toList());
    row("  from the loop on", sides.stream().map(s -> "" + s.loopLines()).toList());
    row("  spill words", sides.stream().map(s -> "" + s.trace.details().spillWords()).toList());
  }

  private static int stubBytes(CompiledTrace trace) {
    return trace.size() - trace.codeBytes();
  }

  private void operations() {
    TssaPrinter printer = new TssaPrinter(tssa);
    columns(-1);
    for (Block block : tssa.blocks()) {
      text.append(block == tssa.loop() ? "  loop\n" : "  block " + block.number() + "\n");
      for (Insn insn : block.insns()) {
        if (!insn.isConst()) {
          text.append("    ").append(printer.line(insn).strip()).append('\n');
          columns(insn.id());
        }
      }
    }
  }

  /** The code of an operation, the instruction sets beside each other. */
  private void columns(int operation) {
    List<List<String>> code = sides.stream().map(side -> side.linesOf(operation)).toList();
    int height = code.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < height; i++) {
      int at = i;
      row("", code.stream().map(lines -> at < lines.size() ? lines.get(at) : "").toList());
    }
  }

  private void row(String name, List<String> cells) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-20s", name));
    for (String cell : cells) {
      line.append(String.format(Locale.ROOT, "%-" + COLUMN + "s  ", cell));
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
