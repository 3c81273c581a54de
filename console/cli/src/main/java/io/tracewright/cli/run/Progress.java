package io.tracewright.cli.run;

/**
 * What ClickHouse has acknowledged of a run.
 *
 * @param chunks chunks
 * @param traces traces stored
 * @param rows spans stored
 * @param rejectedTraces traces that broke a rule
 * @param rejectedRows their spans
 */
record Progress(long chunks, long traces, long rows, long rejectedTraces, long rejectedRows) {
  static final Progress NONE = new Progress(0, 0, 0, 0, 0);
}
