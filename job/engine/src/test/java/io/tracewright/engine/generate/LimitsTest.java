package io.tracewright.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.Profiles;
import io.tracewright.engine.Rows;
import io.tracewright.engine.TestRuns;
import io.tracewright.engine.quality.TraceValidator;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.profile.Law;
import io.tracewright.model.profile.Model;
import io.tracewright.model.profile.Region;
import io.tracewright.model.profile.Tool;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles that the reader accepts and that go to the limits; no trace may break a rule. */
class LimitsTest {
  private static final int TRACES = 3000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 8, 13, 50})
  void noTraceHasMoreSpansThanTheLimit(int maxSpans) {
    SpanBatch batch = generate(Profiles.withLimits(busy(), 3_600_000, maxSpans));
    int most = 0;
    for (int trace = 0; trace < batch.traces(); trace++) {
      most = Math.max(most, batch.traceEnd(trace) - batch.traceStart(trace));
    }
    assertThat(most).isEqualTo(maxSpans);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 1_001, 5_000, 30_000})
  void aTraceIsCutAtTheLongestDuration(int maxDurationMs) {
    SpanBatch batch = generate(Profiles.withLimits(busy(), maxDurationMs, 1000));
    int cut = 0;
    for (int trace = 0; trace < batch.traces(); trace++) {
      int root = batch.traceStart(trace);
      assertThat(batch.latencyMs.get(root)).isLessThanOrEqualTo(maxDurationMs);
      cut += batch.errorType.get(root).equals("deadline_exceeded") ? 1 : 0;
    }
    assertThat(cut).isGreaterThan(TRACES / 10);
  }

  @Test
  void anUnlimitedTraceIsLongerThanThoseLimits() {
    SpanBatch batch = generate(Profiles.withLimits(busy(), 3_600_000, 1000));
    double longestMs = 0;
    for (int trace = 0; trace < batch.traces(); trace++) {
      longestMs = Math.max(longestMs, batch.latencyMs.get(batch.traceStart(trace)));
    }
    assertThat(longestMs).isGreaterThan(30_000);
  }

  @Test
  void aNetworkSlowerThanTheDeadline() {
    WorkloadProfile slow = Profiles.withRegions(List.of(new Region("moon", 1, 60_000, null)));
    SpanBatch batch = generate(Profiles.withLimits(slow, 1_000, 200));
    for (int trace = 0; trace < batch.traces(); trace++) {
      assertThat(batch.errorType.get(batch.traceStart(trace))).isEqualTo("deadline_exceeded");
      assertThat(batch.traceEnd(trace) - batch.traceStart(trace)).isEqualTo(1);
    }
  }

  /** Both laws are in the schema's range; the draws are far beyond what an int or long holds. */
  @Test
  void promptsAndAnswersOfAnyLengthAreCutAtTheContext() {
    Law huge = new Law.LogNormal(1e12, 10, null, null);
    WorkloadProfile profile =
        Profiles.withModels(m -> model(m, 1_000_000_000, huge, huge, m.timeToFirstTokenMs()));
    SpanBatch batch = generate(profile);
    for (int row = 0; row < batch.rows(); row++) {
      assertThat(batch.promptTokens.get(row)).isBetween(0, 1_000_000_000);
      assertThat(batch.totalTokens.get(row)).isBetween(0, 1_000_000_001);
    }
  }

  @Test
  void aLatencyBeyondAllMeasureEndsAtTheDeadline() {
    // More microseconds than a long holds.
    Law huge = new Law.Gamma(10_000, 1e12, null, null);
    WorkloadProfile models =
        Profiles.withModels(
            m ->
                Profiles.patch(
                    model(m, m.contextTokens(), m.promptTokens(), m.completionTokens(), huge),
                    "{'timeout_ms': 2000000000}"));
    SpanBatch batch = generate(models);
    int cut = 0;
    for (int trace = 0; trace < batch.traces(); trace++) {
      cut += batch.errorType.get(batch.traceStart(trace)).equals("deadline_exceeded") ? 1 : 0;
    }
    // All but the one in ten that is told to fail, with another error, at its first model call,
    // and the one in a hundred with an anomaly that ends it before.
    assertThat(cut).isGreaterThan(TRACES * 85 / 100);
    generate(Profiles.withTools(t -> tool(t, huge, t.failureRate())));
  }

  @Test
  void aContextOfOneToken() {
    SpanBatch batch =
        generate(
            Profiles.withModels(
                m -> model(m, 1, m.promptTokens(), m.completionTokens(), m.timeToFirstTokenMs())));
    for (int row = 0; row < batch.rows(); row++) {
      assertThat(batch.promptTokens.get(row)).isBetween(0, 1);
    }
  }

  @Test
  void toolsThatAlwaysFailAreTriedThreeTimes() {
    SpanBatch batch = generate(Profiles.withTools(t -> tool(t, t.latencyMs(), 1)));
    int third = 0;
    for (int row = 0; row < batch.rows(); row++) {
      if (batch.eventType.get(row).equals("tool_call")) {
        assertThat(batch.status.get(row)).isEqualTo("error");
        assertThat(batch.costUsd.get(row)).isZero();
        third += batch.requestMetadata.get(row).contains("\"attempt\":3") ? 1 : 0;
      }
    }
    assertThat(third).isGreaterThan(TRACES / 3);
  }

  @Test
  void everyWorkloadFailsWhenItMust() {
    WorkloadProfile failing = Profiles.withWorkloads(w -> errorRate(w, 1));
    SpanBatch batch = generate(Profiles.patch(failing, "{'anomalies': {'rate': 0}}"));
    for (int trace = 0; trace < batch.traces(); trace++) {
      assertThat(batch.status.get(batch.traceStart(trace))).isEqualTo("error");
    }
  }

  private static SpanBatch generate(WorkloadProfile profile) {
    RunSpec spec = TestRuns.run(profile, 3, TRACES, TRACES);
    SpanBatch batch = Rows.batch(spec, 0);
    TraceValidator validator = new TraceValidator(spec);
    int most = profile.limits().maxSpansPerTrace();
    for (int trace = 0; trace < batch.traces(); trace++) {
      assertThat(validator.check(batch, trace)).as("trace %s", trace).isEmpty();
      assertThat(batch.traceEnd(trace) - batch.traceStart(trace)).isBetween(1, most);
      assertThat(batch.latencyMs.get(batch.traceStart(trace)))
          .isLessThanOrEqualTo(profile.limits().maxTraceDurationMs());
    }
    return batch;
  }

  /** Many turns, all delegated, tools in parallel. */
  private static WorkloadProfile busy() {
    return Profiles.withWorkloads(
        w ->
            Profiles.patch(
                w,
                "{'error_rate': 0.1, 'turns': {'min': 10, 'max': 20},"
                    + " 'tools_per_turn': {'min': 1, 'max': 6},"
                    + " 'tool_patterns': {'sequential_chain': 0.5, 'parallel_gather': 0.5},"
                    + " 'retrieval': 1, 'guardrail': 1, 'sub_agents': 0.8}"));
  }

  private static Workload errorRate(Workload w, double errorRate) {
    return Profiles.patch(w, "{'error_rate': " + errorRate + "}");
  }

  private static Model model(
      Model m, int contextTokens, Law promptTokens, Law completionTokens, Law timeToFirstTokenMs) {
    return Profiles.patch(
        m,
        "{'context_tokens': "
            + contextTokens
            + ", 'prompt_tokens': "
            + ModelJson.write(promptTokens)
            + ", 'completion_tokens': "
            + ModelJson.write(completionTokens)
            + ", 'time_to_first_token_ms': "
            + ModelJson.write(timeToFirstTokenMs)
            + "}");
  }

  private static Tool tool(Tool t, Law latencyMs, double failureRate) {
    return Profiles.patch(
        t,
        "{'latency_ms': " + ModelJson.write(latencyMs) + ", 'failure_rate': " + failureRate + "}");
  }
}
