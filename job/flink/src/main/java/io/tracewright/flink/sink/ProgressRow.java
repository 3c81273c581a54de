package io.tracewright.flink.sink;

import io.tracewright.clickhouse.BatchAck;

/**
 * A chunk that ClickHouse has acknowledged: a row of {@code run_progress}.
 *
 * @param runId the run
 * @param chunk index of the chunk
 * @param traces traces stored
 * @param rows spans stored
 * @param rejectedTraces traces that broke a rule
 * @param rejectedRows their spans
 * @param bytes size of the block
 * @param insertLatencyMs from the first attempt to the acknowledgement
 * @param attempts requests sent
 * @param acknowledgedAtMs milliseconds since the epoch
 */
public record ProgressRow(
    String runId,
    int chunk,
    int traces,
    long rows,
    int rejectedTraces,
    int rejectedRows,
    long bytes,
    double insertLatencyMs,
    int attempts,
    long acknowledgedAtMs) {

  /** The row that an acknowledgement of {@link EventsEncoder}'s batches tells of. */
  public static ProgressRow of(BatchAck ack) {
    ChunkLabel label = ChunkLabel.parse(ack.label());
    return new ProgressRow(
        label.runId(),
        label.chunk(),
        label.traces(),
        ack.rows(),
        label.rejectedTraces(),
        label.rejectedRows(),
        ack.bytes(),
        ack.latencyMs(),
        ack.attempts(),
        ack.acknowledgedAtMs());
  }
}
