package io.tracewright.clickhouse;

import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What one writer reports: Flink's standard sink metrics (FLIP-33), then the names of ClickHouse's
 * own Flink connector where it has one for the thing, so that its dashboards work here too.
 *
 * <p>Called by the task thread, but for {@link #retried()}.
 */
final class SinkMetrics {
  private static final int HISTOGRAM_WINDOW = 1_000;

  private final Counter recordsSend;
  private final Counter bytesSend;
  private final Counter recordsSendErrors;
  private final Counter batchesSubmitted;
  private final Counter batchRetries;
  private final Histogram writeLatencyMs;
  private final Histogram writeFailureLatencyMs;
  private final Histogram recordsPerBatch;
  private final Histogram bytesPerBatch;
  private volatile long lastSendTimeMs;

  SinkMetrics(SinkWriterMetricGroup group, IntSupplier inFlight) {
    recordsSend = group.getNumRecordsSendCounter();
    bytesSend = group.getNumBytesSendCounter();
    recordsSendErrors = group.getNumRecordsSendErrorsCounter();
    group.setCurrentSendTimeGauge(() -> lastSendTimeMs);
    batchesSubmitted = group.counter("numRequestSubmitted");
    batchRetries = group.counter("totalBatchRetries", new ThreadSafeSimpleCounter());
    writeLatencyMs = histogram(group, "writeLatencyHistogram");
    writeFailureLatencyMs = histogram(group, "writeFailureLatencyHistogram");
    recordsPerBatch = histogram(group, "actualRecordsPerBatchHistogram");
    bytesPerBatch = histogram(group, "actualBytesPerBatchHistogram");
    group.gauge("inFlightRequests", (Gauge<Integer>) inFlight::getAsInt);
  }

  void submitted(InsertRequest request) {
    batchesSubmitted.inc();
    recordsPerBatch.update(request.rows());
    bytesPerBatch.update(request.block().size());
  }

  /** Counts a further attempt at once, so that an outage shows while it lasts. */
  void retried() {
    batchRetries.inc();
  }

  void done(InsertRequest request, InsertOutcome outcome) {
    long latencyMs = Math.round(outcome.latencyMs());
    lastSendTimeMs = latencyMs;
    if (outcome.failure() == null) {
      recordsSend.inc(request.rows());
      bytesSend.inc(request.block().size());
      writeLatencyMs.update(latencyMs);
    } else {
      recordsSendErrors.inc(request.rows());
      writeFailureLatencyMs.update(latencyMs);
    }
  }

  private static Histogram histogram(SinkWriterMetricGroup group, String name) {
    return group.histogram(name, new DescriptiveStatisticsHistogram(HISTOGRAM_WINDOW));
  }
}
