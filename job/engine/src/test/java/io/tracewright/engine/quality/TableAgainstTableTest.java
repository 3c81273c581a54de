package io.tracewright.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.Profiles;
import io.tracewright.engine.TestRuns;
import io.tracewright.engine.summary.RunSummary;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.profile.Tool;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.report.Check;
import io.tracewright.model.report.Finding;
import io.tracewright.model.report.QualityReport;
import io.tracewright.model.report.Severity;
import io.tracewright.model.run.RunSpec;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tables held against other tables, which are samples, too: two of the same traffic are good, each
 * verdict wrong with a probability below 1e-3; one that was changed is bad for what was changed.
 */
class TableAgainstTableTest {
  private static final RunSpec SPEC = TestRuns.onBuiltinCorpora(Profiles.DEFAULT, 21, 60_000, 250);
  private static final long DAY_MS = 86_400_000;

  private static RunSummary even;
  private static RunSummary odd;

  @BeforeAll
  static void halve() {
    even = half(0);
    odd = half(1);
  }

  private static RunSummary half(int which) {
    return Judged.run(
        SPEC, batch -> Damage.remove(batch, row -> (batch.traceId.low(row) & 1) != which));
  }

  private static QualityReport judged(RunSummary reference, RunSummary seen) {
    return Verdict.of("t", Expectation.like("db.other", reference), seen, List.of());
  }

  private static void assertGood(QualityReport report) {
    assertThat(report.findings())
        .filteredOn(finding -> finding.severity() == Severity.CRITICAL)
        .extracting(Finding::text)
        .isEmpty();
    assertThat(report.verdict()).isEqualTo(QualityReport.GOOD);
  }

  private static List<String> failed(RunSummary seen, String name) {
    QualityReport report = judged(even, seen);
    assertThat(report.verdict()).isEqualTo(QualityReport.BAD);
    return report.checks().stream()
        .filter(check -> check.name().equals(name) && !check.passed())
        .map(Check::subject)
        .toList();
  }

  @Test
  void halvesAndATableItselfAreGood() {
    QualityReport report = judged(even, odd);
    assertGood(report);
    assertThat(report.against()).isEqualTo("table db.other");
    assertThat(report.checks()).hasSizeGreaterThan(200);
    assertThat(report.notAssessed()).hasSize(1).first().asString().startsWith("hour_of_week");
    assertGood(judged(odd, even));
    QualityReport same = judged(even, even);
    assertGood(same);
    assertThat(same.checks())
        .filteredOn(check -> !check.name().equals("control_chart"))
        .allSatisfy(check -> assertThat(check.effect()).as(check.subject()).isZero());
  }

  /** Of 40 pairs each: what varies by chance in one and in the other is no difference. */
  @ParameterizedTest
  @CsvSource({"60, 60", "100, 100", "500, 500", "1000, 100", "100, 1000"})
  void smallTablesOfTheSameTrafficAreGood(int traces, int others) {
    for (int seed = 1; seed <= 40; seed++) {
      assertGood(judged(small(1_000 + seed, others), small(5_000 + seed, traces)));
    }
  }

  private static RunSummary small(long seed, int traces) {
    return Judged.run(TestRuns.onBuiltinCorpora(Profiles.DEFAULT, seed, traces, 250), batch -> {});
  }

  /** Five days, a weekend and a morning: no pane, hour or number of traces is like another. */
  @Test
  void tablesOfOtherTimesAreGood() {
    RunSummary days = over(31, 20_000, 0, 5 * DAY_MS);
    RunSummary hours = over(32, 8_000, 2 * DAY_MS, 2 * DAY_MS + DAY_MS / 4);
    RunSummary weekend = over(33, 6_000, 5 * DAY_MS, 7 * DAY_MS);
    assertGood(judged(days, weekend));
    assertGood(judged(weekend, days));
    QualityReport report = judged(days, hours);
    assertGood(report);
    assertThat(report.notAssessed()).anyMatch(reason -> reason.startsWith("region"));
    assertGood(judged(hours, days));
  }

  private static RunSummary over(long seed, int traces, long fromMs, long toMs) {
    RunSpec week = TestRuns.onBuiltinCorpora(Profiles.DEFAULT, seed, traces, 250);
    RunSpec spec =
        new RunSpec(
            week.runId(),
            week.profile(),
            seed,
            traces,
            week.tracesPerChunk(),
            TestRuns.MONDAY_MS + fromMs,
            TestRuns.MONDAY_MS + toMs,
            week.corpora(),
            false,
            week.table());
    SummaryPlan plan =
        new SummaryPlan("", spec.windowStartMs(), spec.windowEndMs(), (toMs - fromMs) / 8, 1, seed);
    return Judged.run(spec, plan, AuditScope.of(spec), batch -> {});
  }

  @Test
  void aMixShiftedByFiveHundredthsIsBad() {
    WorkloadProfile shifted =
        Profiles.withWorkloads(
            w ->
                switch (w.name()) {
                  case "simple_queries" -> Profiles.share(w, w.share() - 0.05);
                  case "tool_orchestration" -> Profiles.share(w, w.share() + 0.05);
                  default -> w;
                });
    assertThat(failed(like(shifted), "share")).contains("workload_type");
  }

  @Test
  void theSwappedLawOfAToolIsBad() {
    WorkloadProfile swapped =
        Profiles.withTools(
            (Tool tool) ->
                tool.name().equals("postgres_lookup")
                    ? Profiles.patch(
                        tool,
                        "{'latency_ms': "
                            + ModelJson.write(
                                Profiles.DEFAULT.tools().stream()
                                    .filter(other -> other.name().equals("external_api_call"))
                                    .findFirst()
                                    .orElseThrow()
                                    .latencyMs())
                            + "}")
                    : tool);
    assertThat(failed(like(swapped), "distribution"))
        .contains("latency_ms execute_tool postgres_lookup in tool_orchestration");
  }

  private static RunSummary like(WorkloadProfile profile) {
    return Judged.run(TestRuns.onBuiltinCorpora(profile, 22, 30_000, 250), batch -> {});
  }

  @Test
  void tokensDealtAnewAreBad() {
    SplittableRandom random = new SplittableRandom(5);
    RunSummary dealt =
        Judged.run(
            TestRuns.onBuiltinCorpora(Profiles.DEFAULT, 22, 30_000, 250),
            batch -> Damage.dealTokens(batch, random));
    assertThat(failed(dealt, "correlation"))
        .anySatisfy(subject -> assertThat(subject).startsWith("completion_tokens of the first"));
  }

  /** Of a rate that one call in a thousand traces speaks of, little is known. */
  @Test
  void whatOccurredOnceNeedNotOccurAgain() {
    boolean[] renamed = new boolean[1];
    RunSummary rare =
        Judged.run(
            TestRuns.onBuiltinCorpora(Profiles.DEFAULT, 41, 1_000, 250),
            batch -> {
              for (int row = 0; !renamed[0]; row++) {
                if (batch.eventType.get(row).equals("tool_call")) {
                  batch.operationName.set(row, "execute_tool seldom");
                  renamed[0] = true;
                }
              }
            });
    assertGood(judged(rare, odd));
  }
}
