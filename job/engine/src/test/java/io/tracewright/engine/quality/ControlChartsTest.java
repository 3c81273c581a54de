package io.tracewright.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.Profiles;
import io.tracewright.engine.TestRuns;
import io.tracewright.engine.summary.RunSummary;
import io.tracewright.engine.summary.SummaryPlan;
import io.tracewright.model.report.Finding;
import io.tracewright.model.report.QualityReport;
import io.tracewright.model.report.Severity;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Days of a week as panes: a day that differs stands out, and so does a change that lasts. */
class ControlChartsTest {
  private static final long DAY_MS = 86_400_000;
  private static final RunSpec SPEC = TestRuns.onBuiltinCorpora(Profiles.DEFAULT, 21, 20_000, 250);
  private static final SummaryPlan DAYS =
      new SummaryPlan("test", SPEC.windowStartMs(), SPEC.windowEndMs(), DAY_MS, 1, 1);
  private static final RunSummary CLEAN = run((batch, root, day) -> {});

  /** Changes the root of a trace that starts on a day of the window, from 0. */
  private interface OfDay {
    void change(SpanBatch batch, int root, long day);
  }

  private static RunSummary run(OfDay change) {
    return Judged.run(
        SPEC,
        DAYS,
        AuditScope.of(SPEC),
        batch -> {
          for (int trace = 0; trace < batch.traces(); trace++) {
            int root = batch.traceStart(trace);
            long sinceMs = batch.timestampMs.get(root) - SPEC.windowStartMs();
            change.change(batch, root, sinceMs / DAY_MS);
          }
        });
  }

  private static QualityReport judged(Expectation expected, RunSummary seen) {
    return Verdict.of("events", expected, seen, List.of());
  }

  private static List<String> charts(QualityReport report) {
    return report.checks().stream()
        .filter(check -> check.name().equals("control_chart") && !check.passed())
        .map(check -> check.subject() + ", " + check.method())
        .toList();
  }

  @Test
  void aSteadyRunIsInControl() {
    QualityReport report = judged(Expectation.of(SPEC, CLEAN), CLEAN);
    assertThat(report.checks()).filteredOn(c -> c.name().equals("control_chart")).hasSize(4);
    assertThat(charts(report)).isEmpty();
  }

  @Test
  void aDayOfFailuresStandsOut() {
    RunSummary seen =
        run(
            (batch, root, day) -> {
              if (day == 3 && batch.traceId.low(root) % 4 == 0) {
                batch.status.set(root, "error");
                batch.errorType.set(root, "planted");
              }
            });
    QualityReport report = judged(Expectation.of(SPEC, CLEAN), seen);
    assertThat(charts(report)).contains("failed traces, Shewhart");
    assertThat(report.findings())
        .filteredOn(finding -> finding.check().equals("control_chart"))
        .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING))
        .extracting(Finding::text)
        .anySatisfy(text -> assertThat(text).contains("2026-03-05T00:00:00Z"));
    // Without a reference the other days tell.
    assertThat(charts(judged(Expectation.NONE, seen))).contains("failed traces, Shewhart");
  }

  @Test
  void aChangeThatLastsStandsOutInTheMovingAverage() {
    RunSummary seen =
        run(
            (batch, root, day) -> {
              if (day >= 2) {
                batch.latencyMs.set(root, batch.latencyMs.get(root) * 1.45);
              }
            });
    assertThat(charts(judged(Expectation.of(SPEC, CLEAN), seen)))
        .containsExactly("median latency, EWMA");
  }
}
