package hotpath.backend.x86;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The GNU assembler and disassembler for x86-64: what the encoder and the printer must equal. */
final class Binutils {
  private static final int SHT_PROGBITS = 1;
  private static final int SHT_RELA = 4;
  private static final int SHF_EXECINSTR = 4;

  private final Path directory;
  private final String tool;

  private Binutils(Path directory, String tool) {
    this.directory = directory;
    this.tool = tool;
  }

  static Binutils as(Path directory) {
    return new Binutils(directory, find("as"));
  }

  static Binutils objdump(Path directory) {
    return new Binutils(directory, find("objdump"));
  }

  /** A cross tool, or the host's own if it is for x86-64. */
  private static String find(String name) {
    for (String candidate : List.of("x86_64-linux-gnu-" + name, name)) {
      try {
        Process process =
            new ProcessBuilder(candidate, name.equals("as") ? "--version" : "-i")
                .redirectErrorStream(true)
                .start();
        String about = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() == 0 && about.replace('-', '_').contains("x86_64")) {
          return candidate;
        }
      } catch (IOException e) {
        // The next candidate.
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return Assumptions.abort(name + " (GNU binutils) for x86-64 not found: encoder not checked");
  }

  /** Assembles a source and returns its text section, which must need no relocation. */
  byte[] assemble(List<String> source) {
    Path input = directory.resolve("source.s");
    Path object = directory.resolve("object.o");
    try {
      Files.write(input, source);
      run(List.of(tool, "--64", "-o", object.toString(), input.toString()));
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
  List<String> disassemble(byte[] code) {
    Path input = directory.resolve("code.bin");
    try {
      Files.write(input, code);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command =
        List.of(tool, "-D", "-b", "binary", "-m", "i386:x86-64", "-M", "intel", "-w", "-z");
    List<String> arguments = new ArrayList<>(command);
    arguments.add(input.toString());
    List<String> lines = new ArrayList<>();
    for (String line : run(arguments)) {
      String[] columns = line.split("\t", -1);
      if (columns.length == 3) {
        lines.add(columns[0].strip().replace(":", "") + "\t" + columns[2]);
      }
    }
    return lines;
  }

  /** What {@link #disassemble} prints for an instruction of ours. */
  static String line(long address, Insn insn) {
    return Long.toHexString(address) + "\t" + insn.text(address, _ -> null);
  }

  /**
   * What differs between our lines and objdump's, apart from spaces. Unless the bytes are what our
   * encoder writes, they may hold zero displacements without need, which only objdump shows.
   */
  static List<String> differences(List<String> ours, List<String> objdump, boolean encoded) {
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < Math.max(ours.size(), objdump.size()); i++) {
      String our = i < ours.size() ? ours.get(i) : "nothing";
      String their = i < objdump.size() ? objdump.get(i) : "nothing";
      if (!normalized(our, encoded).equals(normalized(their, encoded))) {
        wrong.add("ours " + our + ", objdump " + their);
      }
    }
    return wrong;
  }

  private static String normalized(String line, boolean encoded) {
    String text = line.replaceAll("\\s+", " ").strip();
    return encoded ? text : text.replace("+0x0]", "]");
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
