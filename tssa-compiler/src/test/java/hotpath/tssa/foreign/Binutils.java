package hotpath.tssa.foreign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The GNU assembler and disassembler of an instruction set: what a backend's encoder and printer
 * must equal. Tests that need them are skipped where they are missing, and say so.
 */
public final class Binutils {
  private static final int SHT_PROGBITS = 1;
  private static final int SHT_RELA = 4;
  private static final int SHF_EXECINSTR = 4;

  private final Path directory;
  private final Target target;
  private final String tool;

  /**
   * What the tools are told.
   *
   * @param triple names the cross tools
   * @param name stands in what the host's own tools say of themselves if they are for this target
   */
  public record Target(
      String triple, String name, List<String> asOptions, List<String> objdumpOptions) {}

  private Binutils(Path directory, Target target, String tool) {
    this.directory = directory;
    this.target = target;
    this.tool = tool;
  }

  public static Binutils as(Path directory, Target target) {
    return new Binutils(directory, target, find("as", target));
  }

  public static Binutils objdump(Path directory, Target target) {
    return new Binutils(directory, target, find("objdump", target));
  }

  /** A cross tool, or the host's own if it is for the target. */
  private static String find(String name, Target target) {
    for (String candidate : List.of(target.triple + "-" + name, name)) {
      try {
        Process process =
            new ProcessBuilder(candidate, name.equals("as") ? "--version" : "-i")
                .redirectErrorStream(true)
                .start();
        String about = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() == 0 && about.replace('-', '_').contains(target.name)) {
          return candidate;
        }
      } catch (IOException e) {
        // The next candidate.
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return Assumptions.abort(
        target.triple + "-" + name + " (GNU binutils) not found: encoder not checked");
  }

  /** Assembles a source and returns its text section, which must need no relocation. */
  public byte[] assemble(List<String> source) {
    Path input = directory.resolve("source.s");
    Path object = directory.resolve("object.o");
    try {
      Files.write(input, source);
      List<String> command = new ArrayList<>(List.of(tool));
      command.addAll(target.asOptions);
      command.addAll(List.of("-o", object.toString(), input.toString()));
      run(command);
      return text(ByteBuffer.wrap(Files.readAllBytes(object)).order(ByteOrder.LITTLE_ENDIAN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text section of an ELF64 object file. */
  private static byte[] text(ByteBuffer elf) {
    int sections = (int) elf.getLong(0x28);
    int entrySize = elf.getShort(0x3A);
    byte @Nullable [] text = null;
    for (int i = 0; i < elf.getShort(0x3C); i++) {
      int header = sections + i * entrySize;
      int type = elf.getInt(header + 4);
      Assertions.assertNotEquals(SHT_RELA, type, "as took an operand for a symbol");
      if (type == SHT_PROGBITS && (elf.getLong(header + 8) & SHF_EXECINSTR) != 0) {
        text = new byte[(int) elf.getLong(header + 32)];
        elf.get((int) elf.getLong(header + 24), text);
      }
    }
    if (text == null) {
      throw new AssertionError("as wrote no code");
    }
    return text;
  }

  /** Disassembles bytes at address 0; each element is hexadecimal offset, tab, text. */
  public List<String> disassemble(byte[] code) {
    Path input = directory.resolve("code.bin");
    try {
      Files.write(input, code);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> arguments = new ArrayList<>(List.of(tool, "-D", "-b", "binary", "-w", "-z"));
    arguments.addAll(target.objdumpOptions);
    arguments.add(input.toString());
    List<String> lines = new ArrayList<>();
    for (String line : run(arguments)) {
      String[] columns = line.split("\t", -1);
      if (columns.length >= 3) {
        String text = String.join("\t", List.of(columns).subList(2, columns.length));
        lines.add(columns[0].strip().replace(":", "") + "\t" + text);
      }
    }
    return lines;
  }

  /** What {@link #disassemble} prints for an instruction. */
  public static String line(long address, String text) {
    return Long.toHexString(address) + "\t" + text;
  }

  /** What differs between our lines and objdump's, when both are brought to a common form. */
  public static List<String> differences(
      List<String> ours, List<String> objdump, UnaryOperator<String> form) {
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < Math.max(ours.size(), objdump.size()); i++) {
      String our = i < ours.size() ? ours.get(i) : "nothing";
      String their = i < objdump.size() ? objdump.get(i) : "nothing";
      if (!spaced(form.apply(our)).equals(spaced(form.apply(their)))) {
        wrong.add("ours " + our + ", objdump " + their);
      }
    }
    return wrong;
  }

  private static String spaced(String line) {
    return line.replaceAll("\\s+", " ").strip();
  }

  private List<String> run(List<String> command) {
    Path output = directory.resolve("output.txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      int exit = process.waitFor();
      List<String> lines = Files.readAllLines(output);
      Assertions.assertEquals(0, exit, () -> String.join("\n", first(lines)));
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> first(List<String> lines) {
    return lines.subList(0, Math.min(20, lines.size()));
  }
}
