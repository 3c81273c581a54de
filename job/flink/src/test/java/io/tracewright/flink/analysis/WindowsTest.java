package io.tracewright.flink.analysis;

import static io.tracewright.flink.analysis.Summaries.HOUR_MS;
import static io.tracewright.flink.analysis.Summaries.PLAN;
import static io.tracewright.flink.analysis.Summaries.START_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.summary.Summary;
import io.tracewright.model.span.SpanBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.state.AggregatingStateDescriptor;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.streaming.runtime.operators.windowing.WindowOperatorFactory;
import org.apache.flink.streaming.runtime.operators.windowing.functions.InternalSingleValueProcessWindowFunction;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Flink's window operator as the job sets it up. */
class WindowsTest {
  private static final List<SpanBatch> BATCHES = Summaries.batches();

  private KeyedOneInputStreamOperatorTestHarness<TenantWorkload, GroupSummary, WindowSummary>
      windows;

  @BeforeEach
  void open() throws Exception {
    windows = harness();
    windows.open();
  }

  @AfterEach
  void close() throws Exception {
    windows.close();
  }

  /** What a firing says: which window, and how many traces. */
  private record Fired(long fromPane, long toPane, long traces) {}

  @Test
  void aPaneIsTumblingAndEndsASlidingWindowOfTwo() throws Exception {
    add(0, 0);
    add(1, 1);
    add(2, 2);
    watermark(3);
    assertThat(tumbling()).containsExactly(fired(0, 1, 0), fired(1, 2, 1), fired(2, 3, 2));
    assertThat(sliding()).containsExactly(fired(0, 1, 0), fired(0, 2, 0, 1), fired(1, 3, 1, 2));
  }

  @Test
  void nothingFiresBeforeItsWindowIsOver() throws Exception {
    add(0, 0);
    windows.processWatermark(START_MS + HOUR_MS - 2);
    assertThat(tumbling()).isEmpty();
    windows.processWatermark(START_MS + HOUR_MS - 1);
    assertThat(tumbling()).hasSize(1);
  }

  @Test
  void summariesOfOneWindowMergeInAnyOrderToTheSame() throws Exception {
    add(0, 0);
    add(0, 1);
    add(0, 2);
    watermark(1);
    String inOrder = Summaries.describe(only(tumblingSummaries()).summary());
    close();
    open();
    add(0, 2);
    add(0, 0);
    add(0, 1);
    watermark(1);
    assertThat(Summaries.describe(only(tumblingSummaries()).summary())).isEqualTo(inOrder);
  }

  @Test
  void whatIsLateFiresAgainWithAllThatIsThere() throws Exception {
    add(0, 0);
    watermark(1);
    add(0, 1);
    assertThat(tumbling()).containsExactly(fired(0, 1, 0), fired(0, 1, 0, 1));
    assertThat(sliding()).containsExactly(fired(0, 1, 0), fired(0, 1, 0, 1));
  }

  /** Allowed lateness is a pane. */
  @Test
  void whatIsLaterThanAPaneIsDropped() throws Exception {
    add(0, 0);
    watermark(2);
    assertThat(settled()).hasSize(1);
    add(0, 1);
    watermark(6);
    assertThat(tumbling()).containsExactly(fired(0, 1, 0));
    assertThat(settled()).hasSize(1);
    assertThat(windows.getOperator().getMetricGroup()).isNotNull();
  }

  @Test
  void everyPaneIsSettledOnceWithWhatCameLate() throws Exception {
    add(0, 0);
    watermark(1);
    add(0, 1);
    add(1, 2);
    assertThat(settled()).isEmpty();
    watermark(2);
    assertThat(settled()).extracting(pane -> pane.group().pane()).containsExactly(0);
    assertThat(settled().get(0).summary().traces()).isEqualTo(traces(0, 1));
    watermark(3);
    windows.processWatermark(Long.MAX_VALUE);
    assertThat(settled()).extracting(pane -> pane.group().pane()).containsExactly(0, 1);
  }

  /** The end of the input ends all windows at once: each fires once and is settled once. */
  @Test
  void theLastWatermarkLeapsPastEverything() throws Exception {
    add(0, 0);
    add(1, 1);
    add(5, 2);
    windows.processWatermark(Long.MAX_VALUE);
    assertThat(tumbling()).containsExactly(fired(0, 1, 0), fired(1, 2, 1), fired(5, 6, 2));
    assertThat(sliding())
        .containsExactly(fired(0, 1, 0), fired(0, 2, 0, 1), fired(1, 3, 1), fired(4, 6, 2));
    assertThat(settled()).extracting(pane -> pane.group().pane()).containsExactly(0, 1, 5);
  }

  @Test
  void stateAndTimersAreGoneWhenWindowsAre() throws Exception {
    add(0, 0);
    add(1, 1);
    assertThat(windows.numKeyedStateEntries()).isPositive();
    assertThat(windows.numEventTimeTimers()).isPositive();
    watermark(4);
    assertThat(windows.numKeyedStateEntries()).isZero();
    assertThat(windows.numEventTimeTimers()).isZero();
  }

