package hotpath.interpreter.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.gc.plan.HeapOptions;
import hotpath.gc.plan.PlanKind;
import hotpath.gc.plan.Stress;
import hotpath.interpreter.boot.Program;
import hotpath.interpreter.engine.ControlLoop.Outcome;
import hotpath.interpreter.engine.Interpreter;
import hotpath.interpreter.engine.portable.PortableEngine;
import hotpath.interpreter.natives.host.BootClassPath;
import hotpath.interpreter.predecode.CodeTuning;
import hotpath.interpreter.vm.TestHost;
import hotpath.interpreter.vm.Vm;
import hotpath.interpreter.vm.VmOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Programs of this package, run by the JVM of the test and by a VM of ours: the same output. */
class ProgramsTest {
  private static final BootClassPath BOOT = new BootClassPath();
  private static final CodeTuning NO_TRACES = new CodeTuning(CodeTuning.NEVER, CodeTuning.NEVER);
  private static final HeapOptions HEAP = HeapOptions.of(PlanKind.SEMI_SPACE, 64 << 20);

  /** Of each program once: classes are initialized once in the JVM of the test. */
  private static final Map<Class<?>, String> EXPECTED = new ConcurrentHashMap<>();

  /** A program by its class, and what its {@code main} does. */
  private record Case(Class<?> main, Consumer<PrintStream> body) {}

  private static final List<Case> CASES =
      List.of(
          new Case(CollectionsProgram.class, CollectionsProgram::run),
          new Case(TextProgram.class, TextProgram::run),
          new Case(ExceptionsProgram.class, ExceptionsProgram::run),
          new Case(LambdasProgram.class, LambdasProgram::run),
          new Case(ReflectionProgram.class, ReflectionProgram::run),
          new Case(LoadersProgram.class, LoadersProgram::run),
          new Case(InitializationProgram.class, InitializationProgram::run),
          new Case(ThreadsProgram.class, ThreadsProgram::run));

  @TestFactory
  Stream<DynamicTest> sameOutputAsTheHost() {
    return CASES.stream()
        .map(
            each ->
                DynamicTest.dynamicTest(each.main().getSimpleName(), () -> compare(each, HEAP)));
  }

  /** Collections at odd places, what they freed overwritten. */
  @TestFactory
  Stream<DynamicTest> sameOutputUnderStress() {
    HeapOptions stressed = HEAP.with(new Stress(97, true, false, false));
    return CASES.stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.main().getSimpleName(), () -> compare(each, stressed)));
  }

  private static void compare(Case program, HeapOptions heap) {
    String expected = EXPECTED.computeIfAbsent(program.main(), main -> ofHost(program));
    Guest guest = new Guest(heap, program.main());
    assertEquals("", guest.host.errors());
    assertEquals(expected, guest.host.output());
    assertEquals(0, guest.exitCode);
  }

  private static String ofHost(Case program) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    program.body().accept(new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void sameRunTwice() {
    Guest first = new Guest(HEAP, LambdasProgram.class);
    Guest second = new Guest(HEAP, LambdasProgram.class);
    assertEquals(first.count, second.count, "instructions executed");
    assertEquals(first.host.output(), second.host.output());
  }

  @Test
  void uncaughtExceptionEndsTheVmWithOne() {
    Guest guest = new Guest(HEAP, EndsProgram.class);
    assertEquals(1, guest.exitCode);
    assertEquals("before\n", guest.host.output());
    String trace = guest.host.errors();
    assertTrue(
        trace.startsWith(
            "Exception in thread \"main\" java.lang.IllegalStateException: the end\n"
                + "\tat hotpath.interpreter.programs.EndsProgram.fail(EndsProgram.java:"),
        trace);
    assertTrue(trace.contains("Caused by: java.lang.ArithmeticException: / by zero\n"), trace);
  }

  @Test
  void exitRunsHooksAndGivesTheCode() {
    Guest guest = new Guest(HEAP, EndsProgram.class, "exit");
    assertEquals(7, guest.exitCode);
    assertEquals("before\nhook\n", guest.host.output());
    assertEquals("", guest.host.errors());
  }

  /** A program run by a VM of ours, to its end. */
  private static final class Guest {
    final TestHost host = new TestHost();
    final int exitCode;
    final long count;

    Guest(HeapOptions heap, Class<?> main, String... arguments) {
      try (Vm vm =
          new Vm(
              VmOptions.of(heap),
              host,
              BOOT,
              ProgramsTest::classFile,
              System.getProperty("java.class.path"))) {
        Interpreter interpreter = new Interpreter(vm, new PortableEngine(), NO_TRACES);
        Program program = new Program(vm);
        program.startBoot();
        assertEquals(Outcome.RETURNED, interpreter.run(vm.mainThread()));
        assertNull(program.startMain(main.getName(), List.of(arguments)));
        assertEquals(Outcome.STOPPED, interpreter.run(vm.mainThread()));
        exitCode = vm.exitCode();
        count = vm.threads().instructions();
      }
    }
  }

  static byte[] classFile(String internalName) {
    ClassLoader loader = ProgramsTest.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream(internalName + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
