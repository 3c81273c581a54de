package io.tracewright.clickhouse.embedded;

/**
 * What one statement read, wrote and returned, as {@code X-ClickHouse-Summary} reports it.
 *
 * @param readRows rows read from storage
 * @param readBytes bytes read from storage
 * @param writtenRows rows written, those of dependent materialized views included
 * @param writtenBytes bytes written
 * @param resultRows rows of the result
 * @param resultBytes bytes of the result in memory
 * @param elapsedNs time in the engine
 */
record QueryStatistics(
    long readRows,
    long readBytes,
    long writtenRows,
    long writtenBytes,
    long resultRows,
    long resultBytes,
    long elapsedNs) {

  static final QueryStatistics NONE = new QueryStatistics(0, 0, 0, 0, 0, 0, 0);

  /** The header's value: numbers quoted, as the real server writes them. */
  String toSummaryHeader() {
    return "{\"read_rows\":\"%d\",\"read_bytes\":\"%d\",\"written_rows\":\"%d\",\"written_bytes\":\"%d\","
            .formatted(readRows, readBytes, writtenRows, writtenBytes)
        + "\"total_rows_to_read\":\"%d\",\"result_rows\":\"%d\",\"result_bytes\":\"%d\",\"elapsed_ns\":\"%d\"}"
            .formatted(readRows, resultRows, resultBytes, elapsedNs);
  }
}
