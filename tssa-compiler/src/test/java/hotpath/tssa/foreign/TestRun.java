package hotpath.tssa.foreign;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs test classes in a process of their own, which has another processor than the one that
 * started it, and prints one line for each test. Many classes share a process, since its start
 * takes seconds.
 */
public final class TestRun {
  static final String PASSED = "passed ";
  static final String FAILED = "failed ";
  static final String SKIPPED = "skipped ";

  private TestRun() {}

  /** The arguments are the names of test classes. */
  public static void main(String[] classes) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(Arrays.stream(classes).map(DiscoverySelectors::selectClass).toList())
            .build();
    LauncherFactory.create().execute(request, new Printer());
  }

  private static final class Printer implements TestExecutionListener {
    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      System.out.println(SKIPPED + name(test) + ": " + reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      String failure = result.getThrowable().map(Printer::trace).orElse("");
      if (result.getStatus() == Status.FAILED) {
        System.out.println(FAILED + name(test) + ": " + failure);
      } else if (result.getStatus() == Status.ABORTED) {
        System.out.println(SKIPPED + name(test) + ": " + failure);
      } else if (test.isTest()) {
        System.out.println(PASSED + name(test));
      }
    }

    private static String name(TestIdentifier test) {
      String id = test.getUniqueId();
      return id.substring(id.indexOf('/') + 1).replaceAll("\\[[a-z-]+:|\\]", "").replace(" ", "");
    }

    /** One line, so that a line is a test. */
    private static String trace(Throwable failure) {
      StringWriter text = new StringWriter();
      failure.printStackTrace(new PrintWriter(text));
      return text.toString().replace("\n", "\\n");
    }
  }
}
