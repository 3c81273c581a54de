package io.tracewright.model.span;

import io.tracewright.model.run.ChunkDescriptor;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The spans of one chunk, in columns named as those of the {@code events} table.
 *
 * <p>Rows stand trace by trace, parents before children; {@link #timeOrder} gives the order in
 * which they are stored. A batch is cleared and filled again for every chunk, so whoever receives
 * one must be done with it before returning. Not thread-safe.
 */
public final class SpanBatch {
  public final IdColumn eventId = new IdColumn();
  public final IdColumn traceId = new IdColumn();
  public final IdColumn spanId = new IdColumn();

  /** The all-zero identifier marks a root. */
  public final IdColumn parentSpanId = new IdColumn();

  /** Start of the span, milliseconds since the epoch, UTC. */
  public final LongColumn timestampMs = new LongColumn();

  public final SymbolColumn eventType = new SymbolColumn();
  public final SymbolColumn serviceName = new SymbolColumn();
  public final SymbolColumn operationName = new SymbolColumn();
  public final SymbolColumn workloadType = new SymbolColumn();
  public final SymbolColumn workloadCategory = new SymbolColumn();
  public final SymbolColumn domain = new SymbolColumn();
  public final SymbolColumn tenantId = new SymbolColumn();
  public final SymbolColumn region = new SymbolColumn();
  public final DoubleColumn latencyMs = new DoubleColumn();
  public final DoubleColumn cpuUsagePercent = new DoubleColumn();
  public final DoubleColumn memoryUsageMb = new DoubleColumn();
  public final DoubleColumn throughputRps = new DoubleColumn();
  public final SymbolColumn modelName = new SymbolColumn();
  public final SymbolColumn modelVersion = new SymbolColumn();
  public final IntColumn promptTokens = new IntColumn();
  public final IntColumn completionTokens = new IntColumn();
  public final IntColumn totalTokens = new IntColumn();
  public final SymbolListColumn toolInvocations = new SymbolListColumn();
  public final SymbolColumn userId = new SymbolColumn();
  public final TextColumn sessionId = new TextColumn();
  public final TextColumn requestMetadata = new TextColumn();
  public final TextColumn responseMetadata = new TextColumn();
  public final SymbolListColumn tags = new SymbolListColumn();
  public final SymbolColumn status = new SymbolColumn();
  public final SymbolColumn errorType = new SymbolColumn();
  public final DoubleColumn costUsd = new DoubleColumn();
  public final SymbolColumn corpusVersion = new SymbolColumn();
  public final SymbolColumn corpusRecordId = new SymbolColumn();
  public final SymbolColumn anomaly = new SymbolColumn();

  private final List<Column> columns =
      List.of(
          eventId,
          traceId,
          spanId,
          parentSpanId,
          timestampMs,
          eventType,
          serviceName,
          operationName,
          workloadType,
          workloadCategory,
          domain,
          tenantId,
          region,
          latencyMs,
          cpuUsagePercent,
          memoryUsageMb,
          throughputRps,
          modelName,
          modelVersion,
          promptTokens,
          completionTokens,
          totalTokens,
          toolInvocations,
          userId,
          sessionId,
          requestMetadata,
          responseMetadata,
          tags,
          status,
          errorType,
          costUsd,
          corpusVersion,
          corpusRecordId,
          anomaly);

  private final IntColumn traceEnds = new IntColumn();
  private final BitSet rejectedTraces = new BitSet();
  private int rejectedRows;
  private String runId = "";
  private ChunkDescriptor chunk;
  private long[] sortKeys = new long[0];
  private int[] order = new int[0];

  /** Empties the batch for a chunk. */
  public void reset(String newRunId, ChunkDescriptor newChunk) {
    runId = newRunId;
    chunk = newChunk;
    columns.forEach(Column::clear);
    traceEnds.clear();
    rejectedTraces.clear();
    rejectedRows = 0;
  }

  public String runId() {
    return runId;
  }

  public ChunkDescriptor chunk() {
    return chunk;
  }

  /** Closes a trace: the rows since the last call belong to it. */
  public void endTrace() {
    traceEnds.add(rows());
  }

  /** Number of traces, rejected ones included. */
  public int traces() {
    return traceEnds.size();
  }

  /** First row of a trace. */
  public int traceStart(int trace) {
    return trace == 0 ? 0 : traceEnds.get(trace - 1);
  }

  /** The row after a trace's last. */
  public int traceEnd(int trace) {
    return traceEnds.get(trace);
  }

  /** Number of rows, rejected ones included. */
  public int rows() {
    return timestampMs.size();
  }

  /** Bars a trace from being stored; a second call for the same trace has no effect. */
  public void reject(int trace) {
    if (!rejectedTraces.get(trace)) {
      rejectedTraces.set(trace);
      rejectedRows += traceEnd(trace) - traceStart(trace);
    }
  }

  /** Whether a trace is barred from being stored. */
  public boolean isRejected(int trace) {
    return rejectedTraces.get(trace);
  }

  /** Number of traces barred from being stored. */
  public int rejectedTraces() {
    return rejectedTraces.cardinality();
  }

  /** Number of rows barred from being stored. */
  public int rejectedRows() {
    return rejectedRows;
  }

  /** Number of rows to be stored. */
  public int acceptedRows() {
    return rows() - rejectedRows;
  }

  /**
   * The rows to be stored in the table's sorting order: time, trace, span. The server then has
   * nothing to sort.
   *
   * @return row numbers, of which the first {@link #acceptedRows()} count; valid until the next
   *     call
   */
  public int[] timeOrder() {
    int count = 0;
    if (sortKeys.length < rows()) {
      sortKeys = new long[rows()];
      order = new int[rows()];
    }
    // A key packs the offset in the chunk above the row; 2^40 ms are 34 years, 2^23 rows 8 million.
    long base = Long.MAX_VALUE;
    for (int row = 0; row < rows(); row++) {
      base = Math.min(base, timestampMs.get(row));
    }
    for (int trace = 0; trace < traces(); trace++) {
      if (!isRejected(trace)) {
        for (int row = traceStart(trace); row < traceEnd(trace); row++) {
          sortKeys[count++] = (timestampMs.get(row) - base) << 23 | row;
        }
      }
    }
    Arrays.sort(sortKeys, 0, count);
    for (int i = 0; i < count; i++) {
      order[i] = (int) sortKeys[i] & ((1 << 23) - 1);
      for (int j = i; j > 0 && isAfter(order[j - 1], order[j]); j--) {
        int later = order[j - 1];
        order[j - 1] = order[j];
        order[j] = later;
      }
    }
    return order;
  }

  private boolean isAfter(int row, int other) {
    if (timestampMs.get(row) != timestampMs.get(other)) {
      return timestampMs.get(row) > timestampMs.get(other);
    }
    int byTrace = traceId.compare(row, other);
    return byTrace != 0 ? byTrace > 0 : spanId.compare(row, other) > 0;
  }

  /** Writes the whole batch in a form that {@link #read} understands. */
  public void write(DataOutput out) throws IOException {
    out.writeUTF(runId);
    chunk.write(out);
    for (Column column : columns) {
      column.write(out);
    }
    traceEnds.write(out);
    byte[] rejected = rejectedTraces.toByteArray();
    out.writeInt(rejected.length);
    out.write(rejected);
  }

  /** Replaces the content by what {@link #write} wrote. */
  public void read(DataInput in) throws IOException {
    reset(in.readUTF(), ChunkDescriptor.read(in));
    for (Column column : columns) {
      column.read(in);
    }
    traceEnds.read(in);
    byte[] rejected = new byte[in.readInt()];
    in.readFully(rejected);
    BitSet.valueOf(rejected).stream().forEach(this::reject);
  }
}
