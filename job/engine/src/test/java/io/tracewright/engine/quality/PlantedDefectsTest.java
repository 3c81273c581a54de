package io.tracewright.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.Profiles;
import io.tracewright.engine.TestRuns;
import io.tracewright.engine.summary.RunSummary;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.profile.Law;
import io.tracewright.model.profile.Tool;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.report.Check;
import io.tracewright.model.report.Finding;
import io.tracewright.model.report.QualityReport;
import io.tracewright.model.report.Severity;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What is planted into a right run is found by the check that is meant to find it, counted exactly,
 * and makes the verdict bad; what is not planted is not found.
 */
class PlantedDefectsTest {
  private static final RunSpec SPEC = TestRuns.onBuiltinCorpora(Profiles.DEFAULT, 11, 20_000, 250);
  private static final RunSummary REFERENCE = Judged.reference(SPEC, 10_000);

  private static QualityReport judged(Consumer<SpanBatch> damage) {
    return Judged.verdict(SPEC, REFERENCE, Judged.run(SPEC, damage));
  }

  /** A run of another profile, judged as one of the default. */
  private static QualityReport judged(WorkloadProfile profile) {
    RunSpec other = TestRuns.onBuiltinCorpora(profile, 11, 20_000, 250);
    return Judged.verdict(SPEC, REFERENCE, Judged.run(other, AuditScope.of(SPEC), batch -> {}));
  }

  private static List<String> critical(QualityReport report) {
    return report.findings().stream()
        .filter(finding -> finding.severity() == Severity.CRITICAL)
        .map(Finding::check)
        .distinct()
        .toList();
  }

  private static Map<String, Long> counts(QualityReport report) {
    return report.findings().stream()
        .filter(finding -> finding.severity() == Severity.CRITICAL)
        .collect(Collectors.toMap(Finding::check, Finding::count, Long::sum));
  }

  private static void everyNth(SpanBatch batch, int n, Consumer<Integer> damage) {
    for (int row = 0; row < batch.rows(); row++) {
      if (batch.eventId.low(row) % n == 0) {
        damage.accept(row);
      }
    }
  }

  @Test
  void schemaErrors() {
    long[] planted = new long[1];
    QualityReport report =
        judged(
            batch ->
                everyNth(
                    batch,
                    503,
                    row -> {
                      switch ((int) (planted[0]++ % 5)) {
                        case 0 -> batch.eventType.set(row, "LLM");
                        case 1 -> batch.status.set(row, "");
                        case 2 -> batch.latencyMs.set(row, Double.NaN);
                        case 3 -> batch.cpuUsagePercent.set(row, 100.5);
                        default -> batch.costUsd.set(row, -1);
                      }
                    }));
    assertThat(planted[0]).isPositive();
    assertThat(report.schemaErrors()).isEqualTo(planted[0]);
    assertThat(counts(report)).containsEntry("schema_errors", planted[0]);
    assertThat(report.verdict()).isEqualTo(QualityReport.BAD);
  }

  @Test
  void orphans() {
    long[] planted = new long[1];
    QualityReport report =
        judged(
            batch ->
                everyNth(
                    batch,
                    4_001,
                    row -> {
                      if (!batch.parentSpanId.isNone(row)) {
                        batch.parentSpanId.set(row, 7, planted[0]++);
                      }
                    }));
    assertThat(report.orphans()).isEqualTo(planted[0]).isPositive();
    assertThat(counts(report)).containsOnly(Map.entry("orphans", planted[0]));
    assertThat(report.verdict()).isEqualTo(QualityReport.BAD);
  }

  @Test
  void duplicates() {
    long[] planted = new long[1];
    QualityReport report =
        judged(
            batch ->
                Damage.repeat(
                    batch,
                    row -> {
                      boolean twice = batch.eventId.low(row) % 3_001 == 0;
                      planted[0] += twice ? 1 : 0;
                      return twice ? 2 : 1;
                    }));
    assertThat(report.duplicates()).isEqualTo(planted[0]).isPositive();
    assertThat(counts(report)).containsOnly(Map.entry("duplicates", planted[0]));
    assertThat(report.scores().completeness()).isLessThan(1);
  }

  @Test
  void rowsOutOfTheWindow() {
    long[] planted = new long[1];
    long shiftMs = SPEC.windowEndMs() - SPEC.windowStartMs();
    QualityReport report =
        judged(
            batch -> {
              for (int trace = 0; trace < batch.traces(); trace++) {
                if (batch.traceId.low(batch.traceStart(trace)) % 997 == 0) {
                  for (int row = batch.traceStart(trace); row < batch.traceEnd(trace); row++) {
                    batch.timestampMs.set(row, batch.timestampMs.get(row) + shiftMs);
                    planted[0]++;
                  }
                }
              }
            });
    assertThat(report.outOfWindow()).isEqualTo(planted[0]).isPositive();
    assertThat(counts(report)).containsOnly(Map.entry("out_of_window", planted[0]));
  }

  @Test
  void missingTraces() {
    long[] planted = new long[1];
    QualityReport report =
        judged(
            batch ->
                Damage.remove(
                    batch,
                    row -> {
                      boolean lost = batch.traceId.low(row) % 1_009 == 0;
                      planted[0] += lost && batch.parentSpanId.isNone(row) ? 1 : 0;
                      return lost;
                    }));
    assertThat(counts(report)).containsOnly(Map.entry("completeness", planted[0]));
    assertThat(report.traces()).isEqualTo(20_000 - planted[0]);
  }

