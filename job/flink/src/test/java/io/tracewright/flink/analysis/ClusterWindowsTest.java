package io.tracewright.flink.analysis;

import static io.tracewright.flink.analysis.Summaries.HOUR_MS;
import static io.tracewright.flink.analysis.Summaries.PLAN;
import static io.tracewright.flink.analysis.Summaries.START_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.cluster.ClusterMemory;
import io.tracewright.engine.cluster.Clusterer;
import io.tracewright.model.report.AnalysisWindow;
import io.tracewright.model.report.ClusterReport;
import io.tracewright.model.report.StepFailure;
import io.tracewright.model.span.SpanBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterWindowsTest {
  private static final List<SpanBatch> BATCHES = Summaries.batches();
  private static final ClusterAnalyst ENGINE =
      (window, before) ->
          Clusterer.cluster(window.window(), window.summary().sample().traces(), before);

  private KeyedOneInputStreamOperatorTestHarness<TenantWorkload, WindowSummary, ClusterReport>
      clusters;

  @BeforeEach
  void open() throws Exception {
    open(ENGINE, null);
  }

  @AfterEach
  void close() throws Exception {
    clusters.close();
  }

  @Test
  void everyWindowIsHeldAgainstTheOneBefore() throws Exception {
    add("acme", 1);
    add("acme", 2);
    add("acme", 3);
    List<ClusterReport> expected = new ArrayList<>();
    ClusterMemory memory = ClusterMemory.NONE;
    for (int end = 1; end <= 3; end++) {
      ClusterReport report = ENGINE.cluster(window("acme", end), memory).orElseThrow();
      expected.add(report);
      memory = memory.after(report);
    }
    assertThat(reports()).isEqualTo(expected);
    assertThat(reports().get(1).clusters()).anyMatch(cluster -> !Double.isNaN(cluster.drift()));
  }

  @Test
  void aWindowThatFiresAgainSaysTheSame() throws Exception {
    add("acme", 1);
    add("acme", 2);
    add("acme", 2);
    assertThat(reports().get(2)).isEqualTo(reports().get(1));
  }

  @Test
  void keysDoNotMix() throws Exception {
    add("acme", 1);
    add("globex", 2);
    assertThat(reports().get(1))
        .isEqualTo(ENGINE.cluster(window("globex", 2), ClusterMemory.NONE).orElseThrow());
  }

  /** Of each key no more than two windows are remembered, and none when the plan is over. */
  @Test
  void memoryIsBoundedAndInTheEndGone() throws Exception {
    for (int end = 1; end <= Summaries.PANES; end++) {
      add("acme", end);
      assertThat(clusters.numKeyedStateEntries()).isLessThanOrEqualTo(1);
    }
    clusters.processWatermark(START_MS + (Summaries.PANES + 1) * HOUR_MS);
    assertThat(clusters.numKeyedStateEntries()).isZero();
    assertThat(clusters.numEventTimeTimers()).isZero();
  }

  @Test
  void memorySurvivesARestart() throws Exception {
    add("acme", 1);
    OperatorSubtaskState snapshot = clusters.snapshot(1, 1);
    add("acme", 2);
    ClusterReport undisturbed = reports().get(1);
    close();
    open(ENGINE, snapshot);
    add("acme", 2);
    assertThat(reports()).containsExactly(undisturbed);
  }

  @Test
  void aClustererThatThrowsIsDisabled() throws Exception {
    close();
    open(
        (window, before) -> {
          throw new ArithmeticException("singular");
        },
        null);
    add("acme", 1);
    add("acme", 2);
    assertThat(reports()).isEmpty();
    assertThat(clusters.getSideOutput(Guard.FAILURES))
        .extracting(StreamRecord::getValue)
        .containsExactly(
            new StepFailure("test", "data-clusterer", "java.lang.ArithmeticException: singular"));
  }

  private void open(ClusterAnalyst analyst, OperatorSubtaskState state) throws Exception {
    clusters =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new ClusterWindows(PLAN, "data-clusterer", analyst)),
            TenantWorkload::of,
            TenantWorkload.TYPE);
    if (state != null) {
      clusters.initializeState(state);
    }
    clusters.open();
  }

  private void add(String tenant, int endPane) throws Exception {
    clusters.processElement(new StreamRecord<>(window(tenant, endPane)));
  }

  private static WindowSummary window(String tenant, int endPane) {
    AnalysisWindow window =
        new AnalysisWindow(
            "test",
            tenant,
            "chat",
            START_MS + Math.max(0, endPane - 2) * HOUR_MS,
            START_MS + endPane * HOUR_MS);
    return new WindowSummary(
        window,
        Summaries.of(tenant, "chat", endPane - 1, BATCHES.get(endPane), BATCHES.get(endPane + 1))
            .summary());
  }

  private List<ClusterReport> reports() {
    List<ClusterReport> found = new ArrayList<>();
    for (Object element : clusters.getOutput()) {
      if (element instanceof StreamRecord<?> record) {
        found.add((ClusterReport) record.getValue());
      }
    }
    return found;
  }

  /** The engine's clusterer is deterministic, or the tests above say nothing. */
  @Test
  void theSameWindowGivesTheSameReport() throws Exception {
    Optional<ClusterReport> one = ENGINE.cluster(window("acme", 1), ClusterMemory.NONE);
    assertThat(ENGINE.cluster(window("acme", 1), ClusterMemory.NONE)).isEqualTo(one).isPresent();
  }
}
