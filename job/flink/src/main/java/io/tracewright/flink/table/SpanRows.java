package io.tracewright.flink.table;

import io.tracewright.model.run.ChunkDescriptor;
import io.tracewright.model.span.SpanBatch;
import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;

/**
 * Reads the rows that {@link TableQuery} asks for into batches of whole traces.
 *
 * <p>A trace of more than {@value #MAX_TRACE_ROWS} rows, which is none but rows without a trace, is
 * cut: memory is bounded whatever the table holds.
 */
final class SpanRows {
  private static final int BATCH_ROWS = 8_192;
  private static final int MAX_TRACE_ROWS = 65_536;

  private final RowBinary rows;
  private final String runId;
  private long nextHigh;
  private long nextLow;
  private boolean hasNext;

  SpanRows(InputStream bytes, String runId) throws IOException {
    this.rows = new RowBinary(bytes);
    this.runId = runId;
    readTrace();
  }

  private void readTrace() throws IOException {
    hasNext = rows.hasNext();
    if (hasNext) {
      nextHigh = rows.int64();
      nextLow = rows.int64();
    }
  }

  /** The next traces; null: there are no more. */
  TableBatch next() throws IOException {
    if (!hasNext) {
      return null;
    }
    SpanBatch batch = new SpanBatch();
    batch.reset(runId, new ChunkDescriptor(0, 0, 0, 0, 0, 0));
    BitSet malformed = new BitSet();
    while (hasNext && batch.rows() < BATCH_ROWS) {
      long high = nextHigh;
      long low = nextLow;
      int first = batch.rows();
      while (hasNext
          && nextHigh == high
          && nextLow == low
          && batch.rows() - first < MAX_TRACE_ROWS) {
        readRow(batch, malformed);
        readTrace();
      }
      batch.endTrace();
    }
    return new TableBatch(batch, malformed);
  }

  /** In the order of {@link SpanColumn}; the trace is read already. */
  private void readRow(SpanBatch batch, BitSet malformed) throws IOException {
    batch.traceId.add(nextHigh, nextLow);
    batch.spanId.add(rows.int64(), rows.int64());
    batch.parentSpanId.add(rows.int64(), rows.int64());
    batch.eventId.add(rows.int64(), rows.int64());
    batch.timestampMs.add(rows.int64());
    batch.eventType.add(rows.name());
    batch.operationName.add(rows.name());
    batch.workloadType.add(rows.name());
    batch.tenantId.add(rows.name());
    batch.region.add(rows.name());
    batch.modelName.add(rows.name());
    batch.userId.add(rows.name());
    batch.status.add(rows.name());
    batch.errorType.add(rows.name());
    batch.corpusRecordId.add(rows.name());
    rows.text();
    batch.sessionId.append(rows.textBytes(), 0, rows.textLength());
    batch.sessionId.endRow();
    batch.latencyMs.add(rows.float64());
    batch.cpuUsagePercent.add(rows.float64());
    batch.memoryUsageMb.add(rows.float64());
    batch.throughputRps.add(rows.float64());
    batch.costUsd.add(rows.float64());
    batch.promptTokens.add(rows.int32());
    batch.completionTokens.add(rows.int32());
    batch.totalTokens.add(rows.int32());
    if (rows.flag()) {
      batch.tags.add("retry");
    }
    batch.tags.endRow();
    malformed.set(batch.timestampMs.size() - 1, rows.flag());
  }
}
