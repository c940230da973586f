package hotpath.interpreter.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import hotpath.gc.plan.HeapOptions;
import hotpath.interpreter.boot.Program;
import hotpath.interpreter.engine.ControlLoop.Outcome;
import hotpath.interpreter.engine.Engine;
import hotpath.interpreter.engine.Interpreter;
import hotpath.interpreter.natives.host.BootClassPath;
import hotpath.interpreter.predecode.CodeTuning;
import hotpath.interpreter.vm.TestHost;
import hotpath.interpreter.vm.Vm;
import hotpath.interpreter.vm.VmOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;

/** A program of this package run by a VM of ours, to its end and without traces. */
final class Guest {
  private static final BootClassPath BOOT = new BootClassPath();
  private static final CodeTuning NO_TRACES =
      new CodeTuning(CodeTuning.NEVER, CodeTuning.NEVER, CodeTuning.Superinstructions.EARLY);

  final TestHost host = new TestHost();
  final int exitCode;
  final long count;

  Guest(HeapOptions heap, Function<Vm, Engine> engines, Class<?> main, String... arguments) {
    try (Vm vm =
            new Vm(
                VmOptions.of(heap),
                host,
                BOOT,
                Guest::classFile,
                System.getProperty("java.class.path"));
        Engine engine = engines.apply(vm)) {
      Interpreter interpreter = new Interpreter(vm, engine, NO_TRACES);
      Program program = new Program(vm);
      program.startBoot();
      assertEquals(Outcome.RETURNED, interpreter.run(vm.mainThread()));
      assertNull(program.startMain(main.getName(), List.of(arguments)));
      assertEquals(Outcome.STOPPED, interpreter.run(vm.mainThread()));
      exitCode = vm.exitCode();
      count = vm.threads().instructions();
    }
  }

  private static byte[] classFile(String internalName) {
    ClassLoader loader = Guest.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream(internalName + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
