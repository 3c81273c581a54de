package io.tracewright.flink;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.tracewright.model.span.SpanBatch;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the arrows of the design: {@code model <- engine <- flink -> connectors}. */
class ArchitectureTest {
  private static final String MODEL = "io.tracewright.model..";
  private static final String ENGINE = "io.tracewright.engine..";
  private static final String SUMMARY = "io.tracewright.engine.summary..";
  private static final String[] ANALYSIS = {
    SUMMARY,
    "io.tracewright.engine.anomaly..",
    "io.tracewright.engine.cluster..",
    "io.tracewright.engine.pattern..",
  };
  private static final String FLINK = "io.tracewright.flink..";
  private static final String CONNECTOR = "io.tracewright.clickhouse..";
  private static final String MIGRATIONS = "io.tracewright.migrations..";
  private static final String OURS = "io.tracewright..";

  private static JavaClasses production;

  @BeforeAll
  static void load() {
    production =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tracewright");
  }

  /** Otherwise the rules would hold of nothing. */
  @Test
  void theModulesAreOnTheClassPath() {
    for (String module : new String[] {MODEL, ENGINE, FLINK, CONNECTOR, MIGRATIONS}) {
      assertThat(production.that(resideInAPackage(module))).as(module).isNotEmpty();
    }
    assertThat(production.stream().map(JavaClass::getSimpleName))
        .contains("SpanBatch", "ChunkGenerator", "TracePipeline", "BatchAck")
        .doesNotContain("ArchitectureTest");
  }

  @Test
  void modelImportsNothingOfOurs() {
    hold(
        classes()
            .that()
            .resideInAPackage(MODEL)
            .should()
            .onlyDependOnClassesThat(notOursBut(MODEL)));
  }

  @Test
  void engineImportsOnlyModel() {
    hold(
        classes()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .onlyDependOnClassesThat(notOursBut(ENGINE, MODEL)));
  }

  /** What is odd must be found without the answers. */
  @Test
  void theAnalysisNeverSeesLabels() {
    hold(
        noClasses()
            .that()
            .resideInAnyPackage(ANALYSIS)
            .should()
            .accessField(SpanBatch.class, "anomaly"));
    hold(
        noClasses()
            .that()
            .resideInAPackage("io.tracewright.engine.anomaly..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(SpanBatch.class));
  }

  @Test
  void engineDoesNoInputOrOutputAndDoesNotLog() {
    hold(
        noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .dependOnClassesThat(
                describe(
                    "do I/O or log",
                    c ->
                        c.getName().startsWith("java.io.File")
                            || c.getName().equals("java.io.RandomAccessFile")
                            || c.getPackageName().startsWith("java.nio.file")
                            || c.getPackageName().startsWith("java.nio.channels")
                            || c.getPackageName().startsWith("java.net")
                            || c.getPackageName().startsWith("java.sql")
                            || c.getPackageName().startsWith("java.util.logging")
                            || c.getPackageName().startsWith("org.slf4j")
                            || c.getPackageName().startsWith("org.apache.logging"))));
    hold(
        noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err"));
  }

  /** Value = f(seed, stable index): nothing of the machine or the moment. */
  @Test
  void engineHasNoClockAndNoRandomnessOfItsOwn() {
    hold(
        noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(java.util.UUID.class, "randomUUID")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(InstantSource.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.util.Random.class));
  }

  /** They meet in the model and, those that analyse, in what summaries keep. */
  @Test
  void enginePackagesDoNotImportOneAnother() {
    hold(
        slices()
            .matching("io.tracewright.engine.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAPackage(ENGINE), resideInAPackage(SUMMARY)));
    hold(
        classes()
            .that()
            .resideInAPackage(SUMMARY)
            .should()
            .onlyDependOnClassesThat(notOursBut(SUMMARY, MODEL)));
  }

  /** What a package of the generator may import is said in its package-info. */
  @Test
  void thePackagesOfTheGeneratorHaveAnOrder() {
    hold(slices().matching("io.tracewright.engine.generate.(*)..").should().beFreeOfCycles());
    hold(
        noClasses()
            .that()
            .resideInAnyPackage(
                "io.tracewright.engine.generate.draft..",
                "io.tracewright.engine.generate.random..",
                "io.tracewright.engine.generate.time..",
                "io.tracewright.engine.generate.people..",
                "io.tracewright.engine.generate.content..",
                "io.tracewright.engine.generate.script..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.tracewright.engine.generate", "io.tracewright.engine.generate.pilot.."));
  }

  @Test
  void theConnectorKnowsNoClassOfTheDomain() {
    hold(
        noClasses()
            .that()
            .resideInAPackage(CONNECTOR)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MODEL, ENGINE, FLINK, MIGRATIONS));
  }

  @Test
  void theJobImportsModelEngineConnectorAndMigrations() {
    hold(
        classes()
            .that()
            .resideInAPackage(FLINK)
            .should()
            .onlyDependOnClassesThat(notOursBut(FLINK, MODEL, ENGINE, CONNECTOR, MIGRATIONS)));
  }

  @Test
  void onlyTheJobAndTheConnectorKnowFlink() {
    hold(
        classes()
            .that(resideInAPackage(OURS).and(describe("use Flink", ArchitectureTest::usesFlink)))
            .should()
            .resideInAnyPackage(FLINK, CONNECTOR));
  }

  /** The predicates find what they are for: turned round, the rules fail. */
  @Test
  void theRulesCanFail() {
    assertThatThrownBy(
            () ->
                hold(
                    classes()
                        .that()
                        .resideInAPackage(FLINK)
                        .should()
                        .onlyDependOnClassesThat(notOursBut(FLINK, MODEL))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("io.tracewright.engine");
    assertThatThrownBy(
            () -> hold(slices().matching("io.tracewright.(*)..").should().notDependOnEachOther()))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(
            () ->
                hold(
                    noClasses()
                        .that()
                        .resideInAPackage(FLINK)
                        .should()
                        .callMethod(System.class, "currentTimeMillis")))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(
            () ->
                hold(
                    noClasses()
                        .that()
                        .resideInAPackage(FLINK)
                        .should()
                        .accessField(SpanBatch.class, "anomaly")))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(
            () ->
                hold(
                    classes()
                        .that()
                        .resideInAPackage("io.tracewright.nothing..")
                        .should()
                        .bePublic()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("failed to check any classes");
  }

  private static void hold(ArchRule rule) {
    rule.allowEmptyShould(false).check(production);
  }

  private static boolean usesFlink(JavaClass ours) {
    return ours.getDirectDependenciesFromSelf().stream()
        .anyMatch(use -> use.getTargetClass().getPackageName().startsWith("org.apache.flink"));
  }

  private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> notOursBut(
      String... packages) {
    return resideInAnyPackage(packages)
        .or(com.tngtech.archunit.base.DescribedPredicate.not(resideInAPackage(OURS)));
  }
}
