package io.tracewright.clickhouse;

import io.tracewright.clickhouse.block.Int64Column;
import io.tracewright.clickhouse.block.LowCardinalityColumn;
import io.tracewright.clickhouse.block.NativeBlock;

/** One batch of many rows. */
final class LargeBatchEncoder implements BatchEncoder<Long> {
  private final int rows;

  LargeBatchEncoder(int rows) {
    this.rows = rows;
  }

  @Override
  public TableSchema schema() {
    return TableSchema.builder()
        .column("number", "UInt64")
        .column("parity", "LowCardinality(String)")
        .build();
  }

  @Override
  public String deduplicationToken(Long batch) {
    return "large/" + batch;
  }

  @Override
  public String label(Long batch) {
    return "";
  }

  @Override
  public void encode(Long batch, NativeBlock block) {
    Int64Column numbers = block.column("number", Int64Column.class);
    LowCardinalityColumn parities = block.column("parity", LowCardinalityColumn.class);
    int one = parities.intern("one");
    for (int i = 0; i < rows; i++) {
      numbers.append(i);
      parities.appendInterned(one);
    }
  }
}
