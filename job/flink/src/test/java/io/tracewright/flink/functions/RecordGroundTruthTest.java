package io.tracewright.flink.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.model.run.ChunkDescriptor;
import io.tracewright.model.span.SpanBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordGroundTruthTest {
  private static final int CHUNK = 7;
  private static final int TRACES = 4;
  private static final int SPANS = 3;

  private final FakeProcessing processing = new FakeProcessing();
  private final RecordGroundTruth record = new RecordGroundTruth();
  private final List<SpanBatch> passedOn = new ArrayList<>();
  private final SpanBatch batch = batch();

  @Test
  void aBatchWithoutAnomaliesPassesAndNothingIsReported() {
    process();
    assertThat(passedOn).containsExactly(batch);
    assertThat(labelled()).isEmpty();
  }

  @Test
  void everyLabelledSpanIsReportedWithWhatIsStoredOfIt() {
    batch.anomaly.set(0, "loop");
    batch.anomaly.set(7, "latency_spike");
    batch.anomaly.set(11, "rate_limit_storm");
    process();
    assertThat(passedOn).containsExactly(batch);
    assertThat(labelled())
        .containsExactly(span(0, "loop"), span(7, "latency_spike"), span(11, "rate_limit_storm"));
    assertThat(batch.anomaly.get(7)).as("the batch keeps its labels").isEqualTo("latency_spike");
  }

  /** They are not stored, so nothing in the table is odd because of them. */
  @Test
  void rejectedTracesAreNotReported() {
    for (int row = 0; row < batch.rows(); row++) {
      batch.anomaly.set(row, "loop");
    }
    batch.reject(0);
    batch.reject(2);
    process();
    assertThat(labelled())
        .containsExactly(
            span(3, "loop"),
            span(4, "loop"),
            span(5, "loop"),
            span(9, "loop"),
            span(10, "loop"),
            span(11, "loop"));
  }

  private void process() {
    record.processElement(batch, processing.context(record), FakeProcessing.collector(passedOn));
  }

  private List<LabelledSpan> labelled() {
    return processing.output(RecordGroundTruth.LABELLED);
  }

  private static LabelledSpan span(int row, String anomaly) {
    return new LabelledSpan(
        "test",
        CHUNK,
        new UUID(1, row / SPANS).toString(),
        new UUID(2, row).toString(),
        anomaly,
        "operation " + row,
        1_000L + row,
        row / 8.0);
  }

  private static SpanBatch batch() {
    SpanBatch batch = new SpanBatch();
    batch.reset("test", new ChunkDescriptor(CHUNK, 70, TRACES, 0, 1, 2));
    for (int row = 0; row < TRACES * SPANS; row++) {
      batch.traceId.add(1, row / SPANS);
      batch.spanId.add(2, row);
      batch.anomaly.add("");
      batch.operationName.add("operation " + row);
      batch.timestampMs.add(1_000L + row);
      batch.latencyMs.add(row / 8.0);
      if (row % SPANS == SPANS - 1) {
        batch.endTrace();
      }
    }
    return batch;
  }
}