  /** Of each key at most what the windows under way and those waited for hold. */
  @Test
  void stateIsBoundedHoweverManyWindowsPass() throws Exception {
    List<Integer> entries = new ArrayList<>();
    for (int pane = 0; pane < Summaries.PANES; pane++) {
      add(pane, pane);
      watermark(pane + 1);
      entries.add(windows.numKeyedStateEntries());
    }
    assertThat(entries.subList(2, Summaries.PANES - 1)).containsOnly(entries.get(1));
  }

  @Test
  void aSnapshotGoesOnAsIfNothingHadHappened() throws Exception {
    add(0, 0);
    add(1, 1);
    watermark(1);
    OperatorSubtaskState snapshot = windows.snapshot(1, 1);
    add(0, 3);
    add(1, 2);
    windows.processWatermark(Long.MAX_VALUE);
    List<GroupSummary> undisturbed = settled();
    close();
    windows = harness();
    windows.initializeState(snapshot);
    windows.open();
    windows.processWatermark(START_MS + HOUR_MS - 1);
    add(0, 3);
    add(1, 2);
    windows.processWatermark(Long.MAX_VALUE);
    assertThat(settled()).hasSameSizeAs(undisturbed).hasSize(2);
    for (int i = 0; i < undisturbed.size(); i++) {
      assertThat(Summaries.describe(settled().get(i).summary()))
          .isEqualTo(Summaries.describe(undisturbed.get(i).summary()));
    }
  }

  private void add(int pane, int batch) throws Exception {
    GroupSummary whole = Summaries.of("acme", "chat", pane, BATCHES.get(batch));
    windows.processElement(new StreamRecord<>(whole));
    windows.processElement(new StreamRecord<>(whole.sample()));
  }

  /** All before a pane has come. */
  private void watermark(int pane) throws Exception {
    windows.processWatermark(START_MS + pane * HOUR_MS - 1);
  }

  private static Fired fired(long fromPane, long toPane, int... batches) {
    return new Fired(fromPane, toPane, traces(batches));
  }

  private static long traces(int... batches) {
    long traces = 0;
    for (int batch : batches) {
      traces += BATCHES.get(batch).traces();
    }
    return traces;
  }

  private List<Fired> tumbling() {
    return tumblingSummaries().stream().map(WindowsTest::fired).toList();
  }

  private List<WindowSummary> tumblingSummaries() {
    List<WindowSummary> found = new ArrayList<>();
    for (Object element : windows.getOutput()) {
      if (element instanceof StreamRecord<?> record) {
        found.add((WindowSummary) record.getValue());
      }
    }
    return found;
  }

  private List<Fired> sliding() {
    return side(EmitWindows.SLIDING).stream().map(WindowsTest::fired).toList();
  }

  private List<GroupSummary> settled() {
    return side(EmitWindows.SETTLED);
  }

  private <T> List<T> side(OutputTag<T> tag) {
    Queue<StreamRecord<T>> found = windows.getSideOutput(tag);
    return found == null ? List.of() : found.stream().map(StreamRecord::getValue).toList();
  }

  private static Fired fired(WindowSummary window) {
    assertThat(window.window().runId()).isEqualTo("test");
    assertThat(window.window().tenant()).isEqualTo("acme");
    assertThat(window.window().workload()).isEqualTo("chat");
    return new Fired(
        (window.window().startMs() - START_MS) / HOUR_MS,
        (window.window().endMs() - START_MS) / HOUR_MS,
        traces(window.summary()));
  }

  /** All traces are sampled here, and a sample holds nothing else. */
  private static long traces(Summary summary) {
    return summary.traces() > 0 ? summary.traces() : summary.sample().size();
  }

  private static <T> T only(List<T> list) {
    assertThat(list).hasSize(1);
    return list.get(0);
  }

  private static KeyedOneInputStreamOperatorTestHarness<TenantWorkload, GroupSummary, WindowSummary>
      harness() throws Exception {
    AggregateFunction<
            GroupSummary,
            io.tracewright.engine.summary.Summary,
            io.tracewright.engine.summary.Summary>
        merge = new MergeSummaries();
    SerializerConfigImpl config = new SerializerConfigImpl();
    PaneWindows assigner = new PaneWindows(PLAN);
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<TenantWorkload, GroupSummary, WindowSummary>(
            new WindowOperatorFactory<>(
                assigner,
                new TimeWindow.Serializer(),
                TenantWorkload::of,
                TenantWorkload.TYPE.createSerializer(config),
                new AggregatingStateDescriptor<>(
                    "window-contents", merge, SummarySerializer.TYPE.serializer()),
                new InternalSingleValueProcessWindowFunction<>(new EmitWindows(PLAN)),
                assigner.getDefaultTrigger(),
                EmitWindows.allowedLatenessMs(PLAN),
                null),
            TenantWorkload::of,
            TenantWorkload.TYPE);
    harness.setup(WindowSummary.TYPE.serializer());
    return harness;
  }
}
