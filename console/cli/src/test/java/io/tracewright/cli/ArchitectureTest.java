package io.tracewright.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The console's arrows: it knows the model, and reaches Flink by REST and ClickHouse by SQL. */
@AnalyzeClasses(packages = "io.tracewright", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule CONSOLE_KNOWS_NEITHER_JOB_NOR_FLINK =
      noClasses()
          .that()
          .resideInAPackage("io.tracewright.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.tracewright.engine..", "io.tracewright.flink..", "org.apache.flink..");

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
