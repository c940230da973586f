package hotpath.launcher;

import hotpath.launcher.Statistics.MemoryFigures;
import hotpath.recorder.Tracing;
import hotpath.tssa.backend.Backend;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleReader;
import java.lang.module.ResolvedModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * What compiled traces take besides their code, and what the compiler is. The first is read from
 * the host's class histogram, which collects garbage first: what the paper on HotpathVM calls the
 * memory of its compiler is to be compared with both, so nothing may be left out that stays when no
 * trace is being made.
 */
final class CompilerMemory {
  /** All that these packages keep is of traces, but for a few tables. */
  private static final Pattern TRACE_CLASS =
      Pattern.compile(
          "(?m)^\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(?:\\[+L)?hotpath\\."
              + "(?:recorder|tssa\\.code|tssa\\.lir\\.LoopEntry|tssa\\.lir\\.EntryState)\\b");

  private static final List<String> COMPILER = List.of("hotpath.tssa", "hotpath.recorder");

  private CompilerMemory() {}

  static MemoryFigures of(Tracing tracing) {
    return new MemoryFigures(objects() + tracing.exitBytes(), compiler(tracing.backend()));
  }

  private static long objects() {
    try {
      Object histogram =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
      long bytes = 0;
      Matcher line = TRACE_CLASS.matcher((String) histogram);
      while (line.find()) {
        bytes += Long.parseLong(line.group(1));
      }
      return bytes;
    } catch (JMException e) {
      throw new IllegalStateException("the host has no class histogram", e);
    }
  }

  /** Bytes of the class files of recorder, passes and backend. */
  private static long compiler(@Nullable Backend backend) {
    List<String> names = new ArrayList<>(COMPILER);
    if (backend != null && backend.getClass().getModule().isNamed()) {
      names.add(backend.getClass().getModule().getName());
    }
    long bytes = 0;
    for (String name : names) {
      Optional<ResolvedModule> module = ModuleLayer.boot().configuration().findModule(name);
      if (module.isPresent()) {
        bytes += classFiles(module.get());
      }
    }
    return bytes;
  }

  private static long classFiles(ResolvedModule module) {
    long bytes = 0;
    try (ModuleReader reader = module.reference().open()) {
      for (String file : reader.list().filter(name -> name.endsWith(".class")).toList()) {
        bytes += reader.read(file).orElseThrow().remaining();
      }
      return bytes;
    } catch (IOException e) {
      throw new IllegalStateException("cannot read module " + module.name(), e);
    }
  }
}
