package io.tracewright.bench;

/**
 * What a contender did.
 *
 * @param rows rows written
 * @param seconds time that it took; a job's from the start of its execution to its end, without the
 *     start of Flink itself
 */
record Measured(long rows, double seconds) {

  double rowsPerSecond() {
    return rows / seconds;
  }
}
