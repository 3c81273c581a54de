package io.tracewright.flink.sink;

import io.tracewright.clickhouse.BatchEncoder;
import io.tracewright.clickhouse.TableSchema;
import io.tracewright.clickhouse.block.NativeBlock;
import io.tracewright.model.span.SpanBatch;

/**
 * Writes a chunk's spans as one block of the {@code events} table.
 *
 * <p>The token is {@code run/chunk}: both, and the rows, are pure functions of the run's spec, so a
 * replay sends the same block under the same name.
 */
public final class EventsEncoder implements BatchEncoder<SpanBatch> {
  private final boolean hidesAnomalies;
  private transient EventColumns columns;
  private transient NativeBlock columnsOf;

  /**
   * An encoder of a run's spans.
   *
   * @param hidesAnomalies whether {@code anomaly} is written empty whatever it holds, so that a
   *     detector which reads the table cannot cheat
   */
  public EventsEncoder(boolean hidesAnomalies) {
    this.hidesAnomalies = hidesAnomalies;
  }

  @Override
  public TableSchema schema() {
    return EventColumns.SCHEMA;
  }

  @Override
  public String deduplicationToken(SpanBatch batch) {
    return batch.runId() + "/" + batch.chunk().index();
  }

  @Override
  public String label(SpanBatch batch) {
    return ChunkLabel.of(batch).toText();
  }

  @Override
  public void encode(SpanBatch batch, NativeBlock block) {
    if (block != columnsOf) {
      columns = new EventColumns(block, hidesAnomalies);
      columnsOf = block;
    }
    int[] order = batch.timeOrder();
    int rows = batch.acceptedRows();
    for (int i = 0; i < rows; i++) {
      columns.append(batch, order[i]);
    }
  }
}
