package io.tracewright.engine.generate.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.Profiles;
import io.tracewright.model.profile.WorkloadProfile;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A parent's duration follows from its children's. */
class CriticalPathTest {
  private static final int TRACES = 1_000;

  /** Pauses, network and overhead of a span without retries: far below what its children take. */
  private static final double SLACK_MS = 300;

  @Test
  void oneAfterAnotherDurationsAddUp() {
    int parents = 0;
    for (Trace trace : Trace.play(patterns(1, 0), 1, TRACES)) {
      for (int i = 0; i < trace.spans().size(); i++) {
        List<Span> children = trace.children(i);
        double sum = children.stream().mapToDouble(Span::latencyMs).sum();
        assertThat(trace.spans().get(i).latencyMs()).isGreaterThanOrEqualTo(sum);
        if (!children.isEmpty()) {
          assertThat(trace.spans().get(i).latencyMs()).isLessThan(sum + SLACK_MS);
          parents++;
        }
      }
    }
    assertThat(parents).isGreaterThan(2 * TRACES);
  }

  @Test
  void sideBySideTheLongestCounts() {
    int shorterThanTheSum = 0;
    for (Trace trace : Trace.play(patterns(0, 1), 2, TRACES)) {
      for (int i = 0; i < trace.spans().size(); i++) {
        List<Span> children = trace.children(i);
        double latencyMs = trace.spans().get(i).latencyMs();
        double longest = children.stream().mapToDouble(Span::latencyMs).max().orElse(0);
        double sum = children.stream().mapToDouble(Span::latencyMs).sum();
        assertThat(latencyMs).isGreaterThan(longest).isGreaterThan(busyMs(children));
        if (!children.isEmpty()) {
          assertThat(latencyMs).isLessThan(busyMs(children) + SLACK_MS);
        }
        shorterThanTheSum += latencyMs < sum ? 1 : 0;
      }
    }
    assertThat(shorterThanTheSum).isGreaterThan(TRACES / 2);
  }

  /** Also when calls fail, pause, are tried again, undone and cut off at the deadline. */
  @Test
  void aParentIsBusyAtLeastAsLongAsItsChildren() {
    WorkloadProfile troubled =
        Profiles.patch(
            Stage.withWorkloads(Profiles.DEFAULT, "{'error_rate': 0.2, 'sub_agents': 0.4}"),
            "{'limits': {'max_trace_duration_ms': 30000}, 'anomalies': {'rate': 0.5}}");
    for (Trace trace : Trace.play(troubled, 3, TRACES)) {
      for (int i = 0; i < trace.spans().size(); i++) {
        assertThat(trace.spans().get(i).latencyMs())
            .isGreaterThanOrEqualTo(busyMs(trace.children(i)));
      }
    }
  }

  /** Time in which at least one of the spans runs. */
  private static double busyMs(List<Span> spans) {
    double busy = 0;
    double until = 0;
    for (Span span : spans.stream().sorted(Comparator.comparingLong(Span::startMs)).toList()) {
      busy += Math.max(0, span.endMs() - Math.max(until, (double) span.startMs()));
      until = Math.max(until, span.endMs());
    }
    return busy;
  }

  private static WorkloadProfile patterns(double chains, double gathers) {
    return Stage.only(
        "tool_orchestration",
        "{'turns': {'min': 2, 'max': 5}, 'tools_per_turn': {'min': 2, 'max': 4}, 'retrieval': 0.5,"
            + " 'guardrail': 0.5, 'sub_agents': 0.5, 'tool_patterns': {'sequential_chain': "
            + chains
            + ", 'parallel_gather': "
            + gathers
            + ", 'conditional_branch': 0, 'retry_fallback': 0}}");
  }
}
