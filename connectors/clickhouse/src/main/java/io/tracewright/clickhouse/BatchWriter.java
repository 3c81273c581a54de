package io.tracewright.clickhouse;

import io.tracewright.clickhouse.block.NativeBlock;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

/**
 * Encodes batches in the task thread and hands them to the senders.
 *
 * <p>It keeps no state over a checkpoint: {@link #flush} waits until every batch written before is
 * durable, {@link #prepareCommit} gives their acknowledgements away. Block buffers go round between
 * {@code idleBuffers} and the requests under way; there are never more of them than requests
 * allowed.
 */
final class BatchWriter<T> implements CommittingSinkWriter<T, BatchAck> {
  /** A buffer that one huge batch has blown up is not kept for the small ones. */
  private static final int MAX_KEPT_BUFFER_BYTES = 64 << 20;

  private final TableName table;
  private final BatchEncoder<T> encoder;
  private final NativeBlock block;
  private final InsertTransport transport;
  private final InFlightInserts inserts;
  private final SinkMetrics metrics;
  private final LongSupplier epochMilliClock;
  private final Deque<BlockBuffer> idleBuffers = new ArrayDeque<>();
  private List<BatchAck> acknowledged = new ArrayList<>();

  /**
   * Makes a writer; nothing is sent yet.
   *
   * @param retryLoop shared by the senders
   * @param nanoClock for latencies
   * @param epochMilliClock for the time in acknowledgements
   */
  BatchWriter(
      SinkSpec<T> spec,
      InsertTransport transport,
      RetryLoop retryLoop,
      MailboxExecutor mailbox,
      SinkWriterMetricGroup metricGroup,
      LongSupplier nanoClock,
      LongSupplier epochMilliClock) {
    this.table = spec.tableName();
    this.encoder = spec.encoder();
    this.block = new NativeBlock(encoder.schema().columns());
    this.transport = transport;
    this.epochMilliClock = epochMilliClock;
    this.metrics = new SinkMetrics(metricGroup, this::inFlight);
    this.inserts =
        new InFlightInserts(
            spec.maxInFlight(),
            mailbox,
            new Inserter(
                table,
                transport,
                retryLoop,
                spec.retryPolicy().budget(),
                nanoClock,
                metrics::retried),
            this::done,
            "clickhouse-sender-" + table);
  }

  @Override
  public void write(T batch, Context context) throws IOException, InterruptedException {
    block.reset();
    encoder.encode(batch, block);
    String token = token(batch);
    int rows = block.rows();
    if (rows == 0) {
      acknowledge(token, encoder.label(batch), 0, 0, 0, 0);
      return;
    }
    inserts.awaitSlot();
    BlockBuffer buffer = idleBuffers.isEmpty() ? new BlockBuffer() : idleBuffers.pop();
    buffer.clear();
    block.writeTo(buffer);
    InsertRequest request = new InsertRequest(token, encoder.label(batch), rows, buffer);
    inserts.submit(request);
    metrics.submitted(request);
  }

  @Override
  public void flush(boolean endOfInput) throws InterruptedException {
    inserts.awaitAll();
  }

  @Override
  public Collection<BatchAck> prepareCommit() {
    List<BatchAck> handedOver = acknowledged;
    acknowledged = new ArrayList<>();
    return handedOver;
  }

  @Override
  public void close() {
    inserts.cancel();
    transport.close();
    inserts.close();
  }

  private int inFlight() {
    return inserts.size();
  }

  private void done(InsertRequest request, InsertOutcome outcome) {
    metrics.done(request, outcome);
    if (outcome.failure() != null) {
      throw outcome.failure();
    }
    int bytes = request.block().size();
    if (request.block().capacity() <= MAX_KEPT_BUFFER_BYTES) {
      idleBuffers.push(request.block());
    }
    acknowledge(
        request.token(),
        request.label(),
        request.rows(),
        bytes,
        outcome.latencyMs(),
        outcome.attempts());
  }

  private void acknowledge(
      String token, String label, int rows, long bytes, double latencyMs, int attempts) {
    acknowledged.add(
        new BatchAck(
            table.toString(),
            token,
            label,
            rows,
            bytes,
            latencyMs,
            attempts,
            epochMilliClock.getAsLong()));
  }

  private String token(T batch) {
    String token = encoder.deduplicationToken(batch);
    if (token == null || token.isEmpty()) {
      throw new IllegalStateException(
          "The encoder gave no deduplication token for a batch of table "
              + table
              + ": "
              + encoder.getClass().getName());
    }
    return token;
  }
}
