package io.tracewright.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.Profiles;
import io.tracewright.engine.TestRuns;
import io.tracewright.engine.summary.Defect;
import io.tracewright.engine.summary.RunSummary;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.report.Finding;
import io.tracewright.model.report.QualityReport;
import io.tracewright.model.report.Severity;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CountFindingsTest {
  private static final RunSpec SPEC = TestRuns.onBuiltinCorpora(Profiles.DEFAULT, 31, 2_000, 250);

  private static List<Finding> findings(Expectation expected, Consumer<SpanBatch> damage) {
    return Verdict.of("t", expected, Judged.run(SPEC, damage), List.of()).findings();
  }

  @Test
  void tracesServedOutsideOfTheirJurisdiction() {
    WorkloadProfile european =
        Profiles.patch(
            Profiles.DEFAULT,
            "{'tenants': [{'id': 'acme', 'share': 0.4, 'residency': 'eu'},"
                + " {'id': 'globex', 'share': 0.25}, {'id': 'initech', 'share': 0.18},"
                + " {'id': 'umbrella', 'share': 0.12}, {'id': 'hooli', 'share': 0.05}]}");
    RunSpec spec = TestRuns.onBuiltinCorpora(european, 31, 2_000, 250);
    RunSummary seen = Judged.run(SPEC, batch -> {});
    long astray = seen.regions().get("acme").total() - seen.regions().get("acme").get("eu-west-1");
    List<Finding> findings =
        Verdict.of("t", Expectation.like(spec, seen), seen, List.of()).findings();
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).check()).isEqualTo("residency");
    assertThat(findings.get(0).count()).isEqualTo(astray);
    RunSummary atHome = Judged.run(spec, batch -> {});
    assertThat(Verdict.of("t", Expectation.of(spec, atHome), atHome, List.of()).findings())
        .isEmpty();
  }

  @Test
  void missingAndConstantValuesAreWarnings() {
    long[] missing = new long[1];
    List<Finding> findings =
        findings(
            Expectation.NONE,
            batch -> {
              for (int row = 0; row < batch.rows(); row++) {
                if (batch.operationName.get(row).equals("check_input")) {
                  batch.latencyMs.set(row, 7);
                }
                if (batch.eventType.get(row).equals("llm_call") && row % 50 == 0) {
                  batch.modelName.set(row, "");
                  missing[0]++;
                }
              }
            });
    assertThat(findings)
        .filteredOn(finding -> !finding.check().equals("outside_parent"))
        .extracting(Finding::check)
        .containsExactlyInAnyOrder("missing_values", "constant_values");
    assertThat(findings)
        .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
    assertThat(findings)
        .filteredOn(finding -> finding.check().equals("missing_values"))
        .allSatisfy(finding -> assertThat(finding.count()).isEqualTo(missing[0]));
  }

  @Test
  void aFewChildrenMayOutliveTheirParentsWhereNothingIsKnown() {
    Consumer<SpanBatch> few = batch -> outlive(batch, 400);
    Consumer<SpanBatch> many = batch -> outlive(batch, 20);
    assertThat(findings(Expectation.NONE, few))
        .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING))
        .isNotEmpty();
    assertThat(findings(Expectation.NONE, many).get(0).severity()).isEqualTo(Severity.CRITICAL);
    RunSummary reference = Judged.reference(SPEC, 500);
    assertThat(findings(Expectation.of(SPEC, reference), few).get(0).severity())
        .isEqualTo(Severity.CRITICAL);
  }

  private static void outlive(SpanBatch batch, int n) {
    for (int row = 0; row < batch.rows(); row++) {
      if (batch.eventType.get(row).equals("guardrail") && row % n < 20) {
        batch.latencyMs.set(row, 120_000);
      }
    }
  }

  @Test
  void anEmptyTableIsBad() {
    RunSummary nothing = new RunSummary(SummaryPlan.of(SPEC));
    for (Expectation expected :
        List.of(Expectation.NONE, Expectation.of(SPEC, Judged.reference(SPEC, 200)))) {
      QualityReport report = Verdict.of("t", expected, nothing, List.of());
      assertThat(report.verdict()).isEqualTo(QualityReport.BAD);
      assertThat(report.scores().overall()).isZero();
    }
  }

  @Test
  void namesAreQuoted() {
    Queries queries = new Queries("d`b.ta`ble", "o'run\\", AuditScope.of(0, 1, 2));
    assertThat(queries.rows("count()", "x = 1"))
        .isEqualTo(
            "SELECT count() FROM `d\\`b`.`ta\\`ble` WHERE run_id = 'o\\'run\\\\' AND (x = 1)");
    assertThat(new Queries("t", "", AuditScope.of(0, 1, 2)).defects(Defect.TOKEN_SUM))
        .isEqualTo(
            "SELECT * FROM `t` WHERE 1"
                + " AND (toInt64(prompt_tokens) + completion_tokens != total_tokens)");
  }
}
