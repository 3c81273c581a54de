package io.tracewright.flink.analysis;

import static io.tracewright.flink.analysis.Summaries.HOUR_MS;
import static io.tracewright.flink.analysis.Summaries.PLAN;
import static io.tracewright.flink.analysis.Summaries.START_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.summary.GroupKey;
import io.tracewright.engine.summary.Summary;
import io.tracewright.flink.type.SpanBatchSerializer;
import io.tracewright.model.report.StepFailure;
import io.tracewright.model.span.SpanBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SummarizeBatchesTest {
  private static final List<SpanBatch> BATCHES = Summaries.batches();

  private OneInputStreamOperatorTestHarness<SpanBatch, SpanBatch> harness;

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void batchesPassUntouchedAndAtOnce() throws Exception {
    open(BatchSummarizer.of(PLAN));
    process(BATCHES);
    assertThat(passed()).hasSize(BATCHES.size());
    for (int i = 0; i < BATCHES.size(); i++) {
      assertThat(text(passed().get(i))).isEqualTo(text(BATCHES.get(i)));
    }
  }

  @Test
  void theSummariesAreThoseOfAllBatchesHoweverTheyAreCut() throws Exception {
    open(BatchSummarizer.of(PLAN));
    process(BATCHES);
    harness.endInput();
    harness.getOneInputOperator().finish();
    Map<GroupKey, String> whole = merged();
    close();
    open(BatchSummarizer.of(PLAN));
    process(BATCHES.subList(0, 5));
    harness.prepareSnapshotPreBarrier(1);
    assertThat(summaries()).isNotEmpty();
    process(BATCHES.subList(5, BATCHES.size()));
    harness.processWatermark(Long.MAX_VALUE);
    assertThat(merged()).isEqualTo(whole).hasSizeGreaterThan(6);
  }

  /** A checkpoint holds nothing of this operator, so nothing may be left in it. */
  @Test
  void everythingIsHandedOnBeforeABarrier() throws Exception {
    open(BatchSummarizer.of(PLAN));
    process(BATCHES.subList(0, 3));
    assertThat(summaries()).isEmpty();
    harness.prepareSnapshotPreBarrier(1);
    assertThat(tracesOf(summaries())).isEqualTo(300);
    harness.prepareSnapshotPreBarrier(2);
    assertThat(tracesOf(summaries())).isEqualTo(300);
  }

  /** Or the window behind would find them late. */
  @Test
  void aPaneIsHandedOnBeforeTheWatermarkThatEndsIt() throws Exception {
    open(BatchSummarizer.of(PLAN));
    process(BATCHES);
    harness.processWatermark(START_MS + HOUR_MS - 2);
    assertThat(summaries()).isEmpty();
    harness.processWatermark(START_MS + HOUR_MS - 1);
    assertThat(summaries()).isNotEmpty().allMatch(summary -> summary.group().pane() == 0);
    assertThat(passedWatermarks()).isEqualTo(2);
  }

  /** Windows go on merging into the one while a checkpoint writes the other. */
  @Test
  void stateIsCopiedBeforeItIsWritten() throws Exception {
    open(BatchSummarizer.of(PLAN));
    Summary summary = Summaries.of("t", "w", 0, BATCHES.get(0)).summary();
    Summary copy = SummarySerializer.TYPE.serializer().copy(summary);
    summary.merge(Summaries.of("t", "w", 0, BATCHES.get(1)).summary());
    assertThat(copy.traces()).isEqualTo(BATCHES.get(0).traces()).isLessThan(summary.traces());
  }

  @Test
  void aSummariserThatThrowsIsDisabledAndRowsGoOn() throws Exception {
    List<SpanBatch> seen = new ArrayList<>();
    SEEN.set(seen);
    open(SummarizeBatchesTest::throwAtTheSecond);
    process(BATCHES.subList(0, 5));
    harness.processWatermark(Long.MAX_VALUE);
    assertThat(passed()).extracting(batch -> batch.chunk().index()).containsExactly(0, 1, 2, 3, 4);
    assertThat(seen).as("it is not asked again").hasSize(2);
    assertThat(summaries()).isEmpty();
    assertThat(side(Guard.FAILURES))
        .containsExactly(
            new StepFailure(
                "test", "chunk-summarizer", "java.lang.IllegalStateException: no more"));
  }

  private static final ThreadLocal<List<SpanBatch>> SEEN = new ThreadLocal<>();

  private static BatchSummarizer<SpanBatch> throwAtTheSecond() {
    BatchSummarizer<SpanBatch> chunks = BatchSummarizer.of(PLAN).create();
    return new BatchSummarizer<>() {
      @Override
      public void add(SpanBatch batch) {
        SEEN.get().add(batch);
        if (SEEN.get().size() == 2) {
          throw new IllegalStateException("no more");
        }
        chunks.add(batch);
      }

      @Override
      public NavigableMap<GroupKey, Summary> take(long timeMs) {
        return chunks.take(timeMs);
      }
    };
  }

  private void open(BatchSummarizer.Factory<SpanBatch> factory) throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new SummarizeBatches<>(PLAN, "chunk-summarizer", factory));
    harness.setup(SpanBatchSerializer.TYPE.serializer());
    harness.open();
  }

  private void process(List<SpanBatch> batches) throws Exception {
    for (SpanBatch batch : batches) {
      harness.processElement(new StreamRecord<>(batch, batch.chunk().slotStartMs()));
    }
  }

  private List<SpanBatch> passed() {
    List<SpanBatch> passed = new ArrayList<>();
    for (Object element : harness.getOutput()) {
      if (element instanceof StreamRecord<?> record) {
        passed.add((SpanBatch) record.getValue());
      }
    }
    return passed;
  }

  private static String text(SpanBatch batch) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(1 << 16);
    batch.write(out);
    return HexFormat.of().formatHex(out.getCopyOfBuffer());
  }

  private long passedWatermarks() {
    return harness.getOutput().stream().filter(e -> !(e instanceof StreamRecord)).count();
  }

  private List<GroupSummary> summaries() {
    return side(SummarizeBatches.SUMMARIES).stream()
        .filter(part -> part.part() != GroupSummary.Part.SAMPLE)
        .toList();
  }

  private <T> List<T> side(OutputTag<T> tag) {
    var found = harness.getSideOutput(tag);
    return found == null ? List.of() : found.stream().map(StreamRecord::getValue).toList();
  }

  private static long tracesOf(List<GroupSummary> summaries) {
    return summaries.stream().mapToLong(part -> part.summary().traces()).sum();
  }

  private Map<GroupKey, String> merged() {
    Map<GroupKey, Summary> all = new TreeMap<>();
    for (GroupSummary part : summaries()) {
      all.computeIfAbsent(part.group(), group -> new MergeSummaries().createAccumulator())
          .merge(part.summary());
    }
    Map<GroupKey, String> written = new TreeMap<>();
    all.forEach((group, summary) -> written.put(group, Summaries.describe(summary)));
    return written;
  }
}
