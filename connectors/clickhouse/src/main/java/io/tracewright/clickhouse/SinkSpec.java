package io.tracewright.clickhouse;

import java.io.Serializable;
import java.util.Map;

/**
 * Everything a writer needs to know, validated; its text shows no secret.
 *
 * @param minDeduplicationWindow how many blocks the table must know; 0 if it need not deduplicate
 */
record SinkSpec<T>(
    ClickHouseOptions options,
    String table,
    BatchEncoder<T> encoder,
    int maxInFlight,
    RetryPolicy retryPolicy,
    boolean createTable,
    int minDeduplicationWindow,
    Map<String, String> settings)
    implements Serializable {

  private static final int MAX_IN_FLIGHT_LIMIT = 256;

  SinkSpec {
    settings = Map.copyOf(settings);
    if (table.isBlank()) {
      throw new IllegalArgumentException("table must not be blank");
    }
    if (maxInFlight < 1 || maxInFlight > MAX_IN_FLIGHT_LIMIT) {
      throw new IllegalArgumentException(
          "maxInFlight must be within 1.." + MAX_IN_FLIGHT_LIMIT + ", but is " + maxInFlight);
    }
    if (minDeduplicationWindow < 0) {
      throw new IllegalArgumentException(
          "minDeduplicationWindow must not be negative, but is " + minDeduplicationWindow);
    }
  }

  TableName tableName() {
    return new TableName(options.database(), table);
  }
}
