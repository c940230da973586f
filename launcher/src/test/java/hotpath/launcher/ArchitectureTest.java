package hotpath.launcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The walls of the house, read from the class files of all modules. The module descriptors hold the
 * walls already; this says the directions once more in one table (a `requires` that is added in
 * passing then fails here), and holds the rules that no descriptor can state: what names a class
 * may have, and that no state is static.
 *
 * <p>It stands in the launcher because only the launcher sees every module. A module without
 * classes is no failure.
 */
class ArchitectureTest {
  /** A root package, and the root packages that it may use besides itself. */
  private static final Map<String, List<String>> USES =
      Map.of(
          "hotpath.platform", List.of(),
          "hotpath.tssa", List.of("hotpath.platform"),
          "hotpath.backend", List.of("hotpath.platform", "hotpath.tssa"),
          "hotpath.gc", List.of("hotpath.platform"),
          "hotpath.guest", List.of(),
          "hotpath.interpreter",
              List.of("hotpath.platform", "hotpath.tssa", "hotpath.gc", "hotpath.guest"),
          "hotpath.recorder",
              List.of("hotpath.platform", "hotpath.tssa", "hotpath.gc", "hotpath.interpreter"),
          "hotpath.dump",
              List.of(
                  "hotpath.platform",
                  "hotpath.tssa",
                  "hotpath.gc",
                  "hotpath.interpreter",
                  "hotpath.recorder"),
          "hotpath.launcher",
              List.of(
                  "hotpath.platform",
                  "hotpath.tssa",
                  "hotpath.gc",
                  "hotpath.interpreter",
                  "hotpath.recorder",
                  "hotpath.dump"));

  private static final Pattern EMPTY_NAME = Pattern.compile(".*(Util|Utils|Manager|Helper|Impl)");

  private static final Pattern INSTRUCTION_SET =
      Pattern.compile("(?i).*(x86|amd64|aarch64|arm64|ppc|powerpc).*");

  private static JavaClasses hotpath;

  @BeforeAll
  static void read() {
    hotpath =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("hotpath");
  }

  @Test
  void classesAreSeen() {
    assertFalse(hotpath.isEmpty(), "not even the launcher's classes were read");
    hotpath.get("hotpath.launcher.Main");
  }

  @Test
  void everyClassBelongsToAModule() {
    check(
        classes()
            .should()
            .resideInAnyPackage(USES.keySet().stream().map(p -> p + "..").toArray(String[]::new)));
  }

  @TestFactory
  Stream<DynamicTest> dependenciesPointOneWay() {
    return USES.keySet().stream()
        .sorted()
        .map(
            user -> {
              String[] others =
                  USES.keySet().stream()
                      .filter(other -> !other.equals(user) && !USES.get(user).contains(other))
                      .map(other -> other + "..")
                      .toArray(String[]::new);
              return DynamicTest.dynamicTest(
                  user,
                  () ->
                      check(
                          noClasses()
                              .that()
                              .resideInAPackage(user + "..")
                              .should()
                              .dependOnClassesThat()
                              .resideInAnyPackage(others)));
            });
  }

  @Test
  void namesSayWhatAClassIs() {
    check(noClasses().should().haveNameMatching(EMPTY_NAME.pattern()));
  }

  @Test
  void onlyBackendsNameAnInstructionSet() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("hotpath.backend..")
            .should()
            .haveNameMatching(INSTRUCTION_SET.pattern()));
  }

  /**
   * State belongs to a VM, of which there may be several. Guest classes are apart: their statics
   * are the guest's.
   */
  @Test
  void noStateIsStatic() {
    check(
        fields()
            .that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage("hotpath.guest..")
            .and(
                new DescribedPredicate<JavaField>("are not made by javac") {
                  @Override
                  public boolean test(JavaField field) {
                    return !field.getModifiers().contains(JavaModifier.SYNTHETIC);
                  }
                })
            .should()
            .beFinal());
  }

  /** Modules come one after the other: a rule that finds nothing to check yet holds. */
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(hotpath);
  }
}
