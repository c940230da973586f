package hotpath.interpreter.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.gc.plan.HeapOptions;
import hotpath.gc.plan.PlanKind;
import hotpath.gc.plan.Stress;
import hotpath.interpreter.engine.portable.PortableEngine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
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
          new Case(ReflectiveTracesProgram.class, ReflectiveTracesProgram::run),
          new Case(HandlesProgram.class, HandlesProgram::run),
          new Case(AnnotationsProgram.class, AnnotationsProgram::run),
          new Case(DynamicCodeProgram.class, DynamicCodeProgram::run),
          new Case(NullPointersProgram.class, NullPointersProgram::run),
          new Case(ServicesProgram.class, ServicesProgram::run),
          new Case(LoadersProgram.class, LoadersProgram::run),
          new Case(UnloadingProgram.class, UnloadingProgram::run),
          new Case(LoaderConstraintsProgram.class, LoaderConstraintsProgram::run),
          new Case(InitializationProgram.class, InitializationProgram::run),
          new Case(ThreadsProgram.class, ThreadsProgram::run),
          new Case(FilesProgram.class, FilesProgram::run),
          new Case(ChannelsProgram.class, ChannelsProgram::run),
          new Case(ZipProgram.class, ZipProgram::run));

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
    Guest guest = run(heap, program.main());
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
    Guest first = run(HEAP, LambdasProgram.class);
    Guest second = run(HEAP, LambdasProgram.class);
    assertEquals(first.count, second.count, "instructions executed");
    assertEquals(first.host.output(), second.host.output());
  }

  @Test
  void uncaughtExceptionEndsTheVmWithOne() {
    Guest guest = run(HEAP, EndsProgram.class);
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
    Guest guest = run(HEAP, EndsProgram.class, "exit");
    assertEquals(7, guest.exitCode);
    assertEquals("before\nhook\n", guest.host.output());
    assertEquals("", guest.host.errors());
  }

  private static Guest run(HeapOptions heap, Class<?> main, String... arguments) {
    return new Guest(heap, _ -> new PortableEngine(), main, arguments);
  }
}
