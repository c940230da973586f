package hotpath.launcher;

import hotpath.dump.perf.CodeLog;
import hotpath.dump.perf.JitDump;
import hotpath.dump.perf.PerfMap;
import hotpath.platform.Option;
import hotpath.platform.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The logs for profilers that the options ask for; often none. */
record CodeLogs(List<CodeLog> logs) implements CodeLog {
  static CodeLogs of(Options options) throws StartException {
    List<CodeLog> logs = new ArrayList<>();
    String folder = options.text(Option.JIT_DUMP);
    try {
      if (options.bool(Option.PERF_MAP)) {
        logs.add(PerfMap.ofProcess());
      }
      if (!folder.isEmpty()) {
        logs.add(JitDump.in(Path.of(folder)));
      }
    } catch (IOException e) {
      throw new StartException("Error: the log of code cannot be written: " + e);
    }
    return new CodeLogs(logs);
  }

  boolean isEmpty() {
    return logs.isEmpty();
  }

  @Override
  public void code(String name, long address, byte[] bytes) {
    logs.forEach(each -> each.code(name, address, bytes));
  }

  @Override
  public void close() {
    logs.forEach(CodeLog::close);
  }
}
