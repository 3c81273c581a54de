package io.tracewright.clickhouse;

/**
 * What became of a request.
 *
 * @param attempts requests sent, at least one
 * @param latencyNanos from the first attempt to the outcome
 * @param failure null if the batch is durable
 */
record InsertOutcome(int attempts, long latencyNanos, ClickHouseSinkException failure) {
  private static final double NANOS_PER_MILLI = 1e6;

  double latencyMs() {
    return latencyNanos / NANOS_PER_MILLI;
  }
}
