package io.tracewright.clickhouse;

import io.tracewright.clickhouse.block.Int64Column;
import io.tracewright.clickhouse.block.LowCardinalityColumn;
import io.tracewright.clickhouse.block.NativeBlock;

/** Batch i holds the numbers from i·{@value #ROWS} on; as simple as an encoder can be. */
final class NumberBatchEncoder implements BatchEncoder<Long> {
  static final int ROWS = 500;

  private final TableSchema schema;

  NumberBatchEncoder(int deduplicationWindow) {
    this.schema =
        TableSchema.builder()
            .column("number", "UInt64")
            .column("parity", "LowCardinality(String)")
            .createMergeTree("ORDER BY number", deduplicationWindow)
            .build();
  }

  @Override
  public TableSchema schema() {
    return schema;
  }

  @Override
  public String deduplicationToken(Long batch) {
    return "run-1/" + batch;
  }

  @Override
  public String label(Long batch) {
    return "batch " + batch;
  }

  @Override
  public void encode(Long batch, NativeBlock block) {
    Int64Column numbers = block.column("number", Int64Column.class);
    LowCardinalityColumn parities = block.column("parity", LowCardinalityColumn.class);
    for (int i = 0; i < ROWS; i++) {
      long number = batch * ROWS + i;
      numbers.append(number);
      parities.append(number % 2 == 0 ? "even" : "odd");
    }
  }
}
