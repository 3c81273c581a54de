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
  private transient EventColumns columns;
  private transient NativeBlock columnsOf;

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
      columns = new EventColumns(block);
      columnsOf = block;
    }
    int[] order = batch.timeOrder();
    int rows = batch.acceptedRows();
    for (int i = 0; i < rows; i++) {
      columns.append(batch, order[i]);
    }
  }
}
