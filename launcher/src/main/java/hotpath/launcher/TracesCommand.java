package hotpath.launcher;

import hotpath.dump.Dump;
import hotpath.dump.DumpException;
import hotpath.dump.SourceText;
import hotpath.dump.Style;
import hotpath.dump.TraceComparison;
import hotpath.dump.TraceFile;
import hotpath.dump.TraceList;
import hotpath.dump.TraceReport;
import hotpath.tssa.backend.Backend;
import hotpath.tssa.backend.Backends;
import hotpath.tssa.ir.Tssa;
import java.io.Console;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code hotpath traces}: dumps for a person in a terminal. */
final class TracesCommand {
  private static final String USAGE =
      "usage: hotpath traces list DIR, traces show DIR [ID], or traces compile [--isa=NAME]..."
          + " FILE";
  private static final String SOURCES = "--sources=";
  private static final String ISA = "--isa=";

  private final Streams streams;

  TracesCommand(Streams streams) {
    this.streams = streams;
  }

  int run(List<String> arguments) throws DumpException {
    List<String> words = new ArrayList<>();
    List<Path> sources = new ArrayList<>();
    List<Backend> backends = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.startsWith(SOURCES)) {
        sources.add(Path.of(argument.substring(SOURCES.length())));
      } else if (argument.startsWith(ISA)) {
        backends.add(backend(argument.substring(ISA.length())));
      } else if (argument.startsWith("-")) {
        throw new UsageException("unknown option " + argument + "; " + USAGE);
      } else {
        words.add(argument);
      }
    }
    if (words.size() == 2 && words.getFirst().equals("list")) {
      streams.out().print(new TraceList(Dump.read(Path.of(words.get(1))), style()).text());
    } else if (words.size() == 2 && words.getFirst().equals("show")) {
      show(Dump.read(Path.of(words.get(1))), sources);
    } else if (words.size() == 3 && words.getFirst().equals("show")) {
      show(Dump.read(Path.of(words.get(1)), number(words.get(2))), sources);
    } else if (words.size() == 2 && words.getFirst().equals("compile")) {
      Tssa trace = TraceComparison.read(Path.of(words.get(1)));
      List<Backend> asked = backends.isEmpty() ? Backends.all() : backends;
      streams.out().print(new TraceComparison(trace, asked).text());
    } else {
      throw new UsageException(USAGE);
    }
    return ExitCode.DONE;
  }

  private static Backend backend(String name) {
    List<String> names = new ArrayList<>();
    for (Backend backend : Backends.all()) {
      if (backend.name().equals(name)) {
        return backend;
      }
      names.add(backend.name());
    }
    throw new UsageException("no instruction set " + name + "; there are " + names);
  }

  private static int number(String word) {
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      throw new UsageException("the number of a trace is needed, not " + word);
    }
  }

  private void show(Dump dump, List<Path> sources) {
    SourceText source = new SourceText(sources, dump.vm().program());
    String between = "";
    for (TraceFile trace : dump.traces()) {
      streams.out().print(between);
      streams.out().print(new TraceReport(trace, source, style()).text());
      between = "\n";
    }
  }

  /** Colours are for terminals. */
  private Style style() {
    Console console = streams.ofProcess() ? System.console() : null;
    return console != null && console.isTerminal() ? Style.ANSI : Style.PLAIN;
  }
}