  @Test
  void aSkewedClock() {
    QualityReport report =
        judged(
            batch -> {
              for (int row = 0; row < batch.rows(); row++) {
                if (batch.eventType.get(row).equals("tool_call")) {
                  batch.timestampMs.set(row, batch.timestampMs.get(row) - 5_000);
                }
              }
            });
    assertThat(critical(report)).contains("outside_parent");
    assertThat(report.scores().consistency()).isLessThan(0.95);
    assertThat(report.verdict()).isEqualTo(QualityReport.BAD);
  }

  @Test
  void sumsThatDoNotAddUpAndMixedUsers() {
    long[] planted = new long[2];
    QualityReport report =
        judged(
            batch -> {
              everyNth(
                  batch,
                  4_001,
                  row -> {
                    batch.totalTokens.set(row, batch.totalTokens.get(row) + 1);
                    planted[0]++;
                  });
              for (int trace = 0; trace < batch.traces(); trace++) {
                int last = batch.traceEnd(trace) - 1;
                if (batch.traceId.low(last) % 503 == 0) {
                  batch.userId.set(last, "someone else");
                  planted[1]++;
                }
              }
            });
    assertThat(counts(report))
        .containsOnly(Map.entry("token_sum", planted[0]), Map.entry("mixed_user", planted[1]));
  }

  @Test
  void stepsOfASequenceOutOfOrder() {
    long[] planted = new long[1];
    QualityReport report =
        judged(
            batch -> {
              for (int row = 1; row < batch.rows(); row++) {
                boolean second =
                    batch.parentSpanId.same(row, batch.parentSpanId, row - 1)
                        && batch.parentSpanId.same(row, batch.spanId, row - 2)
                        && batch.operationName.get(row - 2).startsWith("run_sequence ");
                if (second && batch.latencyMs.get(row - 1) > 5) {
                  batch.timestampMs.set(row, batch.timestampMs.get(row - 1) + 2);
                  planted[0]++;
                }
              }
            });
    assertThat(counts(report)).containsEntry("order", planted[0]);
    assertThat(planted[0]).isPositive();
  }

  @Test
  void aShiftedMix() {
    QualityReport report =
        judged(
            Profiles.withWorkloads(
                w ->
                    switch (w.name()) {
                      case "simple_queries" -> Profiles.share(w, w.share() - 0.05);
                      case "tool_orchestration" -> Profiles.share(w, w.share() + 0.05);
                      default -> w;
                    }));
    assertThat(failed(report, "share")).contains("workload_type");
    assertThat(failed(report, "divergence")).contains("workload_type");
    assertThat(report.verdict()).isEqualTo(QualityReport.BAD);
  }

  @Test
  void aModelsShare() {
    QualityReport report =
        judged(
            Profiles.withModels(
                model ->
                    switch (model.name()) {
                      case "claude-sonnet-4-5" -> Profiles.patch(model, "{'share': 0.16}");
                      case "gpt-5" -> Profiles.patch(model, "{'share': 0.28}");
                      default -> model;
                    }));
    assertThat(failed(report, "share")).contains("model_name").doesNotContain("workload_type");
    assertThat(report.verdict()).isEqualTo(QualityReport.BAD);
  }

  @Test
  void theLatencyLawOfOneTool() {
    Law other =
        Profiles.DEFAULT.tools().stream()
            .filter(tool -> tool.name().equals("external_api_call"))
            .findFirst()
            .orElseThrow()
            .latencyMs();
    QualityReport report =
        judged(
            Profiles.withTools(
                (Tool tool) ->
                    tool.name().equals("postgres_lookup")
                        ? Profiles.patch(tool, "{'latency_ms': " + ModelJson.write(other) + "}")
                        : tool));
    assertThat(failed(report, "law")).containsExactly("latency_ms of execute_tool postgres_lookup");
    assertThat(failed(report, "distribution"))
        .contains("latency_ms execute_tool postgres_lookup in tool_orchestration");
    assertThat(report.verdict()).isEqualTo(QualityReport.BAD);
  }

  @Test
  void aCorrelationThatIsGone() {
    SplittableRandom random = new SplittableRandom(5);
    QualityReport report = judged(batch -> Damage.dealTokens(batch, random));
    assertThat(failed(report, "correlation"))
        .anySatisfy(subject -> assertThat(subject).startsWith("completion_tokens of the first"));
    assertThat(report.verdict()).isEqualTo(QualityReport.BAD);
  }

  @Test
  void aToolThatIsNeverCalled() {
    QualityReport report =
        judged(
            batch ->
                Damage.remove(
                    batch,
                    row -> batch.operationName.get(row).equals("execute_tool llm_analysis")));
    assertThat(failed(report, "coverage")).containsExactly("execute_tool llm_analysis");
    assertThat(report.verdict()).isEqualTo(QualityReport.BAD);
  }

  @Test
  void valuesThatDoNotVary() {
    QualityReport report =
        judged(
            batch -> {
              for (int row = 0; row < batch.rows(); row++) {
                batch.userId.set(row, "u");
                batch.corpusRecordId.set(row, "r");
                if (batch.eventType.get(row).equals("llm_call")) {
                  batch.modelName.set(row, "gpt-5");
                }
              }
            });
    assertThat(failed(report, "distinct_values")).contains("user_id", "corpus_record_id");
    assertThat(failed(report, "entropy")).containsExactly("model_name");
    assertThat(report.scores().diversity()).isLessThan(0.7);
    assertThat(report.verdict()).isEqualTo(QualityReport.BAD);
  }

  private static List<String> failed(QualityReport report, String name) {
    return report.checks().stream()
        .filter(check -> check.name().equals(name) && !check.passed())
        .map(Check::subject)
        .toList();
  }
}
