package io.tracewright.clickhouse;

import java.io.Serializable;
import java.util.Map;

/** Everything a writer needs to know, validated; its text shows no secret. */
record SinkSpec<T>(
    ClickHouseOptions options,
    String table,
    BatchEncoder<T> encoder,
    int maxInFlight,
    RetryPolicy retryPolicy,
    boolean createTable,
    boolean requireDeduplication,
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
  }

  TableName tableName() {
    return new TableName(options.database(), table);
  }
}
