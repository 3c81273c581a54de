package io.tracewright.engine.generate.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.Profiles;
import io.tracewright.engine.Rows;
import io.tracewright.engine.TestRuns;
import io.tracewright.engine.quality.TraceValidator;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.span.SpanBatch;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Whatever the limits are, no trace exceeds one: busy traces, with and without anomalies. */
class ScriptLimitsTest {
  private static final int TRACES = 150;

  @Property(tries = 60, seed = "20260302")
  void noTraceExceedsALimit(
      @ForAll @IntRange(min = 1, max = 8) int maxDepth,
      @ForAll @IntRange(min = 1, max = 12) int maxFanOut,
      @ForAll @IntRange(min = 1, max = 60) int maxSpans,
      @ForAll @IntRange(min = 1_000, max = 60_000) int maxDurationMs,
      @ForAll boolean anomalous,
      @ForAll long seed) {
    Sizes sizes =
        largest(
            Profiles.patch(
                busy(),
                "{'anomalies': {'rate': "
                    + (anomalous ? 1 : 0)
                    + "}, 'limits': {'max_depth': "
                    + maxDepth
                    + ", 'max_fan_out': "
                    + maxFanOut
                    + ", 'max_spans_per_trace': "
                    + maxSpans
                    + ", 'max_trace_duration_ms': "
                    + maxDurationMs
                    + "}}"),
            seed);
    assertThat(sizes.depth).isLessThanOrEqualTo(maxDepth);
    assertThat(sizes.fanOut).isLessThanOrEqualTo(maxFanOut);
    assertThat(sizes.spans).isLessThanOrEqualTo(maxSpans);
    assertThat(sizes.durationMs).isLessThanOrEqualTo(maxDurationMs);
  }

  /** These traces would go further: the limits are what holds them. */
  @Test
  void withoutLimitsTheyGoFurther() {
    Sizes sizes = largest(busy(), 1);
    assertThat(sizes.depth).isGreaterThanOrEqualTo(5);
    assertThat(sizes.fanOut).isGreaterThan(12);
    assertThat(sizes.spans).isGreaterThan(60);
    assertThat(sizes.durationMs).isGreaterThan(60_000);
  }

  private static Sizes largest(WorkloadProfile profile, long seed) {
    RunSpec spec = TestRuns.run(profile, seed, TRACES, TRACES);
    SpanBatch batch = Rows.batch(spec, 0);
    TraceValidator validator = new TraceValidator(spec);
    List<Trace> traces = Trace.of(batch);
    Sizes sizes = new Sizes(0, 0, 0, 0);
    for (int i = 0; i < traces.size(); i++) {
      assertThat(validator.check(batch, i)).isEmpty();
      sizes = sizes.or(Sizes.of(traces.get(i)));
    }
    return sizes;
  }

  /** Many turns, often delegated; every pattern, sequences that fail, tools that fail. */
  private static WorkloadProfile busy() {
    WorkloadProfile busy =
        Stage.withWorkloads(
            Stage.QUIET,
            "{'error_rate': 0.2, 'turns': {'min': 4, 'max': 20}, 'tools_per_turn': {'min': 1,"
                + " 'max': 6}, 'retrieval': 0.7, 'guardrail': 0.7, 'sub_agents': 0.5,"
                + " 'tool_patterns': {'sequential_chain': 1, 'parallel_gather': 1,"
                + " 'conditional_branch': 1, 'retry_fallback': 1}, 'sequences': [{'name':"
                + " 'extract_transform_load_validate', 'probability': 0.2}]}");
    return Stage.withTools(busy, "{'failure_rate': 0.2}");
  }

  /** The largest of what limits bound. */
  private record Sizes(int depth, int fanOut, int spans, double durationMs) {
    static Sizes of(Trace trace) {
      int depth = 0;
      int fanOut = 0;
      for (int i = 0; i < trace.spans().size(); i++) {
        depth = Math.max(depth, trace.depth(i));
        fanOut = Math.max(fanOut, trace.children(i).size());
      }
      return new Sizes(depth, fanOut, trace.spans().size(), trace.root().latencyMs());
    }

    Sizes or(Sizes other) {
      return new Sizes(
          Math.max(depth, other.depth),
          Math.max(fanOut, other.fanOut),
          Math.max(spans, other.spans),
          Math.max(durationMs, other.durationMs));
    }
  }
}
