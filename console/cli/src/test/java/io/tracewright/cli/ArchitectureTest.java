package io.tracewright.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.tracewright.engine.generate.content.LoadedCorpus;
import io.tracewright.engine.generate.time.Demand;
import io.tracewright.engine.generate.time.IncidentPlan;

/**
 * The console's arrows: it knows the model and what the engine can say of a run without I/O, and
 * reaches Flink by REST and ClickHouse by SQL.
 */
@AnalyzeClasses(packages = "io.tracewright", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule CONSOLE_KNOWS_NEITHER_JOB_NOR_FLINK =
      noClasses()
          .that()
          .resideInAPackage("io.tracewright.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.tracewright.flink..", "org.apache.flink..");

  /**
   * A preview must be what the job makes, so it is made by the same code; the rest stays inside.
   */
  @ArchTest
  static final ArchRule CONSOLE_ASKS_THE_ENGINE_ABOUT_RUNS_ONLY =
      noClasses()
          .that()
          .resideInAPackage("io.tracewright.cli..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.tracewright.engine..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "io.tracewright.engine.generate",
                              "io.tracewright.engine.generate.pilot")))
                  .and(not(belongToAnyOf(Demand.class, IncidentPlan.class, LoadedCorpus.class))));

  @ArchTest
  static final ArchRule SERVERS_ARE_STARTED_THROUGH_THEIR_LAUNCHERS =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.tracewright.clickhouse.embedded..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.sun.jna..", "org.eclipse.jetty..");

  @ArchTest
  static final ArchRule LAUNCHERS_KNOW_NOTHING_OF_OURS =
      noClasses()
          .that()
          .resideInAnyPackage("io.tracewright.local..", "io.tracewright.migrations..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.tracewright.cli..", "io.tracewright.model..", "io.tracewright.clickhouse..");
}
